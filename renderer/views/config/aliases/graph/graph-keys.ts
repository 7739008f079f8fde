/** The keys of the graph: arrows walk along the lines, the rest is done to the card that has the focus. */
import type { KeyboardEvent } from "react";
import type { AliasDesk } from "../desk.ts";
import { aliasId, defaultId, type GraphLayout, type GraphNode } from "./graph-parts.ts";
import { nodeCommand } from "./node-commands.ts";
import { walk, type Step } from "./walk.ts";

const steps: Readonly<Record<string, Step>> = {
  ArrowRight: "right",
  ArrowLeft: "left",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

/** @param go moves the focus to a node */
export function graphKeys(
  layout: GraphLayout,
  current: string | null,
  desk: AliasDesk,
  go: (id: string) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const step = steps[event.key];
    if (step !== undefined && !event.altKey) {
      event.preventDefault();
      const next = walk(layout, current ?? "", step);
      if (next !== null) go(next);
      return;
    }
    const node = layout.nodes.find(({ id }) => id === current);
    if (node === undefined) return;
    const afterRemoval = (): void => go(successor(layout, node));
    if (nodeCommand(event, node, desk, { go, afterRemoval })) event.preventDefault();
  };
}

/** Where the focus goes when a fallback is gone: the nearest other one of its alias, else the alias. */
export function successor({ nodes }: Pick<GraphLayout, "nodes">, node: GraphNode): string {
  if (node.kind !== "fallback") return node.id;
  const siblings = nodes
    .filter((other) => other.kind === "fallback" && other.alias === node.alias && other.id !== node.id)
    .sort((left, right) => Math.abs(left.y - node.y) - Math.abs(right.y - node.y));
  return siblings[0]?.id ?? (node.alias === null ? defaultId : aliasId(node.alias));
}
