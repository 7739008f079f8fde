/**
 * The address of a model on Vertex, and the request to it with its token still to be minted by the network room.
 *
 * A base without a path is a host; one that ends in a version gets what comes after it; one that already names a model
 * or an endpoint (a private one, as LiteLLM takes it) only gets the method.
 * @source https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
 */
import { isRecord, textOf } from "../../base/json-shape.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { UpstreamRequest } from "../provider.ts";

export interface VertexCall {
  readonly deployment: Deployment;
  readonly publisher: "google" | "anthropic";
  readonly model: string;
  /** With its query, e.g. `streamGenerateContent?alt=sse`. */
  readonly method: string;
  /** JSON. */
  readonly body: Buffer;
  /** Beyond those every call has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** @throws GatewayError `invalid_request` when the deployment names no project or location */
export function vertexRequest({ deployment, publisher, model, method, body, headers }: VertexCall): UpstreamRequest {
  const base = new URL(deployment.apiBase);
  const search = base.search === "" ? "" : `${method.includes("?") ? "&" : "?"}${base.search.slice(1)}`;
  const credentials = deployment.cloud["vertex_credentials"];
  return {
    origin: base.origin,
    path: `${modelPath(deployment, base.pathname.replace(/\/+$/, ""), publisher, model)}:${method}${search}`,
    method: "POST",
    headers: { ...headersFor(deployment), ...headers },
    body,
    ...(isRecord(credentials) ? { signing: { kind: "google-oauth", credentials } } : {}),
  };
}

function modelPath(deployment: Deployment, root: string, publisher: string, model: string): string {
  if (/\/(models|endpoints)\/[^/]+$/.test(root)) return root;
  const version = /\/v\d+(beta\d+)?$/.test(root) ? "" : "/v1";
  const place = `/projects/${named(deployment, "vertex_project")}/locations/${named(deployment, "vertex_location")}`;
  // A tuned model is known by the number of its endpoint.
  const resource = /^\d+$/.test(model) ? `endpoints/${model}` : `publishers/${publisher}/models/${segment(model)}`;
  return `${root}${version}${place}/${resource}`;
}

function named(deployment: Deployment, key: string): string {
  const value = textOf(deployment.cloud[key]);
  if (value !== null) return segment(value);
  throw new GatewayError("invalid_request", { message: `The alias "${deployment.alias}" names no ${key}.` });
}

/** One step of a path, whatever a client wrote into it. `@` stands in versions of models. */
function segment(text: string): string {
  return /^\.+$/.test(text) ? text.replaceAll(".", "%2E") : encodeURIComponent(text).replaceAll("%40", "@");
}

function headersFor(deployment: Deployment): Record<string, string> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "accept-encoding": "identity",
    "user-agent": "Portico",
    ...deployment.extraHeaders,
  };
  if (deployment.apiKey !== null) headers["x-goog-api-key"] = deployment.apiKey;
  return headers;
}
