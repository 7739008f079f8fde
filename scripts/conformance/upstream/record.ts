/** What reached the upstream, as far as two gateways in front of it can be compared by it. */
import type { IncomingHttpHeaders } from "node:http";
import { parseJson, type Json } from "../json.ts";

export interface UpstreamCall {
  readonly method: string;
  readonly path: string;
  /** Which header carried which key: `authorization: Bearer sk-up-1`. */
  readonly auth: string;
  /** Headers that a provider acts upon. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

const authHeaders = ["authorization", "x-api-key", "x-goog-api-key", "api-key"];
const kept = ["anthropic-version", "anthropic-beta", "openai-organization", "http-referer", "x-title", "x-conformance"];

export function recordCall(method: string, url: string, headers: IncomingHttpHeaders, raw: string): UpstreamCall {
  const auth = authHeaders.flatMap((name) =>
    headers[name] === undefined ? [] : [`${name}: ${String(headers[name])}`],
  );
  const present = kept.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])] as const]));
  const isForm = headers["content-type"]?.startsWith("multipart/form-data") === true;
  return {
    method,
    path: url,
    auth: auth.join(" + "),
    headers: Object.fromEntries(present),
    body: isForm ? formFields(raw) : (parseJson(raw) ?? raw),
  };
}

/** A multipart body as its fields; a file as its name and size, since every client draws its own boundary. */
function formFields(raw: string): Json {
  const fields: Record<string, Json> = {};
  for (const part of raw.split(/\r?\n?--[^\r\n]+\r?\n/)) {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const name = /name="([^"]*)"/.exec(head)?.[1];
    if (name === undefined) continue;
    const content = rest.join("\r\n\r\n").replace(/\r\n(--[^\r\n]*--\s*)?$/, "");
    const file = /filename="([^"]*)"/.exec(head)?.[1];
    fields[name] = file === undefined ? content : { file: true, characters: content.length };
  }
  return fields;
}
