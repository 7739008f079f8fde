/** How far a run is, or came: a bar and its words. Rows that cannot be sent count as done with, cancelled ones do not. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RunHead } from "../../../gateway/contract/replay.ts";

const bar =
  "h-1.5 w-24 shrink-0 appearance-none overflow-hidden rounded-full border-0 bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent";

export function RunProgress({ run: { rows, sums } }: { readonly run: Pick<RunHead, "rows" | "sums"> }): ReactNode {
  const { t } = useTranslation();
  const { waiting, running, cancelled } = sums.counts;
  const done = rows - (waiting ?? 0) - (running ?? 0) - (cancelled ?? 0);
  return (
    <span className="flex items-center gap-2">
      <progress aria-label={t("replays.progressLabel")} max={rows} value={done} className={bar} />
      <span className="text-sm whitespace-nowrap text-muted tabular-nums">
        {t("replays.progress", { done, all: rows })}
      </span>
    </span>
  );
}
