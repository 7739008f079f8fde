/**
 * What is known of a request before it runs: who asked, for what, and the context clients send along.
 *
 * `traceparent`, `tracestate`, tags and metadata are kept as sent, within bounds; they are never sent upstream.
 */
import type { RequestIntent } from "../contract/spend-log.ts";
import type { Authenticated, ChatRequest } from "./exchange.ts";

const maxText = 512;
const maxTags = 50;
const maxMetadataBytes = 16_384;

export function intentOf(id: string, request: Authenticated | ChatRequest, startedAt: number): RequestIntent {
  const fields = "fields" in request ? request.fields : {};
  const metadata = record(fields["metadata"]) ?? record(fields["litellm_metadata"]) ?? {};
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
    path: cut(request.path) ?? "",
    catalogVersion: request.catalog.version,
    endUser: text(fields["user"]) ?? header(request, "x-litellm-end-user-id") ?? header(request, "x-openwebui-user-id"),
    sessionId: text(fields["litellm_session_id"]) ?? header(request, "x-litellm-session-id"),
    traceparent: header(request, "traceparent"),
    tracestate: header(request, "tracestate"),
    tags: tagsOf(request, fields, metadata),
    metadata: bounded(metadata),
  };
}

function tagsOf(
  request: Authenticated,
  fields: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>>,
): string[] {
  const fromHeader = (header(request, "x-litellm-tags") ?? "").split(",").map((tag) => tag.trim());
  const ofKey = request.principal.key?.row.settings.tags ?? [];
  const all = [...ofKey, ...strings(fields["tags"]), ...strings(metadata["tags"]), ...fromHeader].filter(
    (tag) => tag !== "",
  );
  return [...new Set(all.map((tag) => tag.slice(0, maxText)))].slice(0, maxTags);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function bounded(metadata: Record<string, unknown>): Record<string, unknown> {
  const size = JSON.stringify(metadata).length;
  return size <= maxMetadataBytes ? metadata : { cut: `metadata of ${size} characters was not kept` };
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>) // a plain object: just checked
    : null;
}

function header(request: Authenticated, name: string): string | null {
  const value = request.headers[name];
  return cut(Array.isArray(value) ? value.join(",") : value);
}

function text(value: unknown): string | null {
  return typeof value === "string" ? cut(value) : null;
}

function cut(value: string | undefined): string | null {
  return value === undefined ? null : value.slice(0, maxText);
}
