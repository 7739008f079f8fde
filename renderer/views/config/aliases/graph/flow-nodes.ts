/** The layout's nodes as the flow library takes them: fixed sizes, so that nothing is measured and nothing shifts. */
import type { GraphLayout, GraphNode } from "./graph-parts.ts";
import type { CardNode } from "./graph-card.tsx";

export function flowNodes({ nodes }: GraphLayout, isReadOnly: boolean): CardNode[] {
  return nodes.map((part) => ({
    id: part.id,
    type: "card",
    position: { x: part.x, y: part.y },
    width: part.width,
    height: part.height,
    measured: { width: part.width, height: part.height },
    draggable: !isReadOnly && isDragged(part),
    data: { part },
  }));
}

function isDragged({ kind }: GraphNode): boolean {
  return kind === "deployment" || kind === "fallback";
}
