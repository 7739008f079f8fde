/** OpenAI's Responses: items and their events, thoughts as a summary with sealed content. */
import { isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import {
  halves,
  newAnswerId,
  sse,
  spokenSignature,
  spokenUsage,
  type Body,
  type Heard,
  type Said,
  type SaidCall,
  type Speaker,
  type SpokenStream,
} from "./said.ts";

const usage = {
  input_tokens: spokenUsage.prompt,
  input_tokens_details: { cached_tokens: spokenUsage.cached },
  output_tokens: spokenUsage.completion,
  output_tokens_details: { reasoning_tokens: spokenUsage.reasoning },
  total_tokens: spokenUsage.prompt + spokenUsage.completion,
};

function reasoningItem(text: string): Body {
  return {
    type: "reasoning",
    id: "rs_1",
    summary: [{ type: "summary_text", text }],
    encrypted_content: spokenSignature,
  };
}

function messageItem(said: Said): Body {
  const content = [{ type: "output_text", text: said.text.join(""), annotations: [], logprobs: [] }];
  return { type: "message", id: "msg_1", role: "assistant", status: "completed", content };
}

function callItem({ id, name, arguments: given }: SaidCall): Body {
  const text = JSON.stringify(given);
  return { type: "function_call", id: `fc_${id}`, call_id: id, name, arguments: text, status: "completed" };
}

function items(said: Said): Body[] {
  return [
    ...(said.reasoning === null ? [] : [reasoningItem(said.reasoning)]),
    ...(said.text.length === 0 ? [] : [messageItem(said)]),
    ...said.calls.map(callItem),
  ];
}

function response(id: string, said: Said, body: Body, isDone: boolean): Body {
  const isShort = said.finish === "length" || said.finish === "content_filter";
  const reason = said.finish === "length" ? "max_output_tokens" : "content_filter";
  return {
    id,
    object: "response",
    created_at: 1_700_000_000,
    status: isDone ? (isShort ? "incomplete" : "completed") : "in_progress",
    error: null,
    incomplete_details: isDone && isShort ? { reason } : null,
    model: body["model"],
    output: isDone ? items(said) : [],
    tools: body["tools"] ?? [],
    tool_choice: body["tool_choice"] ?? "auto",
    parallel_tool_calls: true,
    metadata: {},
    instructions: body["instructions"] ?? null,
    temperature: 1,
    top_p: 1,
    ...(isDone ? { usage } : {}),
  };
}

type Send = (type: string, fields: Body) => string;

function stream(said: Said, body: Body): SpokenStream {
  const id = newAnswerId("resp_");
  let number = 0;
  const send: Send = (type, fields) => sse({ type, sequence_number: number++, ...fields }, type);
  const started = ["response.created", "response.in_progress"].map((type) =>
    send(type, { response: response(id, said, body, false) }),
  );
  const content = items(said).flatMap((item, index) => itemEvents(item, said, index, send));
  const end = response(id, said, body, true);
  const last = send(`response.${String(end["status"])}`, { response: end });
  const opening = said.reasoning === null ? 3 : 4;
  return {
    type: "text/event-stream",
    opening: [...started, ...content.slice(0, opening)],
    rest: [...content.slice(opening), last],
  };
}

function itemEvents(item: Body, said: Said, index: number, send: Send): string[] {
  const place = { output_index: index, item_id: item["id"] };
  const hollow: Body = { summary: [], content: [], arguments: "" };
  const added = Object.fromEntries(Object.entries(item).map(([key, value]) => [key, hollow[key] ?? value]));
  return [
    send("response.output_item.added", { output_index: index, item: { ...added, status: "in_progress" } }),
    ...innerEvents(item, said, place, send),
    send("response.output_item.done", { output_index: index, item }),
  ];
}

function innerEvents(item: Body, said: Said, place: Body, send: Send): string[] {
  if (item["type"] === "function_call") {
    const text = textOf(item["arguments"]) ?? "";
    return [
      ...halves(text).map((delta) => send("response.function_call_arguments.delta", { ...place, delta })),
      send("response.function_call_arguments.done", { ...place, arguments: text, name: item["name"] }),
    ];
  }
  if (item["type"] === "reasoning") {
    const at = { ...place, summary_index: 0 };
    const part = { type: "summary_text", text: said.reasoning };
    return [
      send("response.reasoning_summary_part.added", { ...at, part: { ...part, text: "" } }),
      send("response.reasoning_summary_text.delta", { ...at, delta: said.reasoning }),
      send("response.reasoning_summary_text.done", { ...at, text: said.reasoning }),
      send("response.reasoning_summary_part.done", { ...at, part }),
    ];
  }
  const at = { ...place, content_index: 0 };
  const part = { type: "output_text", text: said.text.join(""), annotations: [], logprobs: [] };
  return [
    send("response.content_part.added", { ...at, part: { ...part, text: "" } }),
    ...said.text.map((delta) => send("response.output_text.delta", { ...at, delta, logprobs: [] })),
    send("response.output_text.done", { ...at, text: part.text, logprobs: [] }),
    send("response.content_part.done", { ...at, part }),
  ];
}

function hear(body: Body): Heard {
  const choice = body["tool_choice"];
  const last = recordsOf(body["input"]).at(-1);
  return {
    tools: recordsOf(body["tools"]).flatMap((tool) => {
      const name = textOf(tool["name"]);
      return name === null ? [] : [{ name, schema: recordOf(tool["parameters"]) ?? {} }];
    }),
    forcedTool: isRecord(choice) ? textOf(choice["name"]) : choice === "required" ? "*" : null,
    isAnswered: last?.["type"] === "function_call_output",
    schema: recordOf(recordOf(recordOf(body["text"])?.["format"])?.["schema"]),
    isStream: body["stream"] === true,
  };
}

export const openaiResponsesSpeaker: Speaker = {
  hear,
  whole: (said, body) => response(newAnswerId("resp_"), said, body, true),
  stream,
  failure: (_status, message) => ({ error: { message, type: "api_error", code: null, param: null } }),
};
