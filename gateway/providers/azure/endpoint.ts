/**
 * Where Azure's calls go. `azure/`: a deployment's own path with a dated version, or the v1 API (the base names it, or
 * the version is `v1`, `latest` or `preview`), where the model stands in the body. `azure_ai/`: a model's own endpoint.
 *
 * A base may be the resource, or end inside the path: what is written there already is not written twice.
 * @source https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle, .../openai/reference;
 *   LiteLLM's default versions: 2025-02-01-preview, for responses `preview`
 */
import type { Deployment } from "../../contract/deployment.ts";
import type { Operation } from "../../contract/operations.ts";

export interface Endpoint {
  readonly origin: string;
  /** With its query. */
  readonly path: string;
  /** The model inference API, which refuses unknown parameters unless a header says otherwise. */
  readonly isInference: boolean;
}

const suffixes: Readonly<Partial<Record<Operation, string>>> = {
  chat: "/chat/completions",
  completion: "/completions",
  embedding: "/embeddings",
  responses: "/responses",
  image_generation: "/images/generations",
  image_edit: "/images/edits",
  speech: "/audio/speech",
  transcription: "/audio/transcriptions",
  translation: "/audio/translations",
};
/** What a model's own endpoint can have. */
const inferenceSuffixes: Readonly<Partial<Record<Operation, string>>> = {
  chat: "/chat/completions",
  embedding: "/embeddings",
  image_generation: "/images/generations",
  rerank: "/rerank",
};
const writtenSuffix = /\/(chat\/completions|completions|embeddings|responses|rerank|images\/\w+|audio\/\w+)$/;
const defaultVersion = "2025-02-01-preview";
const inferenceVersion = "2024-05-01-preview";

/** @returns null when this deployment has no such operation */
export function endpointFor(operation: Operation, deployment: Deployment, model: string): Endpoint | null {
  const base = new URL(deployment.apiBase);
  const written = base.pathname.replace(/\/+$/, "").replace(writtenSuffix, "");
  const v1 = /^(.*\/openai\/v1)(\/|$)/.exec(written)?.[1];
  const place: Place = { base, written, deployment, operation };
  if (v1 !== undefined) return v1Endpoint(place, v1);
  return deployment.provider === "azure_ai" ? inferenceEndpoint(place) : openaiEndpoint(place, model);
}

interface Place {
  readonly base: URL;
  /** Path of the base without an operation. */
  readonly written: string;
  readonly deployment: Deployment;
  readonly operation: Operation;
}

function v1Endpoint({ base, deployment, operation }: Place, path: string): Endpoint | null {
  const suffix = suffixes[operation];
  if (suffix === undefined) return null;
  const version = deployment.apiVersion;
  const asked = version === "preview" || version === "latest" ? version : null; // v1 is what no version means
  return { origin: base.origin, path: `${path}${suffix}${query(base, asked)}`, isInference: false };
}

function openaiEndpoint(place: Place, model: string): Endpoint | null {
  const { base, written, deployment, operation } = place;
  const suffix = suffixes[operation];
  if (suffix === undefined) return null;
  const named = /^(.*\/openai\/deployments\/[^/]+)/.exec(written)?.[1];
  const root = (named ?? written).replace(/\/openai(\/deployments\/[^/]+)?$/, "");
  const version = deployment.apiVersion ?? base.searchParams.get("api-version");
  if (isV1(version ?? (operation === "responses" ? "preview" : ""))) {
    const asked = version ?? (operation === "responses" ? "preview" : null);
    return v1Endpoint({ ...place, deployment: { ...deployment, apiVersion: asked } }, `${root}/openai/v1`);
  }
  const path =
    operation === "responses" ? `${root}/openai` : (named ?? `${root}/openai/deployments/${encodeURIComponent(model)}`);
  return { origin: base.origin, path: `${path}${suffix}${query(base, version ?? defaultVersion)}`, isInference: false };
}

function isV1(version: string): boolean {
  return version === "v1" || version === "latest" || version === "preview";
}

function inferenceEndpoint({ base, written, deployment, operation }: Place): Endpoint | null {
  const suffix = inferenceSuffixes[operation];
  if (suffix === undefined) return null;
  const isFoundry = base.hostname.endsWith(".services.ai.azure.com");
  if (operation === "rerank") {
    const root = written.replace(/\/v1$/, "");
    return { origin: base.origin, path: `${root}/v1/rerank${base.search}`, isInference: false };
  }
  const path = isFoundry && !written.endsWith("/models") ? `${written}/models` : written;
  const version = deployment.apiVersion ?? (isFoundry ? inferenceVersion : null);
  return { origin: base.origin, path: `${path}${suffix}${query(base, version)}`, isInference: isFoundry };
}

/** The base's own query stays; a version in it wins over a default, not over the file's. */
function query(base: URL, version: string | null): string {
  const params = new URLSearchParams(base.search);
  if (version !== null) params.set("api-version", version);
  else if (isV1(params.get("api-version") ?? "")) params.delete("api-version");
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
