/**
 * The headers of an answer: LiteLLM's `x-litellm-*`, the provider's own under `llm_provider-`, and nothing that would
 * let a provider speak to the client's browser or connection.
 */
import { usdNanos } from "../contract/units.ts";
import { decimalFromNanos } from "../pricing/money.ts";
import type { UpstreamHeaders } from "../upstream/client.ts";
import type { Authenticated, HeaderList, Routed } from "./exchange.ts";
import type { RouteTrace } from "./route-trace.ts";

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
/** A longer name is cut: clients refuse an answer whose headers pass 16 KiB. */
const maxNameLength = 256;
const maxProviderHeaders = 8192;

export interface ReplyHeaderInput {
  readonly requestId: string;
  readonly route: RouteTrace | null;
  readonly routed: Routed;
  readonly upstream: UpstreamHeaders;
  /** What the key's own limits say stands over the provider's. */
  readonly limits: HeaderList;
  readonly durationMs: number;
  /** null = unknown, and then no header claims one. */
  readonly costUsdNanos: string | null;
  readonly redact: (text: string) => string;
}

export function replyHeaders(input: ReplyHeaderInput): Record<string, string> {
  const { deployment } = input.routed;
  const headers: Record<string, string> = {
    "x-litellm-call-id": callIdOf(input.routed.headers, input.requestId),
    "x-request-id": input.requestId,
    "x-litellm-model-id": headerSafe(deployment.id),
    "x-litellm-model-name": headerSafe(deployment.litellmModel),
    "x-litellm-model-api-base": headerSafe(input.redact(deployment.apiBase.split("?", 1)[0] ?? "")),
    ...routeHeaders(input.route),
    "x-litellm-response-duration-ms": input.durationMs.toFixed(1),
  };
  if (input.costUsdNanos !== null)
    headers["x-litellm-response-cost"] = decimalFromNanos(usdNanos(BigInt(input.costUsdNanos)));
  let size = 0;
  for (const [name, text] of Object.entries(passedHeaders(input.upstream, input.redact))) {
    size += name.length + text.length;
    if (size > maxProviderHeaders) break;
    headers[`llm_provider-${name}`] = text;
    if (name.startsWith("x-ratelimit-") && !input.limits.includes(name)) headers[name] = text;
  }
  return headers;
}

/** How the request got where it went; sent with answers and errors alike. */
export function routeHeaders(route: RouteTrace | null): Record<string, string> {
  if (route === null) return {};
  return {
    // The name that was asked for, as LiteLLM sends it: an id, a wildcard's match or a group alias stays what it is.
    "x-litellm-model-group": headerSafe(route.groupName.slice(0, maxNameLength)),
    "x-litellm-attempted-retries": String(route.retries),
    "x-litellm-attempted-fallbacks": String(route.fallbacks),
    ...(route.maxRetries === null ? {} : { "x-litellm-max-retries": String(route.maxRetries) }),
  };
}

/** A relayed answer's own headers, less what belongs to the provider's connection with us and what is secret. */
export function passedHeaders(upstream: UpstreamHeaders, redact: (text: string) => string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(upstream)) {
    if (value !== undefined && !keptBack.has(name)) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  // One look at all of them: a secret in a header is rare.
  const all = Object.values(headers).join("\n");
  const hasSecret = redact(all) !== all;
  for (const [name, text] of Object.entries(headers)) headers[name] = headerSafe(hasSecret ? redact(text) : text);
  return headers;
}

/** The id clients follow a call by: their own `x-litellm-call-id` where they sent one, else the request's. */
export function callIdOf(headers: Authenticated["headers"], requestId: string): string {
  const sent = headers["x-litellm-call-id"];
  return typeof sent === "string" && sent !== "" ? headerSafe(sent.slice(0, 128)) : requestId;
}

/** Header values may not hold control characters, wide ones or half a surrogate pair; model and alias names may. */
export function headerSafe(text: string): string {
  if (/^[\t\x20-\x7e]*$/.test(text)) return text;
  return encodeURI(Buffer.from(text.replaceAll(/[\r\n\0]/g, " ")).toString());
}
