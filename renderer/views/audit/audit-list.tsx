/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** The virtualised list of acts, newest first; older ones are read as the end comes near. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AuditLine } from "../../../gateway/contract/audit.ts";
import { AuditListHeader, AuditListRow, headerHeight, rowHeight, rowId } from "./audit-list-row.tsx";

const overscan = 6;
const nearEnd = 30;

export interface AuditListProps {
  readonly lines: readonly AuditLine[];
  /** When they were read, epoch milliseconds. */
  readonly now: number;
  readonly active: string | null;
  readonly onOpen: (id: string) => void;
  /** null = there are no older ones. */
  readonly loadMore: (() => void) | null;
  readonly isLoadingMore: boolean;
}

export function AuditList({ lines, now, active, onOpen, loadMore, isLoadingMore }: AuditListProps): ReactNode {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    // The head stays in view, so rows begin below it.
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    getItemKey: (index) => lines[index]?.id ?? index,
  });
  const activeIndex = active === null ? -1 : lines.findIndex(({ id }) => id === active);
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
    // Only a move of the cursor scrolls; a new line above it does not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= lines.length - nearEnd && !isLoadingMore) loadMore?.();
  }, [lastShown, lines.length, isLoadingMore, loadMore]);
  return (
    <div className="@container relative h-full min-h-0">
      <div
        role="grid"
        aria-label={t("audit.list")}
        aria-rowcount={loadMore === null ? lines.length + 1 : -1}
        aria-activedescendant={items.some(({ index }) => index === activeIndex) ? rowId(active ?? "") : undefined}
        tabIndex={0}
        ref={scroller}
        className="h-full min-h-0 overflow-x-hidden overflow-y-auto outline-offset-[-2px] [scrollbar-gutter:stable]"
      >
        <AuditListHeader />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const row = lines[index];
            if (row === undefined) return null;
            const isActive = row.id === active;
            return (
              <AuditListRow
                key={key}
                row={row}
                now={now}
                index={index}
                top={start - headerHeight}
                isActive={isActive}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
      {isLoadingMore && (
        <output className="absolute right-4 bottom-2 rounded-md bg-raised px-2 py-1 text-sm text-muted shadow-overlay">
          {t("audit.loadingMore")}
        </output>
      )}
    </div>
  );
}
