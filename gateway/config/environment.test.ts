import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gatherVariables, resolveDeep, resolveValue, variableNameIn } from "./environment.ts";

const variables = { KEY: "value", YES: "True", NO: " false ", EMPTY: "", NUMBER: "12" };

describe("os.environ/NAME", () => {
  it("is replaced as the whole value of a map's key, at any depth, and in maps inside lists", () => {
    expect(
      resolveDeep(
        { a: "os.environ/KEY", b: { c: ["x", { d: "os.environ/KEY" }, [{ e: "os.environ/KEY" }]] } },
        variables,
      ),
    ).toEqual({ a: "value", b: { c: ["x", { d: "value" }, [{ e: "value" }]] } });
  });

  it("stays as it is as an item of a list, and inside a longer text", () => {
    const untouched = {
      tags: ["os.environ/KEY"],
      url: "http://os.environ/KEY",
      dollar: "${KEY}",
      case: "OS.ENVIRON/KEY",
    };
    expect(resolveDeep(untouched, variables)).toEqual(untouched);
  });

  it("reads true and false in any case as booleans, and leaves numbers text", () => {
    expect(resolveValue("os.environ/YES", variables)).toBe(true);
    expect(resolveValue("os.environ/NO", variables)).toBe(false);
    expect(resolveValue("os.environ/NUMBER", variables)).toBe("12");
    expect(resolveValue("os.environ/EMPTY", variables)).toBe("");
  });

  it("is null when the variable is unset", () => {
    expect(resolveValue("os.environ/NONE", variables)).toBeNull();
    expect(resolveValue("os.environ/", variables)).toBeNull();
  });

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty"])(
    "names a variable, never a part of the language: %s",
    (name) => {
      const gathered = gatherVariables("/nowhere/config.yaml", "/nowhere", { KEY: "value" });
      expect(resolveValue(`os.environ/${name}`, gathered)).toBeNull();
    },
  );

  it("changes nothing in a value without references", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes("os.environ/") && !JSON.stringify(value).includes("__proto__"));
        expect(resolveDeep(value, variables)).toEqual(value);
      }),
    );
  });

  it("gives its name, and nothing for another value", () => {
    expect(variableNameIn("os.environ/A_B")).toBe("A_B");
    for (const value of ["A", 1, null, ["os.environ/A"]]) expect(variableNameIn(value)).toBeNull();
  });
});
