/**
 * Where a request goes and what it carries beside the body.
 *
 * The API's version and the beta features are the client's to choose when it speaks this API; ours fill in.
 *
 * @source https://docs.claude.com/en/api/overview, https://docs.claude.com/en/api/beta-headers
 */
import type { Deployment } from "../../contract/deployment.ts";
import type { HeaderValues, UpstreamRequest } from "../provider.ts";

const defaultVersion = "2023-06-01";

/**
 * @param suffix  behind `/v1/messages`: "" or `/count_tokens`
 * @param betas  features that the body needs
 */
export function requestTo(
  deployment: Deployment,
  suffix: string,
  body: Buffer,
  client: HeaderValues,
  betas: readonly string[],
): UpstreamRequest {
  const base = new URL(deployment.apiBase);
  return {
    origin: base.origin,
    path: `${messagesPath(base.pathname)}${suffix}${base.search}`,
    method: "POST",
    headers: headersFor(deployment, client, betas),
    body,
  };
}

/** A base may be written with or without `/v1`, or as the whole address. */
function messagesPath(pathname: string): string {
  const path = pathname.replace(/\/+$/, "");
  if (path.endsWith("/v1/messages")) return path;
  return path.endsWith("/v1") ? `${path}/messages` : `${path}/v1/messages`;
}

function headersFor(deployment: Deployment, client: HeaderValues, betas: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "accept-encoding": "identity",
    "user-agent": "Portico",
    "anthropic-version": listed(client["anthropic-version"])[0] ?? defaultVersion,
    ...lowerCased(deployment.extraHeaders),
  };
  if (deployment.apiKey !== null) headers["x-api-key"] = deployment.apiKey;
  const all = new Set([...listed(client["anthropic-beta"]), ...listed(headers["anthropic-beta"]), ...betas]);
  if (all.size > 0) headers["anthropic-beta"] = [...all].join(",");
  return headers;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function listed(value: string | readonly string[] | undefined): readonly string[] {
  const text = typeof value === "string" ? value : (value ?? []).join(",");
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
