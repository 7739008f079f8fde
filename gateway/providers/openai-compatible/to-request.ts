/**
 * The client's request as the upstream gets it: same bytes, but the model, our own fields and what the deployment adds.
 *
 * @source LiteLLM's answers to 159 parameter cases (golden data): what reaches the upstream and what does not
 */
import { spliceObject } from "../../base/json-splice.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { gatewayFields } from "../shared/gateway-fields.ts";
import type { Operation, ProviderInput, UpstreamRequest } from "../provider.ts";

const paths: Readonly<Record<Operation, string>> = {
  chat: "/chat/completions",
  completion: "/completions",
  embedding: "/embeddings",
};

export function toRequest(input: ProviderInput): UpstreamRequest {
  const { deployment, operation } = input;
  const base = new URL(deployment.apiBase);
  const basePath = base.pathname === "/" ? "" : base.pathname.replace(/\/$/, "");
  return {
    origin: base.origin,
    path: `${basePath}${paths[operation]}${base.search}`,
    method: "POST",
    headers: headersFor(deployment),
    body: bodyFor(input),
  };
}

function bodyFor(input: ProviderInput): Buffer {
  const { deployment, fields, operation, isStream } = input;
  const set = new Map<string, string>([["model", JSON.stringify(input.upstreamModel)]]);
  const add = (key: string, value: unknown): void => {
    if (!(key in fields) && value !== undefined) set.set(key, JSON.stringify(value));
  };
  for (const [key, value] of Object.entries(deployment.defaultParams)) add(key, value);
  // A client's extra_body is flattened as the OpenAI SDKs do it; the deployment's own wins over it.
  const clientExtra = fields["extra_body"];
  if (typeof clientExtra === "object" && clientExtra !== null) {
    for (const [key, value] of Object.entries(clientExtra)) set.set(key, JSON.stringify(value));
  }
  for (const [key, value] of Object.entries(deployment.extraBody)) set.set(key, JSON.stringify(value));
  if (deployment.providerRow.reportsCost && operation !== "embedding") add("usage", { include: true });
  if (isStream && operation !== "embedding") set.set("stream_options", streamOptions(fields["stream_options"]));
  const dropped = droppedFields(deployment);
  if (!set.has("stream_options")) dropped.add("stream_options"); // providers refuse it on a call that is not streamed
  return spliceObject(input.body, set, dropped);
}

/** Usage is always asked for, so that no streamed request goes unbilled; the client's other options stay. */
function streamOptions(asked: unknown): string {
  const options = typeof asked === "object" && asked !== null ? asked : {};
  return JSON.stringify({ ...options, include_usage: true });
}

function droppedFields(deployment: Deployment): Set<string> {
  const dropped = new Set([
    ...gatewayFields,
    ...deployment.additionalDropParams,
    ...deployment.providerRow.dropsAlways,
  ]);
  for (const allowed of deployment.allowedOpenaiParams) dropped.delete(allowed);
  return dropped;
}

function headersFor(deployment: Deployment): Record<string, string> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "accept-encoding": "identity",
    "user-agent": "Portico",
    ...deployment.extraHeaders,
  };
  if (deployment.apiKey !== null) headers["authorization"] = `Bearer ${deployment.apiKey}`;
  if (deployment.organization !== null) headers["openai-organization"] = deployment.organization;
  return headers;
}
