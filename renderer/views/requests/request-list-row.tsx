/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** One request in the list, and the head above: the same columns, which go as the pane gets narrow. */
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogRow } from "../../../gateway/contract/spend-log.ts";
import { operationName } from "../../api/operation-name.ts";
import { requestTones } from "../../api/request-tone.ts";
import { Badge } from "../../ui/badge.tsx";
import { dash, formatCount, formatDuration, formatTime, formatUsd } from "../../ui/format.ts";
import { shortReason } from "./short-reason.ts";

interface Column {
  readonly name:
    | "time"
    | "state"
    | "operation"
    | "route"
    | "provider"
    | "status"
    | "firstToken"
    | "total"
    | "tokens"
    | "cost"
    | "client";
  readonly className: string;
  readonly cell: (row: SpendLogRow) => ReactNode;
}

const right = "text-right";
const columns: readonly Column[] = [
  { name: "time", className: "w-[88px] font-mono text-sm text-muted", cell: (row) => formatTime(row.startedAt) },
  { name: "state", className: "w-[96px]", cell: (row) => <StateBadge row={row} /> },
  {
    name: "operation",
    className: "hidden w-[104px] truncate text-muted @min-[720px]:block",
    cell: (row) => <Operation row={row} />,
  },
  { name: "route", className: "min-w-0 flex-1 font-mono text-sm", cell: (row) => <Route row={row} /> },
  { name: "provider", className: "hidden w-[92px] @min-[1020px]:block", cell: (row) => row.provider ?? dash },
  { name: "status", className: `hidden w-[64px] @min-[720px]:block ${right}`, cell: (row) => row.status ?? dash },
  {
    name: "firstToken",
    className: `hidden w-[76px] @min-[800px]:block ${right}`,
    cell: (row) => (row.stream ? formatDuration(row.firstTokenMs) : dash),
  },
  { name: "total", className: `w-[76px] ${right}`, cell: (row) => formatDuration(row.totalMs) },
  {
    name: "tokens",
    className: `hidden w-[116px] @min-[640px]:block ${right}`,
    cell: (row) => `${formatCount(row.promptTokens)} / ${formatCount(row.completionTokens)}`,
  },
  {
    name: "cost",
    className: `hidden w-[84px] @min-[900px]:block ${right}`,
    cell: (row) => (row.isEstimate && row.costUsdNanos !== null ? "≈ " : "") + formatUsd(row.costUsdNanos),
  },
  {
    name: "client",
    className: "hidden w-[136px] truncate text-muted @min-[1160px]:block",
    cell: (row) => row.userAgent ?? row.clientAddress ?? dash,
  },
];

/** Pixels, line included. */
export const headerHeight = 28;
const line = "flex items-center gap-3 px-4";

export function RequestListHeader(): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className="sticky top-0 z-[1] bg-surface" style={{ height: headerHeight }}>
      <div role="row" className={`${line} h-full border-b border-line text-sm text-faint`}>
        {columns.map(({ name, className }) => (
          <div
            key={name}
            role="columnheader"
            className={`${className.replace(/font-mono|text-muted/g, "")} truncate whitespace-nowrap`}
          >
            {t(`requests.column.${name}`)}
          </div>
        ))}
      </div>
    </div>
  );
}

export interface RequestListRowProps {
  readonly row: SpendLogRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly onOpen: (id: string) => void;
}

export function rowId(id: string): string {
  return `request-${id}`;
}

export const RequestListRow = memo(function RequestListRow({
  row,
  index,
  top,
  height,
  isActive,
  onOpen,
}: RequestListRowProps): ReactNode {
  return (
    // The grid has the focus and the keys; a row only takes the click.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={rowId(row.id)}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      className={`${line} absolute inset-x-0 border-b border-line ${isActive ? "bg-selected" : "hover:bg-hover"}`}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={() => onOpen(row.id)}
    >
      {columns.map(({ name, className, cell }) => (
        <div key={name} role="gridcell" className={`${className} overflow-hidden whitespace-nowrap`}>
          {cell(row)}
        </div>
      ))}
    </div>
  );
});

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
