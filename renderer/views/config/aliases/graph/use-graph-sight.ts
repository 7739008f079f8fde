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
      const left = node.x * zoom + x;
      const top = node.y * zoom + y;
      const isIn =
        left >= 0 && top >= 0 && left + node.width * zoom <= clientWidth && top + node.height * zoom <= clientHeight;
      if (!isIn) void flow.setCenter(node.x + node.width / 2, node.y + node.height / 2, { zoom });
    },
    [flow, frame],
  );
  return { fit, bringIntoSight };
}
