/** One line of the graph: wider with more requests a minute, beads while some run, red when some failed. */
import { memo, type ReactNode } from "react";
import { useFlow } from "../traffic/traffic-context.tsx";
import { flowWidth } from "../traffic/traffic.ts";
import type { GraphLine } from "./graph-parts.ts";

export const FlowLine = memo(function FlowLine({
  line,
  isNear,
}: {
  readonly line: GraphLine;
  readonly isNear: boolean;
}): ReactNode {
  const flow = useFlow(line.flow ?? "");
  return (
    <>
      <path
        className="flow-line"
        d={line.path}
        strokeWidth={flowWidth(flow)}
        data-line={line.id}
        data-chip={line.chip ?? undefined}
        data-quiet={flow.perMinute === 0 && flow.running === 0}
        data-moving={flow.perMinute > 0 || flow.running > 0}
        data-failing={flow.errorsPerMinute > 0}
        data-near={isNear}
        markerEnd={line.kind === "leadsTo" ? "url(#alias-arrow)" : undefined}
      />
      {flow.running > 0 && <path className="flow-pulse" d={line.path} />}
    </>
  );
});
