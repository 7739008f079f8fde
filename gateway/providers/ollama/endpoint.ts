/** Where a deployment's Ollama listens, and the headers it gets. */
import type { Deployment } from "../../contract/deployment.ts";
import type { UpstreamRequest } from "../provider.ts";

export type OllamaPath = "/api/chat" | "/api/generate" | "/api/embed";

/** People write the base with or without the API's path. */
const writtenPath = /\/api(?:\/(?:chat|generate|embed))?$/;

export function requestTo(path: OllamaPath, deployment: Deployment, body: Buffer): UpstreamRequest {
  const base = new URL(deployment.apiBase);
  const prefix = base.pathname.replace(/\/+$/, "").replace(writtenPath, "");
  return {
    origin: base.origin,
    path: `${prefix}${path}${base.search}`,
    method: "POST",
    headers: headersFor(deployment),
    body,
  };
}

/** A local server wants no key; a hosted one, or a proxy before it, takes it as Bearer. */
function headersFor({ apiKey, extraHeaders }: Deployment): Record<string, string> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json, application/x-ndjson",
    "accept-encoding": "identity",
    "user-agent": "Portico",
    ...extraHeaders,
  };
  if (apiKey !== null) headers["authorization"] = `Bearer ${apiKey}`;
  return headers;
}
