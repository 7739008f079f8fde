/** The fake upstream's OpenAI Responses: a message, reasoning when asked, a function call when tools are offered. */
import { at, list, type Json, type JsonObject } from "../json.ts";
import { openaiFailure } from "./openai-chat.ts";
import { json, sse, type Asked, type Speaker, type StreamParts } from "./reply.ts";

const usage = {
  input_tokens: 11,
  input_tokens_details: { cached_tokens: 4 },
  output_tokens: 3,
  output_tokens_details: { reasoning_tokens: 1 },
  total_tokens: 14,
};

function calledTool(asked: Asked): string | null {
  if (at(asked.body, "tool_choice") === "none") return null;
  const input = list(at(asked.body, "input"));
  if (at(input.at(-1), "type") === "function_call_output") return null;
  const name = at(asked.body, "tools", 0, "name");
  return typeof name === "string" && at(asked.body, "tools", 0, "type") === "function" ? name : null;
}

function output(asked: Asked): JsonObject[] {
  const tool = calledTool(asked);
  const thought: JsonObject = { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "think" }] };
  const said: JsonObject = {
    type: "message",
    id: "msg_1",
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text: "Hello", annotations: [] }],
  };
  const call: JsonObject = {
    type: "function_call",
    id: "fc_1",
    call_id: "call_1",
    name: tool ?? "",
    arguments: '{"a":1}',
    status: "completed",
  };
  return [...(asked.fault === "reason" ? [thought] : []), tool === null ? said : call];
}

function finalStatus(asked: Asked): "completed" | "incomplete" {
  return asked.fault === "length" ? "incomplete" : "completed";
}

function response(asked: Asked, status: string, items: Json[]): JsonObject {
  return {
    id: "resp_up1",
    object: "response",
    created_at: 1_700_000_000,
    status,
    model: at(asked.body, "model") ?? "m",
    output: items,
    parallel_tool_calls: true,
    temperature: 1,
    top_p: 1,
    tool_choice: at(asked.body, "tool_choice") ?? "auto",
    tools: list(at(asked.body, "tools")),
    metadata: {},
    error: null,
    incomplete_details: status === "incomplete" ? { reason: "max_output_tokens" } : null,
    instructions: at(asked.body, "instructions") ?? null,
    previous_response_id: at(asked.body, "previous_response_id") ?? null,
    ...(status === "in_progress" ? {} : { usage }),
  };
}

function stream(asked: Asked): StreamParts {
  let sequence = 0;
  const event = (type: string, rest: JsonObject): string => sse({ type, sequence_number: sequence++, ...rest }, type);
  const items = output(asked);
  const start = ["response.created", "response.in_progress"].map((type) =>
    event(type, { response: response(asked, "in_progress", []) }),
  );
  const content = items.flatMap((item, index) => itemEvents(item, index, event));
  return {
    type: "text/event-stream",
    start,
    content,
    finish: [event(`response.${finalStatus(asked)}`, { response: response(asked, finalStatus(asked), items) })],
    usage: [],
    done: [],
    error: sse(
      { type: "error", sequence_number: 9, code: "server_error", message: "upstream broke", param: null },
      "error",
    ),
  };
}

function itemEvents(item: JsonObject, index: number, event: (type: string, rest: JsonObject) => string): string[] {
  const place = { output_index: index, item_id: item["id"] ?? "" };
  const edges = (empty: JsonObject, inner: string[]): string[] => [
    event("response.output_item.added", { output_index: index, item: { ...item, ...empty } }),
    ...inner,
    event("response.output_item.done", { output_index: index, item }),
  ];
  if (item["type"] === "function_call") {
    const deltas = ['{"a":', "1}"].map(
      (delta) => (): string => event("response.function_call_arguments.delta", { ...place, delta }),
    );
    const added = event("response.output_item.added", {
      output_index: index,
      item: { ...item, arguments: "", status: "in_progress" },
    });
    return [
      added,
      ...deltas.map((make) => make()),
      event("response.function_call_arguments.done", { ...place, arguments: '{"a":1}' }),
      event("response.output_item.done", { output_index: index, item }),
    ];
  }
  if (item["type"] === "reasoning")
    return edges({ summary: [] }, [
      event("response.reasoning_summary_part.added", {
        ...place,
        summary_index: 0,
        part: { type: "summary_text", text: "" },
      }),
      event("response.reasoning_summary_text.delta", { ...place, summary_index: 0, delta: "think" }),
      event("response.reasoning_summary_text.done", { ...place, summary_index: 0, text: "think" }),
      event("response.reasoning_summary_part.done", {
        ...place,
        summary_index: 0,
        part: { type: "summary_text", text: "think" },
      }),
    ]);
  return messageEvents(item, place, event);
}

function messageEvents(
  item: JsonObject,
  place: { output_index: number; item_id: Json },
  event: (type: string, rest: JsonObject) => string,
): string[] {
  const part = { type: "output_text", text: "", annotations: [] };
  const inside = { ...place, content_index: 0 };
  return [
    event("response.output_item.added", {
      output_index: place.output_index,
      item: { ...item, content: [], status: "in_progress" },
    }),
    event("response.content_part.added", { ...inside, part }),
    event("response.output_text.delta", { ...inside, delta: "Hel", logprobs: [] }),
    event("response.output_text.delta", { ...inside, delta: "lo", logprobs: [] }),
    event("response.output_text.done", { ...inside, text: "Hello", logprobs: [] }),
    event("response.content_part.done", { ...inside, part: { ...part, text: "Hello" } }),
    event("response.output_item.done", { output_index: place.output_index, item }),
  ];
}

export const openaiResponses: Speaker = {
  answer: (asked) =>
    asked.path.endsWith("/input_tokens")
      ? json({ object: "response.input_tokens", input_tokens: 9 })
      : json(response(asked, finalStatus(asked), output(asked))),
  stream: (asked) => (asked.path.endsWith("/input_tokens") ? null : stream(asked)),
  failure: openaiFailure,
};
