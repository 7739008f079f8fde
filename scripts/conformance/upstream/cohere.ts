/** The fake upstream's Cohere v2: chat whole and streamed, embed. */
import { at, list, text as words, type JsonObject } from "../json.ts";
import { json, sse, type Asked, type Speaker, type StreamParts } from "./reply.ts";

const usage = {
  billed_units: { input_tokens: 11, output_tokens: 3 },
  tokens: { input_tokens: 11, output_tokens: 3 },
};

function calledTool(asked: Asked): string | null {
  const name = at(asked.body, "tools", 0, "function", "name");
  const isAnswered = at(list(at(asked.body, "messages")).at(-1), "role") === "tool";
  return typeof name === "string" && !isAnswered ? name : null;
}

const call = (name: string): JsonObject => ({
  id: "call_1",
  type: "function",
  function: { name, arguments: '{"a":1}' },
});

function whole(asked: Asked): JsonObject {
  const tool = calledTool(asked);
  const message: JsonObject =
    tool === null
      ? { role: "assistant", content: [{ type: "text", text: "Hello" }] }
      : { role: "assistant", tool_plan: "I will call it", tool_calls: [call(tool)] };
  const finish = asked.fault === "length" ? "MAX_TOKENS" : tool === null ? "COMPLETE" : "TOOL_CALL";
  return { id: "co-up1", finish_reason: finish, message, usage };
}

function stream(asked: Asked): StreamParts {
  const event = (value: JsonObject): string => sse(value, words(value["type"]));
  const tool = calledTool(asked);
  const text = (words: string): JsonObject => ({
    type: "content-delta",
    index: 0,
    delta: { message: { content: { text: words } } },
  });
  const content: JsonObject[] =
    tool === null
      ? [text("Hel"), text("lo"), { type: "content-end", index: 0 }]
      : [
          {
            type: "tool-call-start",
            index: 0,
            delta: {
              message: { tool_calls: { id: "call_1", type: "function", function: { name: tool, arguments: "" } } },
            },
          },
          ...['{"a":', "1}"].map((part) => ({
            type: "tool-call-delta",
            index: 0,
            delta: { message: { tool_calls: { function: { arguments: part } } } },
          })),
          { type: "tool-call-end", index: 0 },
        ];
  const opening: JsonObject[] =
    tool === null
      ? [{ type: "content-start", index: 0, delta: { message: { content: { type: "text", text: "" } } } }]
      : [];
  return {
    type: "text/event-stream",
    start: [
      event({ type: "message-start", id: "co-up1", delta: { message: { role: "assistant" } } }),
      ...opening.map(event),
    ],
    content: content.map(event),
    finish: [event({ type: "message-end", delta: { finish_reason: tool === null ? "COMPLETE" : "TOOL_CALL", usage } })],
    usage: [],
    done: ["data: [DONE]\n\n"],
    error: event({ type: "message-end", delta: { finish_reason: "ERROR", error: "upstream broke" } }),
  };
}

export const cohere: Speaker = {
  answer: (asked) => {
    if (!asked.path.includes("/embed")) return json(whole(asked));
    const texts = list(at(asked.body, "texts"));
    return json({
      id: "emb-up1",
      embeddings: { float: texts.map(() => [1, 2]) },
      texts,
      meta: { billed_units: { input_tokens: 5 } },
      response_type: "embeddings_by_type",
    });
  },
  stream: (asked) => (asked.path.includes("/embed") ? null : stream(asked)),
  failure: (_status, message) => ({ message }),
};
