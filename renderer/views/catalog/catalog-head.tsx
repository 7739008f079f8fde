/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** The head of the table: each column sorts, first up, then down, then back to the file's order. */
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "./catalog-columns.tsx";
import type { ColumnName } from "./catalog-search.ts";

export interface Order {
  readonly sort: ColumnName | undefined;
  readonly down: boolean;
}

/** Pixels, line included. */
export const headHeight = 28;
/** Shared with the rows. */
export const cellShape =
  "flex shrink-0 items-center gap-1.5 overflow-hidden px-2 whitespace-nowrap first:pl-4 last:pr-4";
/** The first column stays in view. */
export const stickyFirst = "first:sticky first:left-0 first:z-[1]";

export interface CatalogHeadProps {
  readonly columns: readonly Column[];
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

export function CatalogHead({ columns, order, onOrder }: CatalogHeadProps): ReactNode {
  return (
    <div role="rowgroup" className="sticky top-0 z-[2] bg-surface" style={{ height: headHeight }}>
      <div role="row" className="flex h-full border-b border-line text-sm text-faint">
        {columns.map((column) => (
          <HeadCell key={column.name} column={column} order={order} onOrder={onOrder} />
        ))}
      </div>
    </div>
  );
}

function HeadCell({ column, order, onOrder }: Omit<CatalogHeadProps, "columns"> & { column: Column }): ReactNode {
  const { t } = useTranslation();
  const { name, width, className = "" } = column;
  const isSorted = order.sort === name;
  const Arrow = order.down ? ArrowDown : ArrowUp;
  const isRight = className.includes("justify-end");
  return (
    <div
      role="columnheader"
      aria-sort={isSorted ? (order.down ? "descending" : "ascending") : "none"}
      className={`${cellShape} ${stickyFirst} bg-surface ${isRight ? "justify-end" : ""} ${name === "model" ? "flex-1" : ""}`}
      style={growing(name, width)}
    >
      <button
        type="button"
        className={`flex h-full min-w-0 items-center gap-1 rounded-sm hover:text-ink ${isSorted ? "font-medium text-ink" : ""}`}
        onClick={() => onOrder(nextOrder(name, order))}
      >
        <span className="truncate">{t(`catalog.column.${name}`)}</span>
        {isSorted && <Arrow size={12} className="shrink-0" aria-hidden />}
      </button>
    </div>
  );
}

/** The model's column takes what is left of a wide window. */
export function growing(name: ColumnName, width: number): { readonly width: number } | { readonly minWidth: number } {
  return name === "model" ? { minWidth: width } : { width };
}

function nextOrder(name: ColumnName, { sort, down }: Order): Order {
  if (sort !== name) return { sort: name, down: false };
  return down ? { sort: undefined, down: false } : { sort: name, down: true };
}
