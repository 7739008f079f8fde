/** Where a deployment's requests go, and who they say they are from. */
import type { Deployment } from "../../contract/deployment.ts";

export function addressOf(deployment: Deployment, path: string): { readonly origin: string; readonly path: string } {
  const base = new URL(deployment.apiBase);
  const basePath = base.pathname === "/" ? "" : base.pathname.replace(/\/$/, "");
  return { origin: base.origin, path: `${basePath}${path}${base.search}` };
}

export function headersFor(deployment: Deployment): Record<string, string> {
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
