/** The fake upstream's Anthropic Messages: text, signed thinking, two tool calls, a stream with a ping. */
import { at, list, scalar, text, type Json, type JsonObject } from "../json.ts";
import { json, sse, type Asked, type Speaker, type StreamParts } from "./reply.ts";

const usage = { input_tokens: 11, cache_creation_input_tokens: 2, cache_read_input_tokens: 4, output_tokens: 3 };
const errorTypes: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  529: "overloaded_error",
};

function blocks(asked: Asked): JsonObject[] {
  const thinking: JsonObject = { type: "thinking", thinking: "hmm", signature: "sig" };
  const isThinking = at(asked.body, "thinking", "type") === "enabled";
  const name = at(asked.body, "tools", 0, "name");
  const last = list(at(list(at(asked.body, "messages")).at(-1), "content"));
  const isAnswered = last.some((block) => at(block, "type") === "tool_result");
  const isCalled =
    typeof name === "string" && !isAnswered && at(asked.body, "tool_choice", "type") !== "none" && !isServerTool(asked);
  const calls = [1, 2].map((value) => ({
    type: "tool_use",
    id: `toolu_${value}`,
    name: name ?? "",
    input: { a: value },
  }));
  const said: JsonObject[] = isCalled
    ? [{ type: "text", text: "Let me" }, ...calls]
    : [{ type: "text", text: "Hello" }];
  return isThinking ? [thinking, ...said] : said;
}

function isServerTool(asked: Asked): boolean {
  const type = at(asked.body, "tools", 0, "type");
  return typeof type === "string" && type !== "custom";
}

function stopReason(asked: Asked, content: JsonObject[]): string {
  if (asked.fault === "length") return "max_tokens";
  return content.some(({ type }) => type === "tool_use") ? "tool_use" : "end_turn";
}

function message(asked: Asked, content: JsonObject[], stop: Json, tokens: JsonObject): JsonObject {
  return {
    id: "msg_up1",
    type: "message",
    role: "assistant",
    model: at(asked.body, "model") ?? "m",
    content,
    stop_reason: stop,
    stop_sequence: null,
    usage: tokens,
  };
}

function stream(asked: Asked): StreamParts {
  const event = (value: JsonObject): string => sse(value, text(value["type"]));
  const content = blocks(asked);
  const events = content.flatMap((block, index) => blockEvents(block, index).map(event));
  return {
    type: "text/event-stream",
    start: [
      event({ type: "message_start", message: message(asked, [], null, { ...usage, output_tokens: 1 }) }),
      ...events.slice(0, 1),
      event({ type: "ping" }),
    ],
    content: events.slice(1),
    finish: [
      event({
        type: "message_delta",
        delta: { stop_reason: stopReason(asked, content), stop_sequence: null },
        usage: { output_tokens: 3 },
      }),
    ],
    usage: [],
    done: [event({ type: "message_stop" })],
    error: event({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
  };
}

function blockEvents(block: JsonObject, index: number): JsonObject[] {
  const empty: Record<string, JsonObject> = {
    text: { type: "text", text: "" },
    thinking: { type: "thinking", thinking: "", signature: "" },
    tool_use: { ...block, input: {} },
  };
  return [
    { type: "content_block_start", index, content_block: empty[text(block["type"])] ?? block },
    ...deltas(block).map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

function deltas(block: JsonObject): JsonObject[] {
  if (block["type"] === "tool_use") {
    const [head, tail] = ['{"a":', `${scalar(at(block, "input", "a"))}}`];
    return [head, tail].map((part) => ({ type: "input_json_delta", partial_json: part ?? "" }));
  }
  if (block["type"] === "thinking")
    return [
      { type: "thinking_delta", thinking: "hmm" },
      { type: "signature_delta", signature: "sig" },
    ];
  const words = text(block["text"]);
  return [words.slice(0, 3), words.slice(3)].map((part) => ({ type: "text_delta", text: part }));
}

export const anthropic: Speaker = {
  answer: (asked) => {
    if (asked.path.includes("/count_tokens")) return json({ input_tokens: 9 });
    const content = blocks(asked);
    return json(message(asked, content, stopReason(asked, content), usage), { "request-id": "req_up1" });
  },
  stream: (asked) => (asked.path.includes("/count_tokens") ? null : stream(asked)),
  failure: (status, words) => ({
    type: "error",
    error: { type: errorTypes[status] ?? "api_error", message: words },
    request_id: "req_up1",
  }),
};
