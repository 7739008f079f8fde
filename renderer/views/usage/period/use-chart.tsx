/** The chart over a period with what the pointer is on, what has no known price under it, and the same as a table. */
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageReport, UsageScope } from "../../../../gateway/contract/usage-figures.ts";
import type { Step } from "../../../api/period-edges.ts";
import { requestsAddress } from "../../../api/requests-address.ts";
import { axisWidth, BarChart, rightPadding, type BarSeries } from "../../../ui/bar-chart.tsx";
import { Button } from "../../../ui/button.tsx";
import { Section } from "../../../ui/section.tsx";
import { seriesOf } from "./chart-series.ts";
import { formatAxisCount, formatAxisUsd, formatPart } from "./format-part.ts";
import { formatShare } from "./format-share.ts";
import type { Metric } from "./metrics.ts";
import { PartTable } from "./part-table.tsx";
import { Readout } from "./readout.tsx";
import { useNameOf } from "./use-name-of.ts";

export interface UseChartProps {
  readonly report: UsageReport;
  readonly by: UsageScope;
  readonly metric: Metric;
  readonly step: Step;
}

const height = 240;
const formats: Record<Metric, (value: number) => string> = {
  cost: formatAxisUsd,
  requests: formatAxisCount,
  errors: formatAxisCount,
  tokens: formatAxisCount,
  cache: formatShare,
};
/** The scale's end at least, so that nothing is drawn as if it were much. */
const least: Record<Metric, number> = { cost: 0.000_001, requests: 4, errors: 4, tokens: 100, cache: 1 };
/** Where nothing was paid at all there is no small amount to be seen. */
const leastOfNothingUsd = 0.01;

export function UseChart({ report, by, metric, step }: UseChartProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [isTable, setIsTable] = useState(false);
  const [part, setPart] = useState<number | null>(null);
  const nameOf = useNameOf(by);
  const { edges, buckets } = report;
  const labels = useMemo(
    () => edges.slice(0, -1).map((edge) => formatPart(edge, step, i18n.language, false)),
    [edges, step, i18n.language],
  );
  const words = { nameOf, others: t("usage.others"), all: t(`usage.metric.${metric}`) };
  const series = seriesOf(report, by, metric, words);
  const title = t("usage.chart", { metric: t(`usage.metric.${metric}`), by: t(`usage.scope.${by}`) });
  const pick = (index: number): void => {
    const range = { since: edges[index] ?? 0, until: edges[index + 1] ?? 0 };
    const address = requestsAddress({ ...range, errors: metric === "errors" });
    if (address !== null && (buckets[index]?.requests ?? 0) > 0) window.location.hash = address.slice(1);
  };
  return (
    <Section
      title={title}
      action={
        <Button tone="quiet" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {t("usage.chartTable")}
        </Button>
      }
    >
      {isTable ? (
        <PartTable report={report} step={step} />
      ) : (
        <>
          <Legend series={series} />
          <BarChart
            labels={labels}
            series={series}
            format={formats[metric]}
            least={metric === "cost" && report.total.nanos === "0" ? leastOfNothingUsd : least[metric]}
            height={height}
            onHover={setPart}
            onPick={pick}
          />
          {metric === "cost" && <UnpricedStrip report={report} />}
          <Readout report={report} part={part} step={step} />
        </>
      )}
    </Section>
  );
}

function Legend({ series }: { readonly series: readonly BarSeries[] }): ReactNode {
  return (
    <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
      {series.map(({ label, colour }) => (
        <li key={colour} className="flex max-w-64 items-center gap-1.5">
          <span aria-hidden className="size-2.5 shrink-0 rounded-sm" style={{ background: `var(${colour})` }} />
          <span className="truncate">{label}</span>
        </li>
      ))}
    </ul>
  );
}

/** Drawn apart and hatched: no height could stand for a price that nobody knows. */
function UnpricedStrip({ report: { buckets } }: { readonly report: UsageReport }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="flex h-5 items-center" style={{ paddingRight: rightPadding }}>
      <span className="truncate pr-1.5 text-right text-xs text-warn" style={{ width: axisWidth }}>
        {t("usage.unpricedShort")}
      </span>
      <div aria-hidden title={t("usage.unpricedStrip")} className="flex h-4 flex-1 bg-sunken">
        {buckets.map(({ unpriced }, index) => (
          <span key={index} className="flex h-full min-w-0 flex-1 justify-center">
            {unpriced > 0 && (
              <span
                title={t("usage.unpricedOf", { count: unpriced })}
                className="h-full w-[72%] max-w-12 overflow-hidden rounded-sm border border-warn text-center text-xs leading-[14px] text-warn"
                style={hatched}
              >
                {buckets.length <= 31 ? unpriced : ""}
              </span>
            )}
          </span>
        ))}
      </div>
    </div>
  );
}

const hatched = {
  background: "repeating-linear-gradient(135deg, var(--warn-tint) 0 3px, var(--surface) 3px 6px)",
} as const;
