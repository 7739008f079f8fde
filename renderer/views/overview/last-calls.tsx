/** The newest few requests, live; each opens in Requests. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogRow } from "../../../gateway/contract/spend-log.ts";
import { operationName } from "../../api/operation-name.ts";
import { requestTones } from "../../api/request-tone.ts";
import { useRequestRows } from "../../api/use-request-rows.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatDuration, formatTime } from "../../ui/format.ts";
import { Section } from "../../ui/section.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";

const shownRows = 8;

export function LastCalls(): ReactNode {
  const { t } = useTranslation();
  const { rows, isLoading, error, retry } = useRequestRows({});
  return (
    <Section
      title={t("overview.lastCalls")}
      action={
        <Link to="/requests" className="rounded-sm text-sm text-accent hover:underline">
          {t("overview.lastCallsAll")}
        </Link>
      }
    >
      <div className="border-t border-line">
        {isLoading && <Skeleton lines={3} label={t("app.loading")} />}
        {error !== null && (
          <ErrorState title={t("app.errorTitle")} text={error.message} retryLabel={t("app.retry")} onRetry={retry} />
        )}
        {!isLoading && error === null && rows.length === 0 && (
          <p className="py-3 text-muted">{t("overview.lastCallsEmpty")}</p>
        )}
        <ul aria-label={t("overview.lastCalls")}>
          {rows.slice(0, shownRows).map((row) => (
            <CallRow key={row.id} row={row} />
          ))}
        </ul>
      </div>
    </Section>
  );
}

function CallRow({ row }: { readonly row: SpendLogRow }): ReactNode {
  const { t } = useTranslation();
  return (
    <li className="border-b border-line">
      <Link
        to="/requests"
        search={{ id: row.id }}
        className="grid h-[30px] grid-cols-[92px_96px_112px_minmax(0,1fr)_72px] items-center gap-3 outline-offset-[-2px] hover:bg-hover"
      >
        <span className="font-mono text-sm text-muted">{formatTime(row.startedAt)}</span>
        <span>
          <Badge tone={requestTones[row.state]}>{t(`requests.stateName.${row.state}`)}</Badge>
        </span>
        <span className="truncate text-muted">{operationName(row.operation, t)}</span>
        <span className="truncate font-mono text-sm">
          {row.alias}
          {row.upstreamModel !== null && <span className="text-muted"> → {row.upstreamModel}</span>}
        </span>
        <span className="text-right">{formatDuration(row.totalMs)}</span>
      </Link>
    </li>
  );
}
