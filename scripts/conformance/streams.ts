/** A received stream as what a client makes of it: kinds of events in order, the text put together, calls, usage, end. */
import { at, isObject, list, parseJson, scalar, text, type Json, type JsonObject } from "./json.ts";

export interface StreamSummary {
  /** Kinds of events in order; neighbours of one kind are one. */
  readonly kinds: readonly string[];
  readonly content: string;
  readonly reasoning: string;
  readonly calls: readonly JsonObject[];
  /** Finish or stop reason; the final status of a response. */
  readonly finish: string;
  readonly usage: Json | undefined;
  /** The first event that carries members of the whole answer: `message_start`'s message, the first chunk, the last response. */
  readonly frame: Json | undefined;
  readonly error: Json | undefined;
  readonly end: string;
}

export interface StreamEvent {
  readonly name: string | null;
  readonly data: string;
  readonly json: Json | undefined;
}

/** SSE blocks, or the lines of NDJSON. */
export function splitEvents(body: string, isNdjson: boolean): StreamEvent[] {
  if (isNdjson)
    return body
      .split("\n")
      .filter(Boolean)
      .map((line) => ({ name: null, data: line, json: parseJson(line) }));
  return body.split(/\r?\n\r?\n/).flatMap((block) => {
    const lines = block.split(/\r?\n/);
    const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart());
    const name =
      lines
        .find((line) => line.startsWith("event:"))
        ?.slice(6)
        .trim() ?? null;
    return data.length === 0 ? [] : [{ name, data: data.join("\n"), json: parseJson(data.join("\n")) }];
  });
}

/** A mutable summary while the events go by. */
interface Draft {
  kinds: string[];
  content: string;
  reasoning: string;
  calls: Map<string, { id: string; name: string; arguments: string }>;
  finish: string;
  usage: Json | undefined;
  frame: Json | undefined;
  error: Json | undefined;
  end: string;
}

export function summarise(events: readonly StreamEvent[]): StreamSummary {
  const draft: Draft = {
    kinds: [],
    content: "",
    reasoning: "",
    calls: new Map(),
    finish: "",
    usage: undefined,
    frame: undefined,
    error: undefined,
    end: "",
  };
  for (const event of events) take(event, draft);
  return {
    ...draft,
    kinds: draft.kinds.filter((kind, index, all) => kind !== all[index - 1]),
    calls: [...draft.calls.values()],
  };
}

function take({ data, json, name }: StreamEvent, draft: Draft): void {
  if (data === "[DONE]") {
    draft.end = "[DONE]";
    return;
  }
  if (!isObject(json)) return void draft.kinds.push("not JSON");
  const type = text(json["type"]);
  if (json["error"] !== undefined && json["error"] !== null && !type.startsWith("response.")) {
    draft.kinds.push("error");
    draft.error = json["error"];
    draft.end = `error${name === null ? "" : ` (event: ${name})`}`;
  } else if (type.startsWith("response.") || type === "error") takeResponse(type, json, draft);
  else if (type !== "") takeMessage(type, json, draft);
  else if (Array.isArray(json["choices"])) takeChunk(json, draft);
  else draft.kinds.push(Object.keys(json).toSorted().join("+"));
}

function takeChunk(chunk: JsonObject, draft: Draft): void {
  draft.frame ??= chunk;
  if (isObject(chunk["usage"])) draft.usage = chunk["usage"];
  const delta = at(chunk, "choices", 0, "delta");
  const content = text(at(delta, "content")) + text(at(chunk, "choices", 0, "text"));
  const reasoning = text(at(delta, "reasoning_content"));
  if (typeof at(delta, "role") === "string") draft.kinds.push("role");
  if (reasoning !== "") draft.kinds.push("reasoning");
  if (content !== "") draft.kinds.push("content");
  draft.content += content;
  draft.reasoning += reasoning;
  for (const call of list(at(delta, "tool_calls"))) {
    draft.kinds.push("tool");
    addCall(
      draft,
      scalar(at(call, "index")),
      at(call, "id"),
      at(call, "function", "name"),
      at(call, "function", "arguments"),
    );
  }
  const finish = at(chunk, "choices", 0, "finish_reason");
  if (typeof finish === "string") {
    draft.kinds.push("finish");
    draft.finish = finish;
  }
  if (isObject(chunk["usage"])) draft.kinds.push("usage");
}

function addCall(
  draft: Draft,
  key: string,
  id: Json | undefined,
  name: Json | undefined,
  more: Json | undefined,
): void {
  const call = draft.calls.get(key) ?? { id: "", name: "", arguments: "" };
  if (text(id) !== "") call.id = text(id);
  if (text(name) !== "") call.name = text(name);
  call.arguments += text(more);
  draft.calls.set(key, call);
}

function takeMessage(type: string, event: JsonObject, draft: Draft): void {
  const block = text(at(event, "content_block", "type"));
  draft.kinds.push(block === "" ? type : `${type} ${block}`);
  if (type === "message_start") draft.frame = event["message"];
  if (type === "message_stop") draft.end = "message_stop";
  const key = scalar(event["index"]);
  if (block === "tool_use")
    addCall(draft, key, at(event, "content_block", "id"), at(event, "content_block", "name"), "");
  const delta = event["delta"];
  draft.content += text(at(delta, "text"));
  draft.reasoning += text(at(delta, "thinking"));
  if (at(delta, "partial_json") !== undefined) addCall(draft, key, undefined, undefined, at(delta, "partial_json"));
  if (type === "message_delta") {
    draft.finish = text(at(delta, "stop_reason"));
    draft.usage = event["usage"];
  }
}

const ends: ReadonlySet<string> = new Set(["response.completed", "response.incomplete", "response.failed"]);

function takeResponse(type: string, event: JsonObject, draft: Draft): void {
  draft.kinds.push(type);
  if (type === "response.output_text.delta") draft.content += text(event["delta"]);
  if (type === "response.reasoning_summary_text.delta") draft.reasoning += text(event["delta"]);
  if (type === "response.output_item.done" && at(event, "item", "type") === "function_call") {
    const item = event["item"];
    addCall(draft, scalar(event["output_index"]), at(item, "call_id"), at(item, "name"), at(item, "arguments"));
  }
  if (type === "error") draft.error = event;
  if (!ends.has(type) && type !== "error") return;
  draft.end = type;
  draft.frame = event["response"];
  draft.finish = text(at(event, "response", "status"));
  draft.usage = at(event, "response", "usage");
  if (type === "response.failed") draft.error = at(event, "response", "error");
}
