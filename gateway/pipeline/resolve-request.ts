/** From the name in a request to the group that answers it. */
import { resolveAlias } from "../routing/resolve-alias.ts";
import type { ChatRequest, Resolved } from "./exchange.ts";
import { unusableAlias } from "./no-deployment.ts";

/** @throws GatewayError `unknown_model` */
export function resolveRequest(request: ChatRequest): Resolved {
  const { catalog, model } = request;
  const match = resolveAlias(catalog, model);
  if (match !== null) return { ...request, ...match, groupName: model };
  const unusable = { ...request, group: { alias: model, deployments: [] }, captures: [], groupName: model };
  // An alias that cannot work may have fallbacks that can.
  if (catalog.disabledAliases.has(model)) return { ...unusable, matchedBy: "alias" };
  throw unusableAlias(unusable);
}
