/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** One key in the list, and the head above that sorts: the same columns, which go as the pane gets narrow. */
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey, RateState } from "../../../gateway/contract/panel-keys.ts";
import { GridRow } from "../../ui/grid-row.tsx";
import { formatRelative } from "../../ui/relative-time.ts";
import { isDescending, labelOf } from "./key-order.ts";
import type { KeyOrder, KeySearch } from "./key-search.ts";
import { dollars } from "./money-text.ts";
import { SpendBar } from "./spend-bar.tsx";
import { StateBadges } from "./state-badges.tsx";

/** Pixels, line included. */
export const headerHeight = 28;
export const rowHeight = 36;

interface CellProps {
  readonly of: PanelKey;
  /** Epoch milliseconds. */
  readonly now: number;
}

interface Column {
  readonly name: "name" | "state" | "spent" | "resets" | "limits" | "models" | "lastUsed" | "expires";
  readonly order: KeyOrder | null;
  readonly className: string;
  readonly Cell: (props: CellProps) => ReactNode;
}

const columns: readonly Column[] = [
  { name: "name", order: "name", className: "min-w-0 flex-[2]", Cell: Name },
  { name: "state", order: "state", className: "w-[132px] @min-[860px]:w-[230px]", Cell: State },
  { name: "spent", order: "spent", className: "w-[128px] @min-[640px]:w-[168px]", Cell: Spent },
  { name: "resets", order: null, className: "hidden w-[92px] text-muted @min-[980px]:block", Cell: Resets },
  { name: "limits", order: null, className: "hidden w-[150px] text-muted @min-[1120px]:block", Cell: Minute },
  {
    name: "models",
    order: null,
    className: "hidden min-w-0 flex-1 font-mono text-sm @min-[760px]:block",
    Cell: Models,
  },
  { name: "lastUsed", order: "lastUsed", className: "hidden w-[88px] text-muted @min-[560px]:block", Cell: LastUsed },
  { name: "expires", order: "expires", className: "hidden w-[80px] text-muted @min-[680px]:block", Cell: Expires },
];

const line = "flex items-center gap-3 px-4";

export interface KeyListHeaderProps {
  readonly search: KeySearch;
  readonly onSort: (sort: KeyOrder) => void;
}

export function KeyListHeader({ search, onSort }: KeyListHeaderProps): ReactNode {
  const { t } = useTranslation();
  const Arrow = isDescending(search) ? ArrowDown : ArrowUp;
  return (
    <div role="rowgroup" className="sticky top-0 z-[1] bg-surface" style={{ height: headerHeight }}>
      <div role="row" className={`${line} h-full border-b border-line text-sm text-faint`}>
        {columns.map(({ name, order, className }) => {
          const isSorted = order !== null && search.sort === order;
          const sorted = isSorted ? (isDescending(search) ? "descending" : "ascending") : undefined;
          return (
            <div
              key={name}
              role="columnheader"
              aria-sort={sorted}
              className={`${className.replace(/font-mono|text-muted/g, "")} truncate whitespace-nowrap`}
            >
              {order === null ? (
                t(`virtualKeys.column.${name}`)
              ) : (
                <button
                  type="button"
                  className="inline-flex max-w-full items-center gap-1 rounded-sm hover:text-ink"
                  onClick={() => onSort(order)}
                >
                  <span className="truncate">{t(`virtualKeys.column.${name}`)}</span>
                  {isSorted && <Arrow size={12} className="shrink-0" aria-hidden />}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

export function rowId(id: string): string {
  return `key-${id}`;
}

export interface KeyListRowProps {
  readonly row: PanelKey;
  readonly now: number;
  readonly index: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly onOpen: (id: string) => void;
}

export const KeyListRow = memo(function KeyListRow({
  row,
  now,
  index,
  top,
  isActive,
  onOpen,
}: KeyListRowProps): ReactNode {
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

function Name({ of }: CellProps): ReactNode {
  const hasAlias = of.settings.key_alias !== null;
  return (
    <div className="truncate" title={labelOf(of)}>
      <span className={hasAlias ? "font-medium" : "font-mono"}>{labelOf(of)}</span>
      {hasAlias && <span className="ml-2 hidden font-mono text-sm text-faint @min-[860px]:inline">{of.keyName}</span>}
    </div>
  );
}

function State({ of }: CellProps): ReactNode {
  return <StateBadges of={of} isListed />;
}

function Spent({ of: { budget } }: CellProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-[3px]">
      <span className="truncate leading-4">
        {dollars(budget.spent)}
        <span className="text-faint"> / {budget.max === null ? t("virtualKeys.unlimited") : dollars(budget.max)}</span>
      </span>
      <SpendBar state={budget} label={t("virtualKeys.column.spent")} />
    </div>
  );
}

function Resets({ of: { budget }, now }: CellProps): ReactNode {
  const { t, i18n } = useTranslation();
  return budget.resetAt === null ? t("virtualKeys.never") : formatRelative(budget.resetAt, now, i18n.language);
}

/** What is used of the key's own limits; those of single models are in its detail. */
function Minute({ of: { rates } }: CellProps): ReactNode {
  const { t } = useTranslation();
  const own = rates.find(({ alias }) => alias === null);
  if (own === undefined) return t("virtualKeys.form.noLimit");
  return <span title={t("virtualKeys.column.limits")}>{rateText(own)}</span>;
}

function rateText({ rpm, tpm, parallel, requests, tokens, running }: RateState): string {
  const parts = [];
  if (rpm !== null) parts.push(`${short(requests)}/${short(rpm)} rpm`);
  if (tpm !== null) parts.push(`${short(tokens)}/${short(tpm)} tpm`);
  if (parallel !== null && parts.length < 2) parts.push(`${short(running)}/${short(parallel)} ∥`);
  return parts.join(" · ");
}

function short(count: number): string {
  return Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 }).format(count);
}

function Models({ of: { settings } }: CellProps): ReactNode {
  const { t } = useTranslation();
  const { models } = settings;
  if (models.length === 0) return <span className="font-sans text-base text-muted">{t("virtualKeys.allModels")}</span>;
  return (
    <div className="truncate" title={models.join("\n")}>
      {models.join(", ")}
    </div>
  );
}

function LastUsed({ of: { lastUsedAt }, now }: CellProps): ReactNode {
  const { t, i18n } = useTranslation();
  return lastUsedAt === null ? t("virtualKeys.notUsed") : formatRelative(lastUsedAt, now, i18n.language);
}

function Expires({ of: { expiresAt }, now }: CellProps): ReactNode {
  const { t, i18n } = useTranslation();
  return expiresAt === null ? t("virtualKeys.never") : formatRelative(expiresAt, now, i18n.language);
}
