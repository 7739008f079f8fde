/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/**
 * The virtualised list. At the top it follows what is new; scrolled away it holds still and counts.
 *
 * Rows have one height and fixed columns, so a row that fills in while it runs moves nothing. Narrow panes drop columns.
 */
import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useEffect, useRef, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RequestMark } from "../../../gateway/contract/request-search.ts";
import type { SpendLogRow } from "../../../gateway/contract/spend-log.ts";
import type { RequestRows } from "../../api/use-request-rows.ts";
import { Button } from "../../ui/button.tsx";
import type { Column } from "./request-columns.tsx";
import { headerHeight, RequestListHeader, RequestListRow, rowId } from "./request-list-row.tsx";
import { useHeldRows } from "./use-held-rows.ts";

const rowHeight = 30;
/** With the line that shows the searched words. */
const textRowHeight = 50;
const overscan = 6;
const nearEnd = 40;

export interface RequestListProps {
  readonly list: RequestRows;
  readonly columns: readonly Column[];
  readonly marks: Readonly<Record<string, RequestMark>>;
  readonly active: string | null;
  readonly selected: ReadonlySet<string>;
  /** Rows have a second line with the searched words. */
  readonly hasSnippets: boolean;
  readonly onPick: (id: string, event: MouseEvent) => void;
}

export function RequestList(props: RequestListProps): ReactNode {
  const { list, columns, active, hasSnippets } = props;
  const { t } = useTranslation();
  const height = hasSnippets ? textRowHeight : rowHeight;
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, waiting, onScroll } = useHeldRows(list.rows);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan,
    // The head stays in view, so rows begin below it.
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  const activeIndex = active === null ? -1 : rows.findIndex((row) => row.id === active);
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
    // Only a move of the cursor scrolls; a new row above it does not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - nearEnd) list.loadMore();
  }, [lastShown, rows.length, list]);
  return (
    <div className="@container relative flex h-full min-h-0 flex-col">
      {waiting > 0 && <WaitingChip count={waiting} onClick={() => scroller.current?.scrollTo({ top: 0 })} />}
      <div
        role="grid"
        aria-label={t("requests.list")}
        aria-multiselectable
        aria-rowcount={list.hasMore ? -1 : rows.length + 1}
        aria-activedescendant={items.some(({ index }) => index === activeIndex) ? rowId(active ?? "") : undefined}
        tabIndex={0}
        ref={scroller}
        className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-offset-[-2px] [scrollbar-gutter:stable]"
        onScroll={({ currentTarget }) => onScroll(currentTarget.scrollTop < rowHeight / 2)}
      >
        <RequestListHeader columns={columns} />
        <Rows {...props} items={items} rows={rows} totalHeight={virtual.getTotalSize()} height={height} />
      </div>
      {list.isLoadingMore && (
        <output className="absolute right-4 bottom-2 rounded-md bg-raised px-2 py-1 text-sm text-muted shadow-overlay">
          {t("requests.loadingMore")}
        </output>
      )}
    </div>
  );
}

interface RowsProps extends RequestListProps {
  readonly items: readonly VirtualItem[];
  readonly rows: readonly SpendLogRow[];
  readonly totalHeight: number;
  readonly height: number;
}

function Rows({
  items,
  rows,
  totalHeight,
  height,
  list,
  columns,
  marks,
  active,
  selected,
  onPick,
}: RowsProps): ReactNode {
  return (
    <div role="rowgroup" className="relative" style={{ height: totalHeight }}>
      {items.map(({ index, start, key }) => {
        const row = rows[index];
        if (row === undefined) return null;
        return (
          <RequestListRow
            key={key}
            row={row}
            columns={columns}
            mark={marks[row.id] ?? null}
            snippet={list.snippets[row.id] ?? null}
            index={index}
            top={start - headerHeight}
            height={height}
            isActive={row.id === active}
            isSelected={selected.has(row.id)}
            onPick={onPick}
          />
        );
      })}
    </div>
  );
}

function WaitingChip({ count, onClick }: { readonly count: number; readonly onClick: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Button tone="primary" className="absolute top-9 left-1/2 z-10 -translate-x-1/2 shadow-overlay" onClick={onClick}>
      <ArrowUp size={14} aria-hidden />
      {t("requests.newRows", { count })}
    </Button>
  );
}
