/** A period: totals, a chart over it, the names it is broken down by, and where all of that comes from. Live. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageReport, UsageScope } from "../../../../gateway/contract/usage-figures.ts";
import { edgesOf, type Step } from "../../../api/period-edges.ts";
import { useFreshUsage } from "../../../api/use-fresh-usage.ts";
import { useQuarter } from "../../../api/use-quarter.ts";
import { usageQuery } from "../../../api/usage-queries.ts";
import { EmptyState, ErrorState, Skeleton } from "../../../ui/states.tsx";
import type { UsageSearch } from "../usage-search.ts";
import type { Metric } from "./metrics.ts";
import { NameTable } from "./name-table.tsx";
import { PeriodBar } from "./period-bar.tsx";
import { SourceLines } from "./source-lines.tsx";
import { Totals } from "./totals.tsx";
import { UseChart } from "./use-chart.tsx";

export interface PeriodViewProps {
  readonly search: UsageSearch;
  readonly onSearch: (change: Partial<UsageSearch>) => void;
}

export function PeriodView({ search, onSearch }: PeriodViewProps): ReactNode {
  const { t } = useTranslation();
  useFreshUsage();
  const now = useQuarter();
  const { period: name = "today", from, to, by = "alias", show = "cost" } = search;
  const { edges, step } = useMemo(() => edgesOf({ name, from, to }, now), [name, from, to, now]);
  const { data, error, refetch } = useQuery(usageQuery(edges, by));
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <PeriodBar search={search} report={data ?? null} onSearch={onSearch} />
      <div className="flex flex-col gap-4 px-5 pt-3 pb-6">
        {data !== undefined && (
          <Report report={data} by={by} metric={show} step={step} search={search} onSearch={onSearch} />
        )}
        {data === undefined && error === null && <Skeleton lines={10} label={t("app.loading")} />}
        {data === undefined && error !== null && (
          <ErrorState
            title={t("usage.ledgerGone")}
            text={error.message}
            retryLabel={t("app.retry")}
            onRetry={() => void refetch()}
          />
        )}
      </div>
    </div>
  );
}

interface ReportProps extends PeriodViewProps {
  readonly report: UsageReport;
  readonly by: UsageScope;
  readonly metric: Metric;
  readonly step: Step;
}

function Report({ report, by, metric, step, search, onSearch }: ReportProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Totals report={report} />
      {report.total.requests === 0 ? (
        <EmptyState title={t("usage.emptyTitle")} text={t("usage.emptyText")}>
          <Link to="/" className="rounded-sm text-accent hover:underline">
            {t("usage.emptyConnect")}
          </Link>
        </EmptyState>
      ) : (
        <>
          <UseChart report={report} by={by} metric={metric} step={step} />
          <NameTable report={report} by={by} search={search} onSearch={onSearch} />
        </>
      )}
      <SourceLines report={report} by={by} />
    </>
  );
}
