/**
 * The headers of an answer: LiteLLM's `x-litellm-*`, the provider's own under `llm_provider-`, and nothing that would
 * let a provider speak to the client's browser or connection.
 */
import { usdNanos } from "../contract/units.ts";
import { decimalFromNanos } from "../pricing/money.ts";
import type { UpstreamHeaders } from "../upstream/client.ts";
import { limitHeaders } from "./limit-headers.ts";
import type { Authenticated, Routed } from "./exchange.ts";

/** Hop-by-hop, cookies and framing stay behind. @source https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const keptBack = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "proxy-authenticate",
  "proxy-authorization",
  "set-cookie",
  "set-cookie2",
]);

export interface ReplyHeaderInput {
  readonly requestId: string;
  readonly attempts: number;
  readonly routed: Routed;
  readonly upstream: UpstreamHeaders;
  readonly durationMs: number;
  /** null = unknown, and then no header claims one. */
  readonly costUsdNanos: string | null;
}

export function replyHeaders(input: ReplyHeaderInput): Record<string, string> {
  const { deployment, model } = input.routed;
  const headers: Record<string, string> = {
    "x-litellm-call-id": callIdOf(input.routed.headers, input.requestId),
    "x-request-id": input.requestId,
    "x-litellm-model-id": headerSafe(deployment.id),
    "x-litellm-model-name": headerSafe(deployment.litellmModel),
    "x-litellm-model-api-base": headerSafe(deployment.apiBase.split("?", 1)[0] ?? ""),
    // The name that was asked for, as LiteLLM sends it: an id, a wildcard's match or a group alias stays what it is.
    "x-litellm-model-group": headerSafe(model),
    "x-litellm-attempted-retries": String(input.attempts - 1),
    "x-litellm-attempted-fallbacks": "0",
    "x-litellm-response-duration-ms": input.durationMs.toFixed(1),
  };
  if (input.costUsdNanos !== null)
    headers["x-litellm-response-cost"] = decimalFromNanos(usdNanos(BigInt(input.costUsdNanos)));
  for (const [name, value] of Object.entries(input.upstream)) {
    if (value === undefined || keptBack.has(name)) continue;
    const text = headerSafe(Array.isArray(value) ? value.join(", ") : value);
    headers[`llm_provider-${name}`] = text;
    if (name.startsWith("x-ratelimit-")) headers[name] = text;
  }
  // The key's own limits stand before the provider's.
  return { ...headers, ...limitHeaders(input.routed.reservation, input.routed.principal.key, model) };
}

/** A relayed answer's own headers, less what belongs to the provider's connection with us. */
export function passedHeaders(upstream: UpstreamHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(upstream)) {
    if (value === undefined || keptBack.has(name)) continue;
    headers[name] = headerSafe(Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

/** The id clients follow a call by: their own `x-litellm-call-id` where they sent one, else the request's. */
export function callIdOf(headers: Authenticated["headers"], requestId: string): string {
  const sent = headers["x-litellm-call-id"];
  return typeof sent === "string" && sent !== "" ? headerSafe(sent.slice(0, 128)) : requestId;
}

/** Header values may not hold control characters or wide ones; model and alias names may. */
export function headerSafe(text: string): string {
  return /^[\t\x20-\x7e]*$/.test(text) ? text : encodeURI(text.replaceAll(/[\r\n\0]/g, " "));
}
