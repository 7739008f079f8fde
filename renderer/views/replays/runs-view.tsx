/** Every run that is kept, newest first, by keyboard. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RunHead } from "../../../gateway/contract/replay.ts";
import { BillText } from "../../api/bill-text.tsx";
import { replayRunsQuery } from "../../api/replay-queries.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatWhen } from "../../ui/format.ts";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { itemTones, runTones } from "./item-tones.ts";
import { RunProgress } from "./run-progress.tsx";

export function RunsView(): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch, dataUpdatedAt } = useQuery(replayRunsQuery);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
        <h1 className="text-lg font-semibold">{t("replays.title")}</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        {data === undefined && error === null && <Skeleton lines={6} label={t("app.loading")} />}
        {data === undefined && error !== null && (
          <ErrorState
            title={t("app.errorTitle")}
            text={error.message}
            retryLabel={t("app.retry")}
            onRetry={() => void refetch()}
          />
        )}
        {data?.runs.length === 0 && (
          <EmptyState title={t("replays.runsEmptyTitle")} text={t("replays.runsEmptyText")}>
            <Link to="/requests" className="text-accent hover:underline">
              {t("replays.toRequests")}
            </Link>
          </EmptyState>
        )}
        {data !== undefined && data.runs.length > 0 && <Runs runs={data.runs} now={dataUpdatedAt} />}
      </div>
    </div>
  );
}

const head = "h-7 px-3 text-left text-sm font-normal text-faint whitespace-nowrap first:pl-5";
const cell = "h-9 px-3 whitespace-nowrap first:pl-5";

function Runs({ runs, now }: { readonly runs: readonly RunHead[]; readonly now: number }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [active, setActive] = useState<string | null>(null);
  const open = (id: string): void => void navigate({ to: "/replays/$id", params: { id } });
  useListKeys({
    ids: runs.map(({ id }) => id),
    active,
    move: setActive,
    open,
    close: () => setActive(null),
    focusFilter: () => undefined,
  });
  return (
    <table aria-label={t("replays.runs")} className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line">
          {(["when", "candidate", "state", "progress", "result", "bill"] as const).map((name) => (
            <th key={name} className={head}>
              {t(`replays.column.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          // The link in it is the way for keyboards; a click anywhere on the row is one more.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
          <tr
            key={run.id}
            aria-current={run.id === active}
            className={`cursor-default border-b border-line ${run.id === active ? "bg-selected" : "hover:bg-hover"}`}
            onClick={() => open(run.id)}
          >
            <td className={`${cell} text-muted tabular-nums`}>{formatWhen(run.createdAt, now)}</td>
            <td className={`${cell} max-w-64 truncate`}>
              <Link to="/replays/$id" params={{ id: run.id }} className="font-mono text-sm hover:underline">
                {run.alias}
              </Link>
            </td>
            <td className={cell}>
              <Badge tone={runTones[run.state]}>{t(`replays.runState.${run.state}`)}</Badge>
            </td>
            <td className={cell}>
              <RunProgress run={run} />
            </td>
            <td className={cell}>
              <Results run={run} />
            </td>
            <td className={`${cell} tabular-nums`}>
              <BillText bill={run.sums.before} /> → <BillText bill={run.sums.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Results({ run: { sums } }: { readonly run: RunHead }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="flex gap-1.5">
      {(["same", "changed", "failed"] as const)
        .filter((state) => (sums.counts[state] ?? 0) > 0)
        .map((state) => (
          <Badge key={state} tone={itemTones[state]}>
            {t(`replays.itemState.${state}`)} {sums.counts[state]}
          </Badge>
        ))}
    </span>
  );
}
