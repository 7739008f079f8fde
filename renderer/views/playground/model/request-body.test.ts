import { describe, expect, it } from "vitest";
import { checkAnswer } from "./check-answer.ts";
import { requestBody } from "./request-body.ts";
import { ask, newSession } from "./session-edits.ts";

let ids = 0;
const seams = { newId: () => `id-${++ids}`, nowMs: () => 0 };
const asked = ask(newSession("demo", seams), { text: "hi", attachments: [] }, seams);
const [column] = asked.columns;
if (column === undefined) throw new Error("a session has a column");
const base = { model: "demo", stream: true, stream_options: { include_usage: true } };

describe("the body of a playground call", () => {
  it("holds what is set and nothing else", () => {
    expect(requestBody(asked, column)).toEqual({ body: { ...base, messages: [{ role: "user", content: "hi" }] } });
  });

  it("puts the system prompt first, and a column's own fields over the session's", () => {
    const session = {
      ...asked,
      system: "Be brief.",
      params: { ...asked.params, temperature: 0, seed: 7, stop: ["."] },
    };
    const result = requestBody(session, { ...column, overrides: '{"temperature": 1, "model": "other"}' });
    expect(result).toEqual({
      body: {
        ...base,
        model: "other",
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "hi" },
        ],
        temperature: 1,
        seed: 7,
        stop: ["."],
      },
    });
  });

  it("asks for tools and a shape", () => {
    const tool = { name: "now", description: "", parameters: "", stub: "" };
    const result = requestBody({ ...asked, tools: [tool], schema: '{"type":"object"}' }, column);
    expect(result).toMatchObject({
      body: {
        tools: [{ type: "function", function: { name: "now", parameters: { type: "object", properties: {} } } }],
        response_format: { type: "json_schema", json_schema: { name: "answer", schema: { type: "object" } } },
      },
    });
  });

  it("sends images and files as parts", () => {
    const image = {
      kind: "image" as const,
      name: "a.png",
      mediaType: "image/png",
      dataUrl: "data:image/png;base64,AA",
    };
    const file = {
      kind: "file" as const,
      name: "a.pdf",
      mediaType: "application/pdf",
      dataUrl: "data:application/pdf;base64,AA",
    };
    const session = ask(newSession("demo", seams), { text: "what is it", attachments: [image, file] }, seams);
    const [first] = session.columns;
    expect(first === undefined ? null : requestBody(session, first)).toMatchObject({
      body: {
        messages: [
          {
            content: [
              { type: "text", text: "what is it" },
              { type: "image_url", image_url: { url: image.dataUrl } },
              { type: "file", file: { filename: "a.pdf", file_data: file.dataUrl } },
            ],
          },
        ],
      },
    });
  });

  it("makes no request of what is not JSON, and says where", () => {
    expect(requestBody(asked, { ...column, overrides: "{" })).toMatchObject({ problem: "overrides" });
    expect(requestBody(asked, { ...column, overrides: "[1]" })).toMatchObject({
      problem: "overrides",
      detail: "not a JSON object",
    });
    expect(requestBody({ ...asked, schema: "nope" }, column)).toMatchObject({ problem: "schema" });
    const tool = { name: "now", description: "", parameters: "{", stub: "" };
    expect(requestBody({ ...asked, tools: [tool] }, column)).toMatchObject({ problem: "tools" });
  });
});

describe("an answer against its schema", () => {
  const schema =
    '{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}';

  it("fits, differs, or is no JSON", () => {
    expect(checkAnswer(schema, '{"n": 3}')).toEqual({ kind: "fits" });
    expect(checkAnswer(schema, '{"n": "3"}')).toMatchObject({ kind: "differs" });
    expect(checkAnswer(schema, '{"n": 3, "m": 1}')).toMatchObject({ kind: "differs" });
    expect(checkAnswer(schema, "Sure! {}")).toMatchObject({ kind: "not_json" });
  });

  it("says when there is no schema, or one that cannot be read", () => {
    expect(checkAnswer(" ", "x")).toEqual({ kind: "none" });
    expect(checkAnswer("{", "{}")).toMatchObject({ kind: "unreadable_schema" });
    expect(checkAnswer('{"type":"colour"}', "{}")).toMatchObject({ kind: "unreadable_schema" });
  });
});
