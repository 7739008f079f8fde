/**
 * Headers as the log keeps them: every name, and the value where the name is known to prove nothing.
 *
 * An allow-list on purpose: a key's header may have any name, so what nobody knows is left out rather than shown. One text
 * per head, because records of forty names are slow to make, to write and to post.
 */
import type { HeaderText } from "../contract/request-wire.ts";
import type { HeaderValues } from "../providers/provider.ts";

export const notKept = "[not kept]";
const mostHeaders = 100;
const mostCharacters = 1024;
const rememberedNames = 2000;

const harmlessNames = new Set(
  (
    "accept accept-encoding accept-language age alt-svc api-version apim-request-id cache-control cf-cache-status cf-ray " +
    "connection content-disposition content-encoding content-language content-length content-security-policy content-type date " +
    "etag expect host http-referer keep-alive llm-provider origin pragma referrer-policy request-id retry-after " +
    "retry-after-ms server strict-transport-security te traceparent tracestate trailer transfer-encoding user-agent vary via x-accel-buffering " +
    "x-amz-date x-api-version x-cloud-trace-context x-content-type-options x-correlation-id x-envoy-upstream-service-time " +
    "x-forwarded-for x-forwarded-host x-forwarded-proto x-frame-options x-goog-api-client x-request-id x-served-by " +
    "x-should-retry x-title x-xss-protection permissions-policy"
  ).split(" "),
);
const harmlessBegin =
  /^(access-control-|anthropic-(version|beta|ratelimit-|priority-|organization-id|dangerous-)|azureml-|cross-origin-|llm_provider-|openai-|ratelimit-|sec-(fetch|ch)-|x-amzn-(bedrock-|errortype$|requestid$|trace-id$)|x-groq-|x-litellm-|x-ms-(client-)?(region|request-id)|x-openwebui-(chat|message|user)-(email|id|name|role)$|x-portico-|x-ratelimit-|x-stainless-)/;
/** Of ours, against the list above. */
const provesAnyway = new Set(["x-litellm-api-key", "x-portico-panel-token"]);

/** @param secretName  the header that this gateway's keys come in, where the file names one */
export function keptHeaders(headers: HeaderValues, secretName: string | null = null): HeaderText {
  const secret = secretName?.toLowerCase() ?? null;
  let kept = "";
  let room = mostHeaders;
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    if (room-- === 0) break;
    kept += lineOf(judge(name), value, secret);
  }
  return kept;
}

/** @param headers  names and values in turn, each name once */
export function keptInTurn(headers: readonly string[]): HeaderText {
  let kept = "";
  const end = Math.min(headers.length, 2 * mostHeaders);
  for (let at = 0; at < end; at += 2) kept += lineOf(judge(headers[at] ?? ""), headers[at + 1] ?? "", null);
  return kept;
}

/** Begins with a space: after JSON's `\\n` a name would be no word of its own, and one that looks like a key would stay. */
function lineOf({ name, isHarmless }: Known, value: string | string[], secret: string | null): string {
  return ` ${name}: ${isHarmless && name !== secret ? textOf(value) : notKept}\n`;
}

/** Values of a query that say how something is asked, never by whom. */
const harmlessQuery = /^(api-version|alt|beta|stream|limit|order|after|before|purpose)$/;

/** An address without the values of its query that may prove something. */
export function keptUrl(origin: string, path: string): string {
  const [place = "", query] = path.split("?", 2);
  if (query === undefined) return origin + place;
  const parts = query.split("&").map((part) => {
    const [name = "", value] = part.split("=", 2);
    return value === undefined || harmlessQuery.test(name) ? part : `${name}=${notKept}`;
  });
  return `${origin}${place}?${parts.join("&")}`;
}

interface Known {
  /** Lower case. */
  readonly name: string;
  readonly isHarmless: boolean;
}

/** Names are few and the same for every request. */
const remembered = new Map<string, Known>();

function judge(written: string): Known {
  const known = remembered.get(written);
  if (known !== undefined) return known;
  const name = written.toLowerCase();
  const isHarmless = !provesAnyway.has(name) && (harmlessNames.has(name) || harmlessBegin.test(name));
  if (remembered.size < rememberedNames) remembered.set(written, { name, isHarmless });
  return { name, isHarmless };
}

function textOf(value: string | string[]): string {
  const text = typeof value === "string" ? value : value.join(", ");
  return text.length > mostCharacters ? text.slice(0, mostCharacters) : text;
}
