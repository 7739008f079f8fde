/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** One act in the list, and the head above: the same columns, which go as the pane gets narrow. */
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AuditLine } from "../../../gateway/contract/audit.ts";
import { Badge } from "../../ui/badge.tsx";
import { GridRow } from "../../ui/grid-row.tsx";
import { formatDateTime, formatWhen } from "../../ui/format.ts";
import { actWords, objectWords, resultTones, whoWords } from "./act-words.ts";

/** Pixels, line included. */
export const headerHeight = 28;
export const rowHeight = 32;

interface CellProps {
  readonly of: AuditLine;
  /** Epoch milliseconds. */
  readonly now: number;
}

interface Column {
  readonly name: "at" | "act" | "object" | "who" | "address" | "changes" | "result";
  readonly className: string;
  readonly Cell: (props: CellProps) => ReactNode;
}

const columns: readonly Column[] = [
  { name: "at", className: "w-[112px] text-muted tabular-nums", Cell: At },
  { name: "act", className: "w-[150px]", Cell: Act },
  { name: "object", className: "min-w-0 flex-[2]", Cell: Subject },
  { name: "who", className: "min-w-0 flex-[1.4] text-muted", Cell: Who },
  {
    name: "address",
    className: "hidden w-[110px] font-mono text-sm text-muted @min-[900px]:block",
    Cell: Address,
  },
  { name: "changes", className: "hidden w-[64px] text-right text-muted @min-[760px]:block", Cell: Count },
  { name: "result", className: "w-[92px]", Cell: Result },
];

const line = "flex items-center gap-3 px-4";

export function AuditListHeader(): ReactNode {
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
            {t(`audit.column.${name}`)}
          </div>
        ))}
      </div>
    </div>
  );
}

export function rowId(id: string): string {
  return `audit-${id}`;
}

export interface AuditListRowProps {
  readonly row: AuditLine;
  readonly now: number;
  readonly index: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly onOpen: (id: string) => void;
}

export const AuditListRow = memo(function AuditListRow({
  row,
  now,
  index,
  top,
  isActive,
  onOpen,
}: AuditListRowProps): ReactNode {
  return (
    <GridRow
      id={rowId(row.id)}
      index={index}
      top={top}
      height={rowHeight}
      isActive={isActive}
      className={line}
      onClick={() => onOpen(row.id)}
    >
      {columns.map(({ name, className, Cell }) => (
        <div key={name} role="gridcell" className={`${className} overflow-hidden whitespace-nowrap`}>
          <Cell of={row} now={now} />
        </div>
      ))}
    </GridRow>
  );
});

function At({ of, now }: CellProps): ReactNode {
  const { i18n } = useTranslation();
  const at = Date.parse(of.at);
  return <span title={formatDateTime(at, i18n.language)}>{formatWhen(at, now).replace(/\.\d+$/, "")}</span>;
}

function Act({ of }: CellProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="truncate font-medium" title={of.act}>
      {actWords(of.act, t)}
    </div>
  );
}

function Subject({ of: { object } }: CellProps): ReactNode {
  const { t } = useTranslation();
  const words = objectWords(object, t);
  return (
    <div className="truncate" title={words}>
      {words}
      {object.name !== null && object.id !== "" && (
        <span className="ml-2 hidden font-mono text-sm text-faint @min-[1000px]:inline">{object.id}</span>
      )}
    </div>
  );
}

function Who({ of: { who } }: CellProps): ReactNode {
  const { t } = useTranslation();
  const words = whoWords(who, t);
  return (
    <div className="truncate" title={words}>
      {words}
    </div>
  );
}

function Address({ of }: CellProps): ReactNode {
  return <div className="truncate">{of.from.address ?? "–"}</div>;
}

function Count({ of: { changes, changesLeftOut } }: CellProps): ReactNode {
  const count = changes.length + changesLeftOut;
  return count === 0 ? "–" : String(count);
}

function Result({ of: { outcome } }: CellProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Badge tone={resultTones[outcome.result]} title={outcome.code ?? ""}>
      {t(`audit.result.${outcome.result}`)}
    </Badge>
  );
}
