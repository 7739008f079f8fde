import { describe, expect, it } from "vitest";
import { requestBody } from "./request-body.ts";
import { sessionFromRow } from "./from-row.ts";

let ids = 0;
const seams = { newId: () => `id-${++ids}`, nowMs: () => 0 };
const from = (body: unknown) => sessionFromRow({ alias: "m", requestBody: JSON.stringify(body) }, seams);

describe("a row of the log in the playground", () => {
  it("asks the same again, word for word", () => {
    const body = {
      model: "m",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "first" },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "c1", type: "function", function: { name: "now", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "c1", content: "12:00" },
        { role: "assistant", content: "noon" },
        { role: "user", content: "안녕하세요" },
      ],
      temperature: 0.5,
      max_tokens: 20,
      stop: [";"],
      tools: [{ type: "function", function: { name: "now", parameters: { type: "object", properties: {} } } }],
    };
    const session = from(body);
    expect(session.title).toBe("안녕하세요");
    const [column] = session.columns;
    expect(column === undefined ? null : requestBody(session, column)).toEqual({
      body: { ...body, stream: true, stream_options: { include_usage: true } },
    });
  });

  it("reads Anthropic's messages", () => {
    const session = from({
      system: [{ type: "text", text: "Be kind." }],
      messages: [{ role: "user", content: [{ type: "text", text: "hi" }] }],
      max_tokens: 10,
      tools: [{ name: "look", input_schema: { type: "object" } }],
    });
    expect(session).toMatchObject({ system: "Be kind.", tools: [{ name: "look" }], params: { max_tokens: 10 } });
    expect(session.columns[0]?.messages).toMatchObject([{ role: "user", text: "hi" }]);
  });

  it("ends with the newest question and fetches no image", () => {
    const session = from({
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "what" },
            { type: "image_url", image_url: { url: "data:image/png;base64,AA" } },
            { type: "image_url", image_url: { url: "https://elsewhere.example/a.png" } },
          ],
        },
        { role: "assistant", content: "a cat" },
      ],
    });
    expect(session.columns[0]?.messages).toMatchObject([{ text: "what", attachments: [{ mediaType: "image/png" }] }]);
    expect(session.columns[0]?.messages).toHaveLength(1);
  });

  it("takes the alias of what it cannot read", () => {
    for (const requestBody of [null, "", "{cut", "[]", '{"messages": 3}'])
      expect(sessionFromRow({ alias: "m", requestBody }, seams).columns).toMatchObject([{ alias: "m", messages: [] }]);
  });
});
