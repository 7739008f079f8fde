import { describe, expect, it } from "vitest";
import { replayBody } from "./replay-body.ts";

const row = { path: "/v1/chat/completions", alias: "m" };
const text = '{ "model": "m", "n": 1.0, "seed": 12345678901234567890, "text": "\\u00e9" }';
const sent = (
  of: typeof row,
  body: string,
  alias: string | null,
): { body: string; path: string; model: string | null } => {
  const { body: bytes, path, modelFromPath } = replayBody(of, body, alias);
  return { body: bytes.toString("utf8"), path, model: modelFromPath };
};

describe("the body of a replay", () => {
  it("is the row's to the byte on its own alias", () => {
    expect(sent(row, text, "m")).toEqual({ body: text, path: row.path, model: null });
  });

  it("has another alias spliced in and nothing else touched: numbers and escapes stay as they were written", () => {
    expect(sent(row, text, "o$&1").body).toBe(text.replace('"m"', () => '"o$&1"'));
  });

  it("without a model in it gets the alias beside it", () => {
    expect(sent(row, '{"input":"x"}', "o")).toEqual({ body: '{"input":"x"}', path: row.path, model: "o" });
  });

  it("of a route that names the alias in its path changes the path, which wins", () => {
    const azure = { path: "/openai/deployments/m/chat/completions", alias: "m" };
    expect(sent(azure, text, "o")).toEqual({ body: text, path: "/openai/deployments/o/chat/completions", model: "o" });
    expect(sent(azure, text, null)).toEqual({ body: text, path: azure.path, model: "m" });
  });

  it("that was typed goes where it says", () => {
    expect(sent(row, '{"model":"typed"}', null)).toEqual({ body: '{"model":"typed"}', path: row.path, model: null });
  });
});
