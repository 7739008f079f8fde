/**
 * What is known of a request before it runs: who asked, for what, and the context clients send along.
 *
 * Trace context, tags and metadata are kept as sent, within bounds. The context stands in headers, or in `metadata`.
 */
import type { RequestIntent } from "../contract/spend-log.ts";
import type { Authenticated, ChatRequest } from "./exchange.ts";
import { metadataOf, tagsOf, tagsOfKey } from "./request-tags.ts";

const maxText = 512;
const maxMetadataBytes = 16_384;

export function intentOf(id: string, request: Authenticated | ChatRequest, startedAt: number): RequestIntent {
  const fields = "fields" in request ? request.fields : {};
  const metadata = metadataOf(fields);
  return {
    id,
    startedAt,
    operation: request.operation,
    alias: cut("model" in request ? request.model : (request.modelFromPath ?? "")) ?? "",
    stream: "isStream" in request && request.isStream,
    keyDigest: request.principal.keyDigest,
    keyName: request.principal.keyName,
    userAgent: header(request, "user-agent"),
    clientAddress: request.remoteAddress,
    clientCertificate: cut(request.clientCertificate ?? undefined),
    path: cut(request.path) ?? "",
    catalogVersion: request.catalog.version,
    endUser: text(fields["user"]) ?? header(request, "x-litellm-end-user-id") ?? header(request, "x-openwebui-user-id"),
    sessionId: text(fields["litellm_session_id"]) ?? header(request, "x-litellm-session-id"),
    ...traceContext(request, metadata),
    tags: tagsOf(request.headers, fields, tagsOfKey(request.principal)),
    metadata: bounded(metadata),
    callId: header(request, "x-litellm-call-id")?.slice(0, 128) ?? null, // as long as the answer's header
  };
}

/** Of one place: a state belongs to the parent that came with it. */
function traceContext(
  request: Authenticated,
  metadata: Readonly<Record<string, unknown>>,
): Pick<RequestIntent, "traceparent" | "tracestate"> {
  const sent = header(request, "traceparent");
  if (sent !== null) return { traceparent: sent, tracestate: wholeMembers(joined(request, "tracestate")) };
  const traceparent = text(metadata["traceparent"]);
  const tracestate = metadata["tracestate"];
  if (traceparent === null) return { traceparent, tracestate: null };
  return { traceparent, tracestate: wholeMembers(typeof tracestate === "string" ? tracestate : null) };
}

/** A state that is too long loses its last members, never half of one. @source https://www.w3.org/TR/trace-context/#tracestate-limits */
function wholeMembers(state: string | null): string | null {
  if (state === null || state.length <= maxText) return state;
  const end = state.lastIndexOf(",", maxText);
  return end === -1 ? null : state.slice(0, end);
}

function bounded(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const size = JSON.stringify(metadata).length;
  return size <= maxMetadataBytes ? metadata : { cut: `metadata of ${size} characters was not kept` };
}

function header(request: Authenticated, name: string): string | null {
  return cut(joined(request, name) ?? undefined);
}

function joined(request: Authenticated, name: string): string | null {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : (value ?? null);
}

function text(value: unknown): string | null {
  return typeof value === "string" ? cut(value) : null;
}

function cut(value: string | undefined): string | null {
  return value === undefined ? null : value.slice(0, maxText);
}
