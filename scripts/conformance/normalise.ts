/** Takes out of a value what differs by chance: ids, times, ports. What is left can be compared. */
import { at, parseJson, scalar, text, type Json } from "./json.ts";

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const longId =
  /\b(chatcmpl|cmpl|msg|resp|call|toolu|gen|rs|fc|req|co|emb|modr|rerank|ws|item)[-_](?!up1\b)[A-Za-z0-9_=.+/-]{12,}/g;
const port = /127\.0\.0\.1:\d{2,5}/g;
const times: ReadonlySet<string> = new Set(["created", "created_at", "completed_at"]);
/** Lists whose order says nothing: what counts is which words stand in them. */
const setsOfWords = /\.supported_(openai_params|endpoints|modalities|output_modalities|regions|reasoning_efforts)$/;
/** Members whose value is drawn anew by each gateway. */
const drawn = /^(id|response_id|item_id)$/;

export function normaliseText(value: string): string {
  return value.replace(uuid, "<id>").replace(longId, "<id>").replace(port, "<upstream>");
}

/**
 * Every leaf of a JSON value as a path and what stands there. `null` is as good as absent: a client that reads a member
 * gets nothing in both cases. An empty list or object is a leaf of its own.
 */
export function flatten(value: Json | undefined, path: string, into: Map<string, string>): void {
  if (value === null || value === undefined) return;
  if (typeof value !== "object") return void into.set(path, leaf(value, path));
  const isSet = setsOfWords.test(path);
  const members: [string, Json][] = Array.isArray(value)
    ? value.map((item, index) => [`[${isSet ? scalar(item) : (nameOf(item) ?? index)}]`, item])
    : Object.entries(value).map(([key, item]) => [`.${key}`, item]);
  const names = Array.isArray(value) ? value.map(nameOf).filter((name) => name !== null) : [];
  if (names.length > 1) into.set(`${path}.order`, names.join(" "));
  if (members.length === 0) into.set(path, Array.isArray(value) ? "[]" : "{}");
  for (const [key, item] of members) flatten(item, `${path}${key}`, into);
}

/** Members of a list of models are known by name, not by place: the order of lists is compared as a fact of its own. */
function nameOf(item: Json): string | null {
  if (at(item, "object") === "model") return text(at(item, "id"));
  const group = text(at(item, "model_group"));
  return group === "" ? text(at(item, "model_info", "id")) || null : group;
}

function leaf(value: boolean | number | string, path: string): string {
  const key = path.slice(path.lastIndexOf(".") + 1);
  if (times.has(key)) return `<time: ${typeof value}>`;
  if (drawn.test(key)) return `<id: ${typeof value}>`;
  if (typeof value !== "string") return JSON.stringify(value);
  return JSON.stringify(normaliseText(key === "arguments" ? compactJson(value) : value));
}

/** A call's arguments mean the same with and without spaces. */
export function compactJson(value: string): string {
  const parsed = parseJson(value);
  return parsed === undefined ? value : JSON.stringify(parsed);
}
