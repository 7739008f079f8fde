import { describe, expect, it } from "vitest";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

const flatten = (table: object, path = ""): [string, string][] =>
  Object.entries(table).flatMap(
    ([key, value]: [string, unknown]) =>
      typeof value === "string" ? [[`${path}${key}`, value]] : flatten(value as object, `${path}${key}.`), // text or table
  );
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").sort();

describe("the Korean words", () => {
  const english = new Map(flatten(en));
  const korean = flatten(ko);

  it("have the same keys as the English ones", () => {
    expect(korean.map(([key]) => key).sort()).toEqual([...english.keys()].sort());
  });

  it("name the same values in every sentence", () => {
    for (const [key, text] of korean)
      expect([key, placeholders(text)]).toEqual([key, placeholders(english.get(key) ?? "")]);
  });

  it("are Korean, but for names that stay as they are", () => {
    const same = korean.filter(([key, text]) => text === english.get(key)).map(([key]) => key);
    // OpenTelemetry's own words for a span's kind are what one searches for at the receiver.
    const spanKinds = ["client", "internal", "server"].map((kind) => `telemetry.kind.${kind}`);
    expect(same.sort()).toEqual(["app.name", "overview.baseUrl", ...spanKinds, "telemetry.otlp"]);
  });
});
