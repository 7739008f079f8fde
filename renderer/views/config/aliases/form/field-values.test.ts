import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reading, alias } from "../__fixtures__/sample-reading.ts";
import { nameProblem } from "./alias-names.ts";
import { fieldText, readField, variableIn } from "./field-values.ts";
import { perMillionText, perTokenFrom } from "./price-text.ts";

describe("a price", () => {
  it("is shown per million tokens without a digit computed", () => {
    expect(perMillionText(1.5e-7)).toBe("0.15");
    expect(perMillionText(0.00003)).toBe("30");
    expect(perMillionText("2.50E-06")).toBe("2.5");
    expect(perMillionText(0)).toBe("0");
    expect(perMillionText(1e-12)).toBe("0.000001");
    expect(perMillionText(0.0000012345)).toBe("1.2345");
    expect(perMillionText(-1)).toBeNull();
    expect(perMillionText("os.environ/PRICE")).toBeNull();
  });

  it("is the same after being written and read again", () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.integer({ min: 0, max: 6 }), (digits, places) => {
        const text = perMillionText(`${digits}e${-places - 6}`) ?? "";
        expect(perMillionText(perTokenFrom(text))).toBe(text);
      }),
    );
  });

  it("is refused when a double could not keep its digits, or when it is none", () => {
    expect(perTokenFrom("0.1234567890123456")).toBeNull();
    for (const text of ["", "-1", "1,5", "abc", ".", "1e"]) expect(perTokenFrom(text)).toBeNull();
    expect(perTokenFrom("$ 0.15")).toBe(1.5e-7);
  });
});

describe("a field", () => {
  it("takes what its kind takes, and says why not otherwise", () => {
    expect(readField("positive_integer", " 60 ")).toEqual({ value: 60 });
    expect(readField("positive_integer", "0")).toEqual({ problem: "positive" });
    expect(readField("positive_integer", "6.5")).toEqual({ problem: "positive" });
    expect(readField("integer", "-2")).toEqual({ value: -2 });
    expect(readField("seconds", "2.5")).toEqual({ value: 2.5 });
    expect(readField("seconds", "soon")).toEqual({ problem: "number" });
    expect(readField("url", "https://x.example/v1")).toEqual({ value: "https://x.example/v1" });
    expect(readField("url", "javascript:alert(1)")).toEqual({ problem: "url" });
    expect(readField("price", "0.15")).toEqual({ value: 1.5e-7 });
    expect(readField("tags", "a, b ,, a")).toEqual({ value: ["a", "b"] });
    expect(readField("model", "")).toEqual({ problem: "required" });
    expect(readField("model", "openai/gpt x")).toEqual({ problem: "model" });
  });

  it("takes its key out when it is emptied", () => {
    expect(readField("positive_integer", "  ")).toEqual({ value: null });
    expect(readField("tags", " , ")).toEqual({ value: null });
  });

  it("keeps a reference to a variable", () => {
    expect(readField("url", "os.environ/OLLAMA_BASE")).toEqual({ value: "os.environ/OLLAMA_BASE" });
    expect(variableIn("os.environ/OLLAMA_BASE")).toBe("OLLAMA_BASE");
    expect(variableIn("sk-literal")).toBeNull();
  });

  it("shows what the file has, whatever it is", () => {
    expect(fieldText("tags", ["a", "b"])).toBe("a, b");
    expect(fieldText("positive_integer", "sixty")).toBe("sixty");
    expect(fieldText("price", 1.5e-7)).toBe("0.15");
    expect(fieldText("text", { odd: true })).toBe('{"odd":true}');
    expect(fieldText("text", undefined)).toBe("");
  });
});

describe("a name for an alias", () => {
  it("is refused when empty, taken or not what a client could send", () => {
    const known = reading([alias("qwen")]);
    expect(nameProblem("", known)).toBe("nameEmpty");
    expect(nameProblem("qwen", known)).toBe("nameTaken");
    expect(nameProblem("qwen", known, "qwen")).toBeNull();
    expect(nameProblem(" x", known)).toBe("nameSpace");
    expect(nameProblem("x".repeat(257), known)).toBe("nameLong");
    expect(nameProblem("qwen-2", known)).toBeNull();
  });
});
