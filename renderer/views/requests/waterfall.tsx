/** Where the time went: each attempt as a bar on the request's own clock, then the wait and the stream. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail } from "../../../gateway/contract/spend-log.ts";
import { formatDuration } from "../../ui/format.ts";

interface Bar {
  readonly label: string;
  /** What it ended with; null = nothing to say. */
  readonly note: string | null;
  /** Milliseconds after the request's start. */
  readonly from: number;
  readonly to: number;
  readonly fill: string;
}

export function Waterfall({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const { totalMs, firstTokenMs, stream, startedAt, attemptList } = detail;
  if (totalMs === null) return <p className="text-muted">{t("requests.stateMeaning.in_flight")}</p>;
  const bars: Bar[] = attemptList
    // One attempt that went well is what the bars below it say anyway.
    .filter(({ durationMs, errorCode }) => durationMs !== null && (errorCode !== null || attemptList.length > 1))
    .map(({ index, startedAt: at, durationMs, errorCode, status }) => ({
      label: t("detail.attempt", { number: index + 1 }),
      note: errorCode ?? (status === null ? null : `HTTP ${status}`),
      from: Math.max(0, at - startedAt),
      to: Math.max(0, at - startedAt) + (durationMs ?? 0),
      fill: errorCode === null ? "bg-ok" : "bg-danger",
    }));
  if (stream && firstTokenMs !== null) {
    bars.push({ label: t("detail.beforeFirst"), note: null, from: 0, to: firstTokenMs, fill: "bg-faint" });
    bars.push({ label: t("detail.streaming"), note: null, from: firstTokenMs, to: totalMs, fill: "bg-accent" });
  }
  bars.push({ label: t("detail.total"), note: null, from: 0, to: totalMs, fill: "bg-ink" });
  return (
    <div className="grid grid-cols-[max-content_minmax(0,1fr)_max-content_max-content] items-center gap-x-3 gap-y-1">
      {bars.map((bar) => (
        <Line key={bar.label} bar={bar} span={Math.max(totalMs, ...bars.map(({ to }) => to), 0.001)} />
      ))}
    </div>
  );
}

function Line({ bar: { label, note, from, to, fill }, span }: { readonly bar: Bar; readonly span: number }): ReactNode {
  return (
    <>
      <span className="text-muted">
        {label}
        {note !== null && <span className="ml-2 text-sm text-faint">{note}</span>}
      </span>
      <span className="relative h-2 rounded-sm bg-hover" aria-hidden>
        <span
          className={`absolute inset-y-0 min-w-[2px] rounded-sm ${fill}`}
          style={{ left: `${(from / span) * 100}%`, width: `${((to - from) / span) * 100}%` }}
        />
      </span>
      <span className="text-right text-sm text-faint">{from === 0 ? "" : `+${formatDuration(from)}`}</span>
      <span className="text-right">{formatDuration(to - from)}</span>
    </>
  );
}
