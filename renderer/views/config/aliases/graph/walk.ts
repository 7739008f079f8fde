/**
 * Moving through the graph by arrow keys: right and left along the lines, up and down within a column.
 *
 * @returns the id of the node to go to; null where there is no way on
 */
import type { GraphLayout, GraphNode } from "./graph-parts.ts";

export type Step = "right" | "left" | "up" | "down" | "first" | "last";

export function walk({ nodes, lines }: GraphLayout, from: string, step: Step): string | null {
  const node = nodes.find(({ id }) => id === from);
  if (node === undefined) return nodes[0]?.id ?? null;
  return step === "right" || step === "left" ? along(nodes, lines, node, step) : inColumn(nodes, node, step);
}

function along(nodes: readonly GraphNode[], lines: GraphLayout["lines"], node: GraphNode, step: Step): string | null {
  const beside = inSameRow(nodes, node, step);
  if (beside !== null) return beside;
  const [here, there] = step === "right" ? (["source", "target"] as const) : (["target", "source"] as const);
  const ids = new Set(lines.filter((line) => line[here] === node.id).map((line) => line[there]));
  return nearest(
    nodes.filter(({ id }) => ids.has(id)),
    node,
    step,
  );
}

function inColumn(nodes: readonly GraphNode[], node: GraphNode, step: Step): string | null {
  const column = nodes.filter(({ x }) => x === node.x).sort((left, right) => left.y - right.y);
  if (step === "first") return column[0]?.id ?? null;
  if (step === "last") return column.at(-1)?.id ?? null;
  return column[column.indexOf(node) + (step === "down" ? 1 : -1)]?.id ?? null;
}

/** Of the nodes that lines lead to: the next column first, there the one nearest in height. */
function nearest(nodes: readonly GraphNode[], from: GraphNode, step: Step): string | null {
  const columns = ({ x }: GraphNode): number => {
    const ahead = step === "right" ? x - from.x : from.x - x;
    // A fallback leads back to the column of the aliases: last, not first.
    return ahead > 0 ? ahead : ahead + 10_000;
  };
  const height = ({ y }: GraphNode): number => Math.abs(y - from.y);
  const sorted = [...nodes].sort((left, right) => columns(left) - columns(right) || height(left) - height(right));
  return sorted[0]?.id ?? null;
}

/** Deployments and fallbacks of one alias have no line between them and are neighbours all the same. */
function inSameRow(nodes: readonly GraphNode[], from: GraphNode, step: Step): string | null {
  const isMiddle = ({ kind }: GraphNode): boolean => /^(deployment|moreDeployments|group)$/.test(kind);
  const alias = "alias" in from && typeof from.alias === "string" ? from.alias : null;
  if (alias === null) return null;
  const beside = nodes.filter((node) => "alias" in node && node.alias === alias);
  if (step === "right" && isMiddle(from))
    return nearest(
      beside.filter(({ kind }) => kind === "fallback"),
      from,
      step,
    );
  if (step === "left" && from.kind === "fallback") return nearest(beside.filter(isMiddle), from, step);
  return null;
}
