/** What a drop in the graph means, from where it fell: pure, so that dragging and its test share it. */
import type { AliasIndex } from "./alias-index.ts";
import { sizes } from "./geometry.ts";
import { defaultId, type GraphLayout, type GraphNode, type GraphRow } from "./graph-parts.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Drop =
  /** A fallback for `from` (null = the default ones); its kind is still to be chosen, unless it is the default. */
  | { readonly kind: "fallback"; readonly from: string | null; readonly to: string }
  | { readonly kind: "deployment"; readonly node: Extract<GraphNode, { kind: "deployment" }>; readonly to: string }
  | { readonly kind: "order"; readonly node: Extract<GraphNode, { kind: "fallback" }>; readonly to: number };

export function rowAt({ rows }: GraphLayout, { x, y }: Point): GraphRow | null {
  if (x < sizes.bandX || x > sizes.bandRight) return null;
  return rows.find((row) => y >= row.y && y <= row.y + row.height) ?? null;
}

/** A line drawn from an alias's card and let go over another alias. */
export function connectDrop(layout: GraphLayout, fromId: string, at: Point): Drop | null {
  const from = layout.nodes.find(({ id }) => id === fromId);
  const to = rowAt(layout, at)?.alias ?? null;
  if (from === undefined || to === null) return null;
  if (from.kind === "default" && fromId === defaultId) return { kind: "fallback", from: null, to };
  if (from.kind !== "alias" || from.alias.alias === to) return null;
  return { kind: "fallback", from: from.alias.alias, to };
}

/** A card that was dragged and let go with its middle at `at`. */
export function dragDrop(layout: GraphLayout, node: GraphNode, at: Point, index: AliasIndex): Drop | null {
  const row = rowAt(layout, at);
  if (node.kind === "deployment") {
    const to = row?.alias ?? null;
    // A name that only points at a group has no entries to stand among.
    if (to === null || to === node.alias || index.get(to)?.aliasOf !== null) return null;
    return { kind: "deployment", node, to };
  }
  if (node.kind !== "fallback" || row === null || row.alias !== node.alias) return null;
  const siblings = layout.nodes
    .filter((other) => other.kind === "fallback" && other.alias === node.alias && other.chip === node.chip)
    .filter(({ id }) => id !== node.id);
  const above = siblings.filter(({ y, height }) => y + height / 2 < at.y).length;
  return above === node.position ? null : { kind: "order", node, to: above };
}
