/** An alias: its name, its traffic, and whether something is wrong with it. */
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";
import { useDesk } from "../desk.ts";
import { aliasKey } from "../traffic/traffic.ts";
import { FlowCounts } from "./flow-counts.tsx";

export function AliasCard({
  alias: { alias, deployments },
  isOpened,
}: {
  readonly alias: DraftAlias;
  readonly isOpened: boolean;
}): ReactNode {
  const { findings } = useDesk();
  const own = findings.ofAlias(alias);
  const isBroken = deployments.length > 0 && deployments.every(({ problem }) => problem !== null);
  const ring = isOpened
    ? "border-accent bg-selected"
    : isBroken
      ? "border-danger bg-raised"
      : "border-line-strong bg-raised";
  return (
    <div className={`flex size-full flex-col justify-center rounded-md border px-2.5 ${ring}`}>
      <span className="flex items-center gap-1.5">
        <span className="truncate font-mono font-semibold">{alias}</span>
        {(own.length > 0 || isBroken) && (
          <TriangleAlert size={13} className={`shrink-0 ${isBroken ? "text-danger" : "text-warn"}`} aria-hidden />
        )}
      </span>
      <span className="text-sm">
        <FlowCounts flowKey={aliasKey(alias)} />
      </span>
    </div>
  );
}
