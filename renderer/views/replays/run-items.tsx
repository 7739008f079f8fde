/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** The rows of a run, virtualised; each has one height, so nothing moves while they come in. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ReplayFacts, RunItem } from "../../../gateway/contract/replay.ts";
import { GridRow } from "../../ui/grid-row.tsx";
import { Badge } from "../../ui/badge.tsx";
import { formatCount, formatDuration, formatUsd } from "../../ui/format.ts";
import { itemTones } from "./item-tones.ts";

const rowHeight = 30;
const overscan = 8;

export interface RunItemsProps {
  readonly items: readonly RunItem[];
  /** Position of the chosen one. */
  readonly active: number | null;
  readonly onOpen: (position: string) => void;
}

export function RunItems({ items, active, onOpen }: RunItemsProps): ReactNode {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    getItemKey: (index) => items[index]?.position ?? index,
  });
  const activeIndex = items.findIndex(({ position }) => position === active);
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
    // Only a move of the cursor scrolls; a row that comes in does not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  const shown = virtual.getVirtualItems();
  return (
    <div className="@container h-full min-h-0">
      <div
        role="grid"
        aria-label={t("replays.rows")}
        aria-rowcount={items.length + 1}
        aria-activedescendant={shown.some(({ index }) => index === activeIndex) ? rowId(active ?? 0) : undefined}
        tabIndex={0}
        ref={scroller}
        className="h-full min-h-0 overflow-x-hidden overflow-y-auto outline-offset-[-2px] [scrollbar-gutter:stable]"
      >
        <Head />
        {items.length === 0 && <p className="p-6 text-center text-muted">{t("replays.noneOfThese")}</p>}
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start, key }) => {
            const item = items[index];
            return item === undefined ? null : (
              <Row
                key={key}
                item={item}
                index={index}
                top={start - rowHeight}
                isActive={item.position === active}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

const line = "flex items-center gap-3 px-4";
const columns = [
  { name: "row", className: "w-9 text-right tabular-nums" },
  { name: "state", className: "w-[76px]" },
  { name: "asked", className: "min-w-0 flex-1" },
  { name: "cost", className: "w-[186px] text-right tabular-nums" },
  { name: "completionTokens", className: "hidden w-[96px] text-right tabular-nums @min-[760px]:block" },
  { name: "total", className: "hidden w-[136px] text-right tabular-nums @min-[560px]:block" },
] as const;

function Head(): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className="sticky top-0 z-[1] bg-surface" style={{ height: rowHeight }}>
      <div role="row" className={`${line} h-full border-b border-line text-sm text-faint`}>
        {columns.map(({ name, className }) => (
          <div key={name} role="columnheader" className={`${className} truncate`}>
            {t(name === "row" || name === "asked" ? `replays.${name}` : `replays.fact.${name}`)}
          </div>
        ))}
      </div>
    </div>
  );
}

function rowId(position: number): string {
  return `run-row-${position}`;
}

interface RowProps {
  readonly item: RunItem;
  readonly index: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly onOpen: (position: string) => void;
}

function Row({ item, index, top, isActive, onOpen }: RowProps): ReactNode {
  const { t } = useTranslation();
  const { position, state } = item;
  const cells: Record<(typeof columns)[number]["name"], ReactNode> = {
    row: position + 1,
    state: <Badge tone={itemTones[state]}>{t(`replays.itemState.${state}`)}</Badge>,
    asked: item.asked ?? <span className="font-mono text-sm text-faint">{item.sourceId.slice(0, 9)}</span>,
    cost: (
      <Pair
        item={item}
        of={({ costUsdNanos, isUnpriced, isEstimate }) =>
          isUnpriced ? t("app.unknown") : `${isEstimate ? "≈ " : ""}${formatUsd(costUsdNanos)}`
        }
      />
    ),
    completionTokens: <Pair item={item} of={({ completionTokens }) => formatCount(completionTokens)} />,
    total: <Pair item={item} of={({ totalMs }) => formatDuration(totalMs)} />,
  };
  return (
    <GridRow
      id={rowId(position)}
      index={index}
      top={top}
      height={rowHeight}
      isActive={isActive}
      className={line}
      onClick={() => onOpen(String(position))}
    >
      {columns.map(({ name, className }) => (
        <div key={name} role="gridcell" className={`${className} truncate whitespace-nowrap`}>
          {cells[name]}
        </div>
      ))}
    </GridRow>
  );
}

interface PairProps {
  readonly item: RunItem;
  readonly of: (facts: ReplayFacts) => string;
}

function Pair({ item: { before, after }, of }: PairProps): ReactNode {
  return (
    <>
      <span className="text-muted">{before !== null && of(before)}</span>
      {after !== null && ` → ${of(after)}`}
    </>
  );
}
