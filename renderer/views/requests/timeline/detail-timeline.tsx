/** How a streamed answer came: every piece on an axis, gaps with their makers, its speed, and what each piece said. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StreamTimeline } from "../../../../gateway/contract/request-wire.ts";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { timelineQuery } from "../../../api/queries.ts";
import { formatBytes, formatCount, formatDuration } from "../../../ui/format.ts";
import { KeyValues, Section } from "../../../ui/section.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../../ui/states.tsx";
import { GapList } from "./gap-list.tsx";
import { PieceReading } from "./piece-reading.tsx";
import { PieceTable } from "./piece-table.tsx";
import { keptText } from "./piece-text.ts";
import { leastPauseMs, pauseFactor, shapeOf, stallMs, type Rate } from "./stream-shape.ts";
import { TimelineChart } from "./timeline-chart.tsx";

export function DetailTimeline({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const isRunning = detail.state === "in_flight";
  const { data, error, isPending, refetch } = useQuery({ ...timelineQuery(detail.id), enabled: !isRunning });
  if (isRunning) return <EmptyState title={t("timeline.running")} />;
  if (isPending) return <Skeleton lines={8} label={t("app.loading")} />;
  if (error !== null) {
    return (
      <ErrorState
        title={t("app.errorTitle")}
        text={error.message}
        retryLabel={t("app.retry")}
        onRetry={() => void refetch()}
      />
    );
  }
  const { timeline } = data;
  if (timeline === null || timeline.toClient.times.length === 0) {
    return (
      <EmptyState title={t("timeline.none")} text={t(detail.stream ? "timeline.noneKept" : "timeline.notStreamed")} />
    );
  }
  return <Shown detail={detail} timeline={timeline} />;
}

interface ShownProps {
  readonly detail: SpendLogDetail;
  readonly timeline: StreamTimeline;
}

function Shown({ detail, timeline }: ShownProps): ReactNode {
  const { t } = useTranslation();
  const [active, setActive] = useState<number | null>(null);
  const shape = useMemo(() => shapeOf(timeline, detail.completionTokens), [timeline, detail.completionTokens]);
  const { responseBody } = detail;
  const text = useMemo(
    () => (responseBody === null || !timeline.isTextExact ? null : keptText(timeline.toClient, responseBody)),
    [timeline, responseBody],
  );
  const { times } = timeline.toClient;
  const totalMs = Math.max(detail.totalMs ?? 0, times.at(-1) ?? 0, timeline.fromProvider.times.at(-1) ?? 0);
  const rateWords =
    shape.rates.length === 0
      ? t("timeline.noRate")
      : detail.completionTokens === null
        ? t("timeline.bytesRate", { most: formatBytes(Math.round(highest(shape.rates, "bytesPerSecond"))) })
        : t("timeline.tokensRate", { most: highest(shape.rates, "tokensPerSecond").toFixed(0) });
  const at = active === null ? undefined : times[active];
  return (
    <div className="flex flex-col gap-2 px-4 pb-6">
      <div className="pt-3">
        <TimelineChart
          label={t("timeline.chart")}
          text={at === undefined ? "" : t("timeline.piece", { number: (active ?? 0) + 1, at: formatDuration(at) })}
          timeline={timeline}
          shape={shape}
          totalMs={totalMs}
          firstTokenMs={detail.firstTokenMs}
          active={active}
          onChoose={setActive}
          format={formatDuration}
          words={{
            rate: rateWords,
            provider: t("timeline.fromProvider"),
            client: t("timeline.toClient"),
          }}
        />
        <Legend />
      </div>
      <PieceReading timeline={timeline} shape={shape} tokens={detail.completionTokens} index={active} text={text} />
      <Section title={t("timeline.figures")}>
        <Figures detail={detail} timeline={timeline} shape={shape} />
      </Section>
      <GapList gaps={shape.gaps} onChoose={setActive} />
      <PieceTable series={timeline.toClient} tokens={detail.completionTokens} bytes={shape.bytes} text={text} />
    </div>
  );
}

function highest(rates: readonly Rate[], name: "tokensPerSecond" | "bytesPerSecond"): number {
  return rates.reduce((most, rate) => Math.max(most, rate[name] ?? 0), 0);
}

const marks = [
  { name: "first", colour: "bg-ok" },
  { name: "stall", colour: "bg-danger" },
  { name: "pause", colour: "bg-warn" },
  { name: "waits", colour: "bg-mark-purple" },
] as const;

function Legend(): ReactNode {
  const { t } = useTranslation();
  return (
    <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 px-3 pb-1 text-sm text-muted">
      {marks.map(({ name, colour }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className={`h-0.5 w-3 ${colour}`} />
          {t(`timeline.mark.${name}`)}
        </li>
      ))}
    </ul>
  );
}

function Figures({ detail, timeline, shape }: ShownProps & { readonly shape: ReturnType<typeof shapeOf> }): ReactNode {
  const { t } = useTranslation();
  const { toClient, fromProvider } = timeline;
  const peak = highest(shape.rates, "tokensPerSecond");
  return (
    <>
      <KeyValues
        rows={[
          { name: t("timeline.first"), value: formatDuration(detail.firstTokenMs) },
          { name: t("timeline.pieces"), value: `${formatCount(toClient.times.length)} · ${formatBytes(shape.bytes)}` },
          {
            name: t("timeline.reads"),
            value: fromProvider.times.length === 0 ? null : formatCount(fromProvider.times.length),
          },
          { name: t("timeline.medianGap"), value: formatDuration(shape.medianGapMs) },
          { name: t("timeline.longestGap"), value: formatDuration(shape.longestGapMs) },
          { name: t("timeline.peak"), value: peak === 0 ? null : t("detail.perSecond", { rate: peak.toFixed(1) }) },
        ]}
      />
      <p className="mt-2 max-w-prose text-sm text-faint">
        {detail.completionTokens === null ? t("timeline.noTokens") : t("timeline.shares")}{" "}
        {t("timeline.rule", {
          stall: formatDuration(stallMs),
          factor: pauseFactor,
          least: formatDuration(leastPauseMs),
        })}
        {toClient.grainMs > 0 && ` ${t("timeline.grain", { grain: formatDuration(toClient.grainMs) })}`}
      </p>
    </>
  );
}
