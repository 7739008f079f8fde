/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** The virtualised list of keys; rows have one height, so nothing moves while figures change. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { headerHeight, KeyListHeader, KeyListRow, rowHeight, rowId } from "./key-list-row.tsx";
import type { KeyOrder, KeySearch } from "./key-search.ts";

const overscan = 6;

export interface KeyListProps {
  readonly keys: readonly PanelKey[];
  readonly search: KeySearch;
  /** When the keys were read, epoch milliseconds. */
  readonly now: number;
  readonly active: string | null;
  readonly onOpen: (id: string) => void;
  readonly onSort: (sort: KeyOrder) => void;
}

export function KeyList({ keys, search, now, active, onOpen, onSort }: KeyListProps): ReactNode {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    // The head stays in view, so rows begin below it.
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    getItemKey: (index) => keys[index]?.id ?? index,
  });
  const activeIndex = active === null ? -1 : keys.findIndex(({ id }) => id === active);
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
    // Only a move of the cursor scrolls; a new order does not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  const items = virtual.getVirtualItems();
  return (
    <div className="@container h-full min-h-0">
      <div
        role="grid"
        aria-label={t("virtualKeys.list")}
        aria-rowcount={keys.length + 1}
        aria-activedescendant={items.some(({ index }) => index === activeIndex) ? rowId(active ?? "") : undefined}
        tabIndex={0}
        ref={scroller}
        className="h-full min-h-0 overflow-x-hidden overflow-y-auto outline-offset-[-2px] [scrollbar-gutter:stable]"
      >
        <KeyListHeader search={search} onSort={onSort} />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const row = keys[index];
            if (row === undefined) return null;
            return (
              <KeyListRow
                key={key}
                row={row}
                now={now}
                index={index}
                top={start - headerHeight}
                isActive={row.id === active}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
