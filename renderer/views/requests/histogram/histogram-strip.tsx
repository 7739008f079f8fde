/**
 * Requests over time above the list, errors in their colour. A brush, or the arrow keys and Enter, narrow the list to a
 * range of time; the words below say what is counted, and never add an unknown cost to a known one.
 */
import { useQuery } from "@tanstack/react-query";
import { memo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Histogram } from "../../../../gateway/contract/request-search.ts";
import { histogramQuery } from "../../../api/queries.ts";
import type { RequestFilter } from "../../../api/request-filter.ts";
import { Button } from "../../../ui/button.tsx";
import { formatDateTime, formatUsd } from "../../../ui/format.ts";
import { rangeOf, type TimeRange } from "./bars.ts";
import { Brush } from "./brush.tsx";

export interface HistogramStripProps {
  readonly filter: RequestFilter;
  readonly onRange: (range: TimeRange | null) => void;
}

export const HistogramStrip = memo(function HistogramStrip({ filter, onRange }: HistogramStripProps): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(histogramQuery(filter));
  const [pointed, setPointed] = useState<number | null>(null);
  const isRanged = filter.since !== undefined || filter.until !== undefined;
  return (
    <section aria-label={t("histogram.title")} className="shrink-0 border-b border-line px-4 pt-2 pb-1">
      <div className="h-11">
        {data !== undefined && <Brush histogram={data} onPoint={setPointed} onRange={onRange} />}
      </div>
      <div className="flex h-6 items-center gap-3 text-sm text-muted">
        <span className="min-w-0 flex-1 truncate">
          {data !== undefined && <Words histogram={data} pointed={pointed} />}
        </span>
        {/* Always there, so that nothing moves. */}
        <Button
          tone="quiet"
          className={`h-5! px-1.5! text-sm ${isRanged ? "" : "invisible"}`}
          onClick={() => onRange(null)}
        >
          {t("histogram.wholeTime")}
        </Button>
      </div>
    </section>
  );
});

function Words({ histogram, pointed }: { readonly histogram: Histogram; readonly pointed: number | null }): ReactNode {
  const { t, i18n } = useTranslation();
  const at = pointed === null ? undefined : histogram.buckets[pointed];
  const { count, errors, costUsdNanos, unknownCost } = at ?? histogram.total;
  const range = pointed === null ? null : rangeOf(histogram, pointed, pointed);
  const { from, stepMs, buckets } = histogram;
  const time =
    range === null
      ? `${formatDateTime(from, i18n.language)} – ${formatDateTime(from + buckets.length * stepMs, i18n.language)}`
      : formatDateTime(range.since, i18n.language);
  const number = (value: number): string => value.toLocaleString("en-US");
  return (
    <>
      <span className="text-faint">{time}</span>
      {" · "}
      {t("histogram.requests", { count, shown: number(count) })}
      {errors > 0 && (
        <span className="text-danger"> · {t("histogram.errors", { count: errors, shown: number(errors) })}</span>
      )}
      {/* A sum of nothing is no cost of zero. */}
      {(unknownCost < count || count === 0) && ` · ${formatUsd(costUsdNanos)}`}
      {unknownCost > 0 && (
        <span className="text-faint">
          {unknownCost < count ? " + " : " · "}
          {t("histogram.unknownCost", { shown: number(unknownCost) })}
        </span>
      )}
      {histogram.countedFrom !== null && (
        <span className="text-warn">
          {" · "}
          {t("histogram.countedFrom", { time: formatDateTime(histogram.countedFrom, i18n.language) })}
        </span>
      )}
    </>
  );
}
