/** Where a node's numbers are; empty = it has none of its own. */
import { aliasKey, clientKey, deploymentKey, fallbackKey } from "../traffic/traffic.ts";
import type { GraphNode } from "./graph-parts.ts";

export function flowKeyOf(node: GraphNode): string {
  if (node.kind === "client") return clientKey(node.client.id);
  if (node.kind === "alias") return aliasKey(node.alias.alias);
  if (node.kind === "deployment") return deploymentKey(node.deployment.id);
  if (node.kind === "fallback" && node.alias !== null) return fallbackKey(node.alias, node.target);
  return "";
}
