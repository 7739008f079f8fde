/**
 * Which deployment lends its key and address to a pass-through route, and what of the client's request goes there.
 *
 * Only a deployment that says `use_in_pass_through` lends them, so a client can never choose a host: it chooses a path
 * below that deployment's own origin.
 */
import { replaceValue } from "../base/json-splice.ts";
import type { Catalog, Deployment } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import type { HeaderValues } from "../providers/provider.ts";

/** Path prefix of the route -> providers whose deployments may stand behind it. */
export const passThroughProviders: Readonly<Record<string, readonly string[]>> = {
  openai: ["openai"],
  anthropic: ["anthropic"],
  gemini: ["gemini"],
  vllm: ["hosted_vllm", "vllm"],
};

/** @throws GatewayError `route_not_found` when no deployment allows it */
export function passThroughDeployment(catalog: Catalog, route: string, model: string | null): Deployment {
  const providers = passThroughProviders[route] ?? [];
  const lending = catalog.deployments.filter(
    ({ provider, usedInPassThrough, isWildcard }) => usedInPassThrough && !isWildcard && providers.includes(provider),
  );
  const named = lending.find(({ alias, upstreamModel }) => alias === model || upstreamModel === model);
  const chosen = named ?? lending[0];
  if (chosen !== undefined) return chosen;
  throw new GatewayError("route_not_found", {
    message: `No deployment of ${providers.join(" or ")} is used in pass-through.`,
    hint: "Set `use_in_pass_through: true` in the litellm_params of the deployment whose key and address may be used.",
  });
}

/**
 * @param rest  path below the route, without a leading slash, and the query with its `?` or ""
 * @returns origin, and the path with what the deployment's own base already says not said twice
 */
export function passThroughAddress(
  deployment: Deployment,
  rest: string,
  query: string,
): { readonly origin: string; readonly path: string } {
  const base = new URL(deployment.apiBase);
  const basePath = base.pathname.replace(/\/$/, "");
  const version = /\/(v\d+\w*)$/.exec(basePath)?.[1];
  const said = version !== undefined && rest.startsWith(`${version}/`) ? rest.slice(version.length + 1) : rest;
  return { origin: base.origin, path: `${basePath}/${said}${withoutKey(query)}` };
}

/**
 * A client that names the alias means the model behind it; any other body goes as it came.
 *
 * @param model  what the body names; Gemini's stands in the path, and its body stays
 */
export function passThroughBody(deployment: Deployment, body: Buffer, model: string | null): Buffer {
  const { alias, provider, upstreamModel } = deployment;
  if (provider === "gemini" || model !== alias || alias === upstreamModel) return body;
  return replaceValue(body, "model", JSON.stringify(upstreamModel));
}

/** Google's clients send their key as `?key=`; it is ours and stays here. */
function withoutKey(query: string): string {
  if (query === "" || query === "?") return "";
  const kept = query
    .slice(1)
    .split("&")
    .filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => name.toLowerCase() === "key"));
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}

const handedOn = /^(accept|content-type|anthropic-(version|beta)|openai-beta|x-goog-api-client|x-stainless-.*)$/;

/** The client's headers that belong to the provider's API, the deployment's own, and its key in the provider's way. */
export function passThroughHeaders(deployment: Deployment, client: HeaderValues): Record<string, string> {
  const headers: Record<string, string> = { "accept-encoding": "identity", "user-agent": "Portico" };
  for (const [name, value] of Object.entries(client)) {
    if (value !== undefined && handedOn.test(name)) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { ...headers, ...deployment.extraHeaders, ...keyHeader(deployment) };
}

function keyHeader({ provider, apiKey }: Deployment): Record<string, string> {
  if (apiKey === null) return {};
  if (provider === "anthropic") return { "x-api-key": apiKey };
  if (provider === "gemini") return { "x-goog-api-key": apiKey };
  return { authorization: `Bearer ${apiKey}` };
}
