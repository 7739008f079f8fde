/**
 * One gateway's answer to one case as a flat list of facts, each with a name: what is compared is what stands here.
 *
 * Left out: prose of error messages (its words are kept, error-words.ts), ids, times, durations, costs' digits.
 */
import type { Received } from "./send.ts";
import { errorWords } from "./error-words.ts";
import { isObject, parseJson, text, type Json, type JsonObject } from "./json.ts";
import { compactJson, flatten, normaliseText } from "./normalise.ts";
import { splitEvents, summarise } from "./streams.ts";
import type { UpstreamCall } from "./upstream/record.ts";

export type Facts = ReadonlyMap<string, string>;

const costHeader = "x-litellm-response-cost";

/** Headers a client may act upon; true: the value counts, false: only that there is one. */
const keptHeaders: Readonly<Record<string, boolean>> = {
  "x-litellm-call-id": false,
  "x-litellm-model-id": true,
  "x-litellm-model-api-base": true,
  "x-litellm-model-group": true,
  "x-litellm-attempted-retries": true,
  "x-litellm-attempted-fallbacks": true,
  [costHeader]: false,
  "x-ratelimit-remaining-requests": true,
  "retry-after": true,
  allow: true,
  "access-control-allow-origin": true,
};

/** Questions LiteLLM asks a server about itself before it calls: no request of the client's. */
const asides = /^(GET \/|POST \/api\/show)/;

export function observe(received: Received, calls: readonly UpstreamCall[], method = "POST"): Facts {
  const facts = new Map<string, string>();
  facts.set("status", String(received.status));
  if (received.isBroken) facts.set("broken", "true");
  observeHeaders(received, facts);
  if (method !== "HEAD") observeBody(received, facts);
  observeUpstream(calls, facts);
  return facts;
}

function observeHeaders({ headers, status }: Received, facts: Map<string, string>): void {
  facts.set("header.content-type", headers["content-type"]?.split(";", 1)[0] ?? "");
  for (const [name, isExact] of Object.entries(keptHeaders)) {
    const value = headers[name];
    if (name === costHeader && status >= 400) continue; // LiteLLM says 0 of a refusal, which costs nothing
    if (value !== undefined) facts.set(`header.${name}`, isExact ? normaliseText(value) : "<set>");
  }
}

function observeBody({ headers, body }: Received, facts: Map<string, string>): void {
  const type = headers["content-type"] ?? "";
  const words = body.toString("utf8");
  if (type.startsWith("text/event-stream") || type.includes("ndjson")) return observeStream(words, type, facts);
  const value = parseJson(words);
  if (value === undefined) {
    facts.set("body.text", body.length === 0 ? "<empty>" : JSON.stringify(normaliseText(words.slice(0, 300))));
    return;
  }
  if (isObject(value) && isObject(value["error"])) observeError(value["error"], "error", facts);
  flatten(withoutMessage(value), "body", facts);
}

function observeStream(words: string, type: string, facts: Map<string, string>): void {
  const summary = summarise(splitEvents(words, type.includes("ndjson")));
  facts.set("stream.kinds", summary.kinds.join(" "));
  facts.set("stream.end", summary.end);
  for (const name of ["content", "reasoning", "finish"] as const)
    if (summary[name] !== "") facts.set(`stream.${name}`, JSON.stringify(normaliseText(summary[name])));
  summary.calls.forEach((call, index) => {
    for (const key of ["id", "name", "arguments"])
      facts.set(`stream.calls[${index}].${key}`, JSON.stringify(normaliseText(callText(call, key))));
  });
  flatten(summary.usage, "stream.usage", facts);
  flatten(frameWithoutParts(summary.frame), "stream.frame", facts);
  if (isObject(summary.error)) observeError(summary.error, "stream.error", facts);
}

function callText(call: JsonObject, key: string): string {
  return key === "arguments" ? compactJson(text(call[key])) : text(call[key]);
}

/** Of the framing object only what the summary does not hold already. */
function frameWithoutParts(frame: Json | undefined): Json | undefined {
  if (!isObject(frame)) return frame;
  return Object.fromEntries(
    Object.entries(frame).filter(([key]) => key !== "choices" && (key !== "usage" || frame["object"] !== "response")),
  );
}

function observeError(error: { [key: string]: Json }, prefix: string, facts: Map<string, string>): void {
  const words = errorWords(text(error["message"]));
  facts.set(`${prefix}.class`, words.class);
  facts.set(`${prefix}.says`, words.says);
  if (prefix === "stream.error")
    for (const [key, value] of Object.entries(error)) if (key !== "message") flatten(value, `${prefix}.${key}`, facts);
}

function withoutMessage(value: Json): Json {
  if (!isObject(value) || !isObject(value["error"])) return value;
  const { message: _prose, ...rest } = value["error"];
  return { ...value, error: rest };
}

function observeUpstream(calls: readonly UpstreamCall[], facts: Map<string, string>): void {
  const counted = calls.filter(({ method, path }) => !asides.test(`${method} ${path}`) || method === "GET");
  const kept = counted.filter(({ method, path }) => !(method === "GET" && path.startsWith("/api/")));
  facts.set("upstream.count", String(kept.length));
  kept.slice(0, 4).forEach((call, index) => {
    const name = `upstream[${index}]`;
    facts.set(`${name}.path`, `${call.method} ${call.path}`);
    if (call.auth !== "") facts.set(`${name}.auth`, call.auth);
    for (const [key, value] of Object.entries(call.headers)) facts.set(`${name}.header.${key}`, value);
    flatten(call.body, `${name}.body`, facts);
  });
}
