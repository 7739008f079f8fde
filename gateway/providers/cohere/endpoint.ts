/** Where a Cohere call goes: LiteLLM's users write the base with or without version and operation. */
import type { Deployment } from "../../contract/deployment.ts";
import type { UpstreamRequest } from "../provider.ts";

const writtenOperation = /\/v[12](\/(chat|embed|rerank))?$/;

/** @param operation  path with its version, e.g. `/v2/chat` */
export function cohereRequest(deployment: Deployment, operation: string, body: Buffer): UpstreamRequest {
  const base = new URL(deployment.apiBase);
  const basePath = base.pathname.replace(/\/+$/, "").replace(writtenOperation, "");
  return {
    origin: base.origin,
    path: `${basePath}${operation}${base.search}`,
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "accept-encoding": "identity",
      "user-agent": "Portico",
      ...deployment.extraHeaders,
      ...(deployment.apiKey === null ? {} : { authorization: `Bearer ${deployment.apiKey}` }),
    },
    body,
  };
}
