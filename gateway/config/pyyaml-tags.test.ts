import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readYaml } from "./yaml-source.ts";

interface Scalar {
  readonly text: string;
  readonly type: "null" | "bool" | "int" | "float" | "str" | "date";
  readonly value: string | boolean | null;
}

/** What PyYAML 6.0.3's safe_load says of each, written by it. */
const scalars = JSON.parse(
  readFileSync(join(import.meta.dirname, "__fixtures__", "pyyaml-scalars.json"), "utf8"),
) as Scalar[]; // a file of this repository

function wanted({ type, value, text }: Scalar): unknown {
  if (type === "int" || type === "float") {
    return value === "inf" ? Infinity : value === "-inf" ? -Infinity : Number(value);
  }
  // Dates stay text here: no config key takes one, and LiteLLM would turn it into text again.
  return type === "date" ? text : value;
}

describe("a plain scalar", () => {
  it.each(scalars.map((scalar) => [scalar.text, scalar] as const))("%s is what PyYAML reads", (text, scalar) => {
    const { root, findings } = readYaml("t.yaml", `k: ${text}\n`);
    expect(findings).toEqual([]);
    const value = root?.["k"];
    // Minus zero is no value of its own in a config.
    expect(value === 0 ? 0 : value).toEqual(wanted(scalar) === 0 ? 0 : wanted(scalar));
  });

  it("stays text in quotes, whatever it looks like", () => {
    for (const { text } of scalars.filter(({ text: plain }) => !plain.includes("'"))) {
      expect(readYaml("t.yaml", `k: '${text}'\n`).root?.["k"]).toBe(text);
    }
  });
});
