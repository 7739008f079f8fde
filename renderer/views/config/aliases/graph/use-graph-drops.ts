/**
 * Dragging in the graph: a line from alias to alias, a deployment onto another alias, a fallback up or down its list.
 *
 * The places are the layout's and come back after every drag; only the text moves things.
 */
import { useReactFlow, type NodeChange, type OnConnectEnd, type OnConnectStart, type OnNodeDrag } from "@xyflow/react";
import { useCallback, useRef, useState, type PointerEvent } from "react";
import { addDefaultFallback } from "../acts/fallback-acts.ts";
import { useDesk } from "../desk.ts";
import { connectDrop, dragDrop, rowAt, type Drop, type Point } from "./drops.ts";
import type { CardNode } from "./graph-card.tsx";
import type { GraphLayout } from "./graph-parts.ts";
import { reorder } from "./node-commands.ts";

export interface PendingDrop {
  readonly drop: Exclude<Drop, { kind: "order" }>;
  /** In the window. */
  readonly at: Point;
}

interface Dragged {
  readonly id: string;
  readonly position: Point;
  readonly dragging: true;
}

export interface GraphDrops {
  readonly dragged: Dragged | null;
  readonly dropRow: string | null | undefined;
  readonly pending: PendingDrop | null;
  readonly clear: () => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly handlers: {
    readonly onNodesChange: (changes: NodeChange<CardNode>[]) => void;
    readonly onNodeDrag: OnNodeDrag<CardNode>;
    readonly onNodeDragStop: OnNodeDrag<CardNode>;
    readonly onConnectStart: OnConnectStart;
    readonly onConnectEnd: OnConnectEnd;
  };
}

export function useGraphDrops(layout: GraphLayout): GraphDrops {
  const desk = useDesk();
  const flow = useReactFlow<CardNode>();
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [dropRow, setDropRow] = useState<string | null | undefined>(undefined);
  const [pending, setPending] = useState<PendingDrop | null>(null);
  const connectingFrom = useRef<string | null>(null);

  const take = (drop: Drop | null, at: Point): void => {
    if (drop === null) return;
    if (drop.kind === "order") void desk.act(reorder(drop.node, drop.to));
    else if (drop.kind === "fallback" && drop.from === null)
      void desk.act(({ reading, mainFile, mainText }) => addDefaultFallback(reading, drop.to, mainFile, mainText));
    else setPending({ drop, at });
  };
  const mark = (point: Point): void => {
    const row = rowAt(layout, point);
    setDropRow(row === null ? undefined : row.alias);
  };

  return {
    dragged,
    dropRow,
    pending,
    clear: useCallback(() => setPending(null), []),
    onPointerMove: (event) => {
      if (connectingFrom.current !== null) mark(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    },
    handlers: {
      onNodesChange: (changes) => {
        for (const change of changes) {
          if (change.type !== "position" || change.position === undefined || change.dragging !== true) continue;
          setDragged({ id: change.id, position: change.position, dragging: true });
        }
      },
      onNodeDrag: (_event, node) => mark(middleOf(node)),
      onNodeDragStop: (event, node) => {
        setDragged(null);
        setDropRow(undefined);
        take(dragDrop(layout, node.data.part, middleOf(node), desk.index), placeOf(event));
      },
      onConnectStart: (_event, { nodeId }) => {
        connectingFrom.current = nodeId;
      },
      onConnectEnd: (event) => {
        const from = connectingFrom.current;
        connectingFrom.current = null;
        setDropRow(undefined);
        const at = placeOf(event);
        if (from !== null) take(connectDrop(layout, from, flow.screenToFlowPosition(at)), at);
      },
    },
  };
}

function middleOf({ position, width = 0, height = 0 }: CardNode): Point {
  return { x: position.x + width / 2, y: position.y + height / 2 };
}

function placeOf(event: MouseEvent | TouchEvent): Point {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
