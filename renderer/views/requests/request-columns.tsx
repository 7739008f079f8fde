/** The list's columns: what each shows, how wide it is, and from which width of the pane on it is there. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogRow } from "../../../gateway/contract/spend-log.ts";
import { operationName } from "../../api/operation-name.ts";
import { requestTones } from "../../api/request-tone.ts";
import { Badge } from "../../ui/badge.tsx";
import { dash, formatCount, formatDuration, formatUsd, formatWhen } from "../../ui/format.ts";
import { shortReason } from "./short-reason.ts";
import { useNow } from "./use-now.ts";

export const columnNames = [
  "time",
  "state",
  "operation",
  "route",
  "provider",
  "status",
  "firstToken",
  "total",
  "tokens",
  "cost",
  "attempts",
  "key",
  "tags",
  "client",
] as const;
export type ColumnName = (typeof columnNames)[number];

/** Without these a row says nothing. */
export const fixedColumns: ReadonlySet<ColumnName> = new Set(["time", "state", "route"]);
/** Shown until the user chooses. */
export const usualColumns: ReadonlySet<ColumnName> = new Set(
  columnNames.filter((name) => name !== "attempts" && name !== "key" && name !== "tags"),
);

export interface Column {
  readonly name: ColumnName;
  readonly className: string;
  readonly cell: (row: SpendLogRow) => ReactNode;
}

const right = "text-right";
export const columns: readonly Column[] = [
  {
    name: "time",
    className: "w-[104px] font-mono text-sm text-muted",
    cell: (row) => formatWhen(row.startedAt, Date.now()),
  },
  { name: "state", className: "w-[92px]", cell: (row) => <StateBadge row={row} /> },
  {
    name: "operation",
    className: "hidden w-[92px] truncate text-muted @min-[1080px]:block",
    cell: (row) => <Operation row={row} />,
  },
  { name: "route", className: "min-w-0 flex-1 font-mono text-sm", cell: (row) => <Route row={row} /> },
  { name: "provider", className: "hidden w-[88px] truncate @min-[1300px]:block", cell: (row) => row.provider ?? dash },
  { name: "status", className: `hidden w-[56px] @min-[760px]:block ${right}`, cell: (row) => row.status ?? dash },
  {
    name: "firstToken",
    className: `hidden w-[68px] @min-[900px]:block ${right}`,
    cell: (row) => (row.stream ? formatDuration(row.firstTokenMs) : dash),
  },
  {
    name: "total",
    className: `w-[72px] ${right}`,
    cell: (row) => (row.state === "in_flight" ? <Elapsed since={row.startedAt} /> : formatDuration(row.totalMs)),
  },
  { name: "tokens", className: `hidden w-[108px] @min-[640px]:block ${right}`, cell: tokens },
  {
    name: "cost",
    className: `hidden w-[90px] @min-[840px]:block ${right}`,
    cell: (row) => (row.isEstimate && row.costUsdNanos !== null ? "≈ " : "") + formatUsd(row.costUsdNanos),
  },
  { name: "attempts", className: `hidden w-[52px] @min-[720px]:block ${right}`, cell: (row) => row.attempts },
  {
    name: "key",
    className: "hidden w-[100px] truncate text-muted @min-[720px]:block",
    cell: (row) => row.keyName ?? row.keyDigest ?? dash,
  },
  {
    name: "tags",
    className: "hidden w-[120px] truncate text-muted @min-[720px]:block",
    cell: ({ tags = [] }) => (tags.length === 0 ? dash : tags.join(", ")),
  },
  {
    name: "client",
    className: "hidden w-[128px] truncate text-muted @min-[1160px]:block",
    cell: (row) => row.userAgent ?? row.clientAddress ?? dash,
  },
];

/** What a running stream has brought so far is counted by its events. */
function tokens({ promptTokens, completionTokens, state, isEstimate }: SpendLogRow): string {
  const isGrowing = state === "in_flight" && isEstimate && completionTokens !== null;
  return `${formatCount(promptTokens)} / ${isGrowing ? "≈ " : ""}${formatCount(completionTokens)}`;
}

function Elapsed({ since }: { readonly since: number }): ReactNode {
  const now = useNow();
  return <span className="text-info">{formatDuration(Math.max(0, now - since))}</span>;
}

function StateBadge({ row: { state } }: { readonly row: SpendLogRow }): ReactNode {
  const { t } = useTranslation();
  return (
    <Badge tone={requestTones[state]} title={t(`requests.stateMeaning.${state}`)}>
      {t(`requests.stateName.${state}`)}
    </Badge>
  );
}

function Operation({ row: { operation } }: { readonly row: SpendLogRow }): ReactNode {
  const { t } = useTranslation();
  return operationName(operation, t);
}

/** A row that failed says why, in the place of the model: both would cut each other off. */
function Route({ row: { alias, upstreamModel, state, errorMessage } }: { readonly row: SpendLogRow }): ReactNode {
  const { t } = useTranslation();
  const why = state === "interrupted" ? t("requests.stateMeaning.interrupted") : errorMessage;
  return (
    <div className="truncate" title={why ?? undefined}>
      {alias === "" ? dash : alias}
      {why === null && upstreamModel !== null && upstreamModel !== alias && (
        <span className="text-muted"> → {upstreamModel}</span>
      )}
      {why !== null && <span className="ml-2 font-sans text-danger">{shortReason(why)}</span>}
    </div>
  );
}
