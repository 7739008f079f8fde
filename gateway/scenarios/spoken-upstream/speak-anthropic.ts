/** Anthropic's Messages: blocks and their events, thoughts with a signature; it counts cached tokens beside the others. */
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import {
  cutAfter,
  halves,
  newAnswerId,
  sse,
  spokenSignature,
  spokenUsage,
  type Body,
  type Heard,
  type Said,
  type Speaker,
  type SpokenStream,
} from "./said.ts";

const usage = {
  input_tokens: spokenUsage.prompt - spokenUsage.cached,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: spokenUsage.cached,
  output_tokens: spokenUsage.completion,
};
const stops = { stop: "end_turn", length: "max_tokens", tool_calls: "tool_use", content_filter: "refusal" } as const;
const errorTypes: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};

function blocks(said: Said): Body[] {
  const text = said.text.join("");
  return [
    ...(said.reasoning === null ? [] : [{ type: "thinking", thinking: said.reasoning, signature: spokenSignature }]),
    ...(text === "" ? [] : [{ type: "text", text }]),
    ...said.calls.map(({ id, name, arguments: input }) => ({ type: "tool_use", id, name, input })),
  ];
}

function message(body: Body, content: readonly Body[], stop: string | null): Body {
  const { model } = body;
  return {
    id: newAnswerId("msg_"),
    type: "message",
    role: "assistant",
    model,
    content,
    stop_reason: stop,
    stop_sequence: null,
  };
}

function stream(said: Said, body: Body): SpokenStream {
  const send = (value: Body): string => sse(value, textOf(value["type"]) ?? "");
  const start = { ...message(body, [], null), usage: { ...usage, output_tokens: 1 } };
  const content = blocks(said).flatMap((block, index) => [
    { type: "content_block_start", index, content_block: hollow(block) },
    ...deltas(block, said).map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ]);
  const delta = { stop_reason: stops[said.finish], stop_sequence: null };
  return cutAfter(4, "text/event-stream", [
    send({ type: "message_start", message: start }),
    send({ type: "ping" }),
    ...content.map(send),
    send({ type: "message_delta", delta, usage: { output_tokens: usage.output_tokens } }),
    send({ type: "message_stop" }),
  ]);
}

function hollow(block: Body): Body {
  if (block["type"] === "tool_use") return { ...block, input: {} };
  return block["type"] === "text" ? { type: "text", text: "" } : { type: "thinking", thinking: "", signature: "" };
}

function deltas(block: Body, said: Said): Body[] {
  if (block["type"] === "text") return said.text.map((text) => ({ type: "text_delta", text }));
  if (block["type"] === "tool_use")
    return halves(JSON.stringify(block["input"])).map((part) => ({ type: "input_json_delta", partial_json: part }));
  return [
    ...halves(said.reasoning ?? "").map((thinking) => ({ type: "thinking_delta", thinking })),
    { type: "signature_delta", signature: spokenSignature },
  ];
}

function hear(body: Body): Heard {
  const choice = recordOf(body["tool_choice"]);
  const last = recordsOf(recordsOf(body["messages"]).at(-1)?.["content"]);
  const format = recordOf(body["output_format"]) ?? recordOf(recordOf(body["output_config"])?.["format"]);
  return {
    tools: recordsOf(body["tools"]).flatMap((tool) => {
      const name = textOf(tool["name"]);
      return name === null ? [] : [{ name, schema: recordOf(tool["input_schema"]) ?? {} }];
    }),
    forcedTool: textOf(choice?.["name"]) ?? (choice?.["type"] === "any" ? "*" : null),
    isAnswered: last.some(({ type }) => type === "tool_result"),
    schema: recordOf(format?.["schema"]),
    isStream: body["stream"] === true,
  };
}

export const anthropicSpeaker: Speaker = {
  hear,
  whole: (said, body) => ({ ...message(body, blocks(said), stops[said.finish]), usage }),
  stream,
  failure: (status, text) => ({
    type: "error",
    error: { type: errorTypes[status] ?? "api_error", message: text },
    request_id: "req_1",
  }),
};
