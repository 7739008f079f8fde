/** What goes on now, live, and what today has cost so far; each leads to where it comes from. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageNow } from "../../../gateway/contract/usage-figures.ts";
import { edgesOf } from "../../api/period-edges.ts";
import { requestsAddress } from "../../api/requests-address.ts";
import { useFreshUsage } from "../../api/use-fresh-usage.ts";
import { useQuarter } from "../../api/use-quarter.ts";
import { usageNowQuery, usageQuery } from "../../api/usage-queries.ts";
import { dash, formatCount, formatDuration, formatUsd } from "../../ui/format.ts";
import { Section } from "../../ui/section.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";

export function NowPanel(): ReactNode {
  const { t } = useTranslation();
  useFreshUsage();
  const { data: now, dataUpdatedAt } = useQuery(usageNowQuery);
  return (
    <Section
      title={t("usage.now.title")}
      action={
        <Link to="/usage" className="rounded-sm text-sm text-accent hover:underline">
          {t("usage.now.all")}
        </Link>
      }
    >
      <div
        title={t("usage.now.source")}
        className="grid grid-cols-2 gap-x-6 gap-y-2 border-t border-line pt-2 min-[700px]:grid-cols-3 min-[1100px]:grid-cols-6"
      >
        <Rate now={now ?? null} />
        <Figure name={t("usage.now.running")} value={now === undefined ? dash : formatCount(now.running)}>
          {now !== undefined && (now.sinceStart ? t("usage.now.sinceStart") : t("usage.now.window"))}
        </Figure>
        <Errors now={now ?? null} readAt={dataUpdatedAt} />
        <Latency name={t("usage.now.latency")} times={now?.totalMs ?? null} />
        <Latency name={t("usage.now.firstToken")} times={now?.firstTokenMs ?? null} />
        <Today />
      </div>
    </Section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly children?: ReactNode;
}

/** A figure keeps its place and its height, whatever it says. */
function Figure({ name, value, children }: FigureProps): ReactNode {
  return (
    <dl className="min-w-0">
      <dt className="truncate text-sm text-muted">{name}</dt>
      <dd className="truncate text-lg font-semibold">{value}</dd>
      <dd className="h-7 truncate text-sm text-faint">{children}</dd>
    </dl>
  );
}

/** The list goes on beyond now. */
const dayMs = 86_400_000;

interface NowProps {
  readonly now: UsageNow | null;
}

function Rate({ now }: NowProps): ReactNode {
  const { t } = useTranslation();
  const steps = now?.steps ?? [];
  return (
    <Figure name={t("usage.now.rate")} value={now === null ? dash : now.requestsPerSecond.toFixed(1)}>
      <Sparkline values={steps.map(({ requests }) => requests)} bad={steps.map(({ errors }) => errors)} height={24} />
    </Figure>
  );
}

function Errors({ now, readAt }: NowProps & { readonly readAt: number }): ReactNode {
  const { t } = useTranslation();
  if (now === null) return <Figure name={t("usage.now.errorRate")} value={dash} />;
  const { requests, errors, windowMs } = now;
  const share = requests === 0 ? dash : `${((errors / requests) * 100).toFixed(1)}%`;
  const since = Math.round(readAt - windowMs);
  const address = requestsAddress({ since, until: readAt + dayMs, errors: true });
  return (
    <Figure name={t("usage.now.errorRate")} value={<span className={errors > 0 ? "text-danger" : ""}>{share}</span>}>
      {requests === 0 && t("usage.now.none")}
      {requests > 0 && errors === 0 && t("usage.now.of", { count: 0, all: formatCount(requests) })}
      {errors > 0 && (
        <a href={address ?? ""} className="rounded-sm text-accent hover:underline">
          {t("usage.now.of", { count: errors, all: formatCount(requests) })}
        </a>
      )}
    </Figure>
  );
}

interface LatencyProps {
  readonly name: string;
  readonly times: UsageNow["totalMs"] | null;
}

function Latency({ name, times }: LatencyProps): ReactNode {
  const { t } = useTranslation();
  const isKnown = times !== null && times.p50 !== null;
  const value = isKnown ? `${formatDuration(times.p50)} / ${formatDuration(times.p95)}` : dash;
  return (
    <Figure name={name} value={value}>
      {times !== null && !isKnown && t("usage.now.tooFew")}
    </Figure>
  );
}

function Today(): ReactNode {
  const { t } = useTranslation();
  const quarter = useQuarter();
  const { edges } = useMemo(() => edgesOf({ name: "today" }, quarter), [quarter]);
  const { data } = useQuery(usageQuery(edges, "alias"));
  const total = data?.total;
  const isKnown = total !== undefined && (total.charges === 0 || total.unpriced < total.charges);
  return (
    <Figure
      name={t("usage.now.today")}
      value={total === undefined ? dash : isKnown ? formatUsd(total.nanos) : t("app.unknown")}
    >
      {total !== undefined && total.unpriced > 0 ? (
        <span className="text-warn">{t("usage.unpricedOf", { count: total.unpriced })}</span>
      ) : (
        total !== undefined && `${t("usage.requests")} ${formatCount(total.requests)}`
      )}
    </Figure>
  );
}
