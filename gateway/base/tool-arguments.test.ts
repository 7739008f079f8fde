import { describe, expect, it } from "vitest";
import { argumentsObject, objectText } from "./tool-arguments.ts";

describe("tool arguments", () => {
  it.each([
    ['{"a": 12345678901234567890}', '{"a": 12345678901234567890}'],
    ["", "{}"],
    [" \n", "{}"],
    ['{"a":', '{"arguments":"{\\"a\\":"}'],
    ["[1]", '{"arguments":"[1]"}'],
    ['{\n  "a": "x\\ny"\r\n}', '{   "a": "x\\ny"  }'],
    ["null", '{"arguments":"null"}'],
  ])("makes %j the object %s", (text, expected) => {
    expect(objectText(text)).toBe(expected);
    expect(argumentsObject(text)).toEqual(JSON.parse(expected));
  });

  it("keeps arguments that nest too deep to be written again as text", () => {
    const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    expect(argumentsObject(deep)).toEqual({ arguments: deep });
  });
});
