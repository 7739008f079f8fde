/**
 * Where a call goes and with which headers. The key travels in a header, never in the address, which ends up in logs.
 *
 * Google's own host gets the API's version; any other base is taken to hold what stands before `/models`, as LiteLLM
 * takes it (a proxy decides about its own paths).
 */
import type { Deployment } from "../../contract/deployment.ts";
import type { UpstreamRequest } from "../provider.ts";

const googleHost = "generativelanguage.googleapis.com";

export interface GeminiCall {
  readonly deployment: Deployment;
  readonly model: string;
  /** `generateContent`, `countTokens`, ... */
  readonly method: string;
  readonly query?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export function geminiCall({ deployment, model, method, query, body }: GeminiCall): UpstreamRequest {
  const base = new URL(deployment.apiBase);
  const root = base.pathname.replace(/\/+$/, "");
  const version = root === "" && base.host === googleHost ? "/v1beta" : "";
  const queries = [query ?? "", base.search.slice(1)].filter((part) => part !== "");
  const search = queries.length === 0 ? "" : `?${queries.join("&")}`;
  return {
    origin: base.origin,
    path: `${root}${version}/${modelPath(model)}:${method}${search}`,
    method: "POST",
    headers: headersFor(deployment),
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** @returns the resource name, `models/...` unless the name says another kind; no part of it can leave its place */
export function modelPath(model: string): string {
  const name = /^(models|tunedModels)\//.test(model) ? model : `models/${model}`;
  return name
    .split("/")
    .map((part) => (/^\.+$/.test(part) ? part.replaceAll(".", "%2E") : encodeURIComponent(part)))
    .join("/");
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
