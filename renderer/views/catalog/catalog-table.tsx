/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/**
 * The virtualised table. Rows have one height and columns fixed widths, so that figures which come in move nothing; a
 * narrow pane scrolls sideways under the first column.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import type { Column } from "./catalog-columns.tsx";
import { CatalogHead, headHeight } from "./catalog-head.tsx";
import { CatalogTableRow, rowId } from "./catalog-table-row.tsx";
import type { CatalogAddress } from "./use-catalog-address.ts";

const rowHeight = 30;
const overscan = 8;

export interface CatalogTableProps {
  readonly rows: readonly CatalogRow[];
  readonly columns: readonly Column[];
  readonly address: CatalogAddress;
  readonly isCounted: boolean;
}

export function CatalogTable({ rows, columns, address, isCounted }: CatalogTableProps): ReactNode {
  const { active, id, other } = address;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    getItemKey: (index) => rows[index]?.deploymentId ?? index,
  });
  const activeIndex = active === null ? -1 : rows.findIndex(({ deploymentId }) => deploymentId === active);
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
    // Only a move of the cursor scrolls.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  const items = virtual.getVirtualItems();
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div
      role="grid"
      aria-label={t("catalog.list")}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={items.some(({ index }) => index === activeIndex) ? rowId(active ?? "") : undefined}
      tabIndex={0}
      ref={scroller}
      className="h-full min-h-0 overflow-auto outline-offset-[-2px] [scrollbar-gutter:stable]"
    >
      <div style={{ minWidth: width }}>
        <CatalogHead columns={columns} order={address.order} onOrder={address.setOrder} />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <CatalogTableRow
                key={key}
                row={row}
                columns={columns}
                index={index}
                top={start - headHeight}
                height={rowHeight}
                isActive={row.deploymentId === active}
                isChosen={row.deploymentId === id || row.deploymentId === other}
                isCounted={isCounted}
                onOpen={address.open}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
