/** What of the graph is in sight: the whole width at first, and whatever card gets the focus after that. */
import { useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useRef, type RefObject } from "react";
import type { CardNode } from "./graph-card.tsx";
import type { GraphLayout } from "./graph-parts.ts";

const margin = 24;
/** Smaller than this is not read, so the width then has to be scrolled. */
const smallestZoom = 0.65;

export interface GraphSight {
  /** The whole when it is readable, else the width from the top. */
  readonly fit: () => void;
  readonly bringIntoSight: (id: string) => void;
}

export function useGraphSight(layout: GraphLayout, frame: RefObject<HTMLDivElement | null>): GraphSight {
  const flow = useReactFlow<CardNode>();
  const latest = useRef(layout);
  useEffect(() => {
    latest.current = layout;
  }, [layout]);
  const fit = useCallback(() => {
    const { width, height } = latest.current;
    const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
    if (clientWidth === 0) return;
    const whole = Math.min((clientWidth - 2 * margin) / width, (clientHeight - 2 * margin) / height);
    const byWidth = Math.max(smallestZoom, (clientWidth - 2 * margin) / width);
    const zoom = Math.min(1, whole >= smallestZoom ? whole : byWidth);
    const x = Math.max(margin, (clientWidth - width * zoom) / 2);
    void flow.setViewport({ x, y: margin, zoom });
  }, [flow, frame]);
  const bringIntoSight = useCallback(
    (id: string) => {
      const node = latest.current.nodes.find((one) => one.id === id);
      if (node === undefined || frame.current === null) return;
      const { x, y, zoom } = flow.getViewport();
      const { clientWidth, clientHeight } = frame.current;
      const byX = shift(node.x * zoom + x, node.width * zoom, clientWidth);
      const byY = shift(node.y * zoom + y, node.height * zoom, clientHeight);
      if (byX !== 0 || byY !== 0) void flow.setViewport({ x: x + byX, y: y + byY, zoom });
    },
    [flow, frame],
  );
  return { fit, bringIntoSight };
}

/** How far a stretch has to move to lie within a window, and no further. */
function shift(start: number, length: number, room: number): number {
  if (start < margin) return margin - start;
  return Math.min(0, room - margin - start - length);
}
