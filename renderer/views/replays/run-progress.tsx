/** How far a run is: a bar and its words. Rows that were not sent count as done with. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RunHead } from "../../../gateway/contract/replay.ts";

export function RunProgress({ run: { rows, sums } }: { readonly run: Pick<RunHead, "rows" | "sums"> }): ReactNode {
  const { t } = useTranslation();
  const { waiting, running } = sums.counts;
  const done = rows - (waiting ?? 0) - (running ?? 0);
  const share = rows === 0 ? 1 : done / rows;
  return (
    <span className="flex items-center gap-2">
      <span
        role="progressbar"
        aria-label={t("replays.progressLabel")}
        aria-valuemin={0}
        aria-valuemax={rows}
        aria-valuenow={done}
        className="h-1.5 w-24 shrink-0 overflow-hidden rounded-full bg-hover"
      >
        <span className="block h-full origin-left bg-accent" style={{ transform: `scaleX(${share})` }} />
      </span>
      <span className="text-sm whitespace-nowrap text-muted tabular-nums">
        {t("replays.progress", { done, all: rows })}
      </span>
    </span>
  );
}
