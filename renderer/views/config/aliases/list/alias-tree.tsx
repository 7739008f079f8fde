/**
 * The list: the same facts and acts as the graph, as a tree of rows that is read and walked line by line.
 *
 * The grid has the focus; rows out of sight are not drawn.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk.ts";
import { nodeCommand, openNode } from "../graph/node-commands.ts";
import { useAliasesOf, useClients } from "../traffic/traffic-context.tsx";
import { TreeRowView, treeColumns } from "./tree-row-view.tsx";
import { treeRows, type TreeRow } from "./tree-rows.ts";

const rowHeight = 32;
/** More aliases than this open folded. */
const openUpTo = 50;

export function AliasTree({ names }: { readonly names: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const id = useId();
  const { rows, toggle } = useTreeRows(names);
  const [current, setCurrent] = useState<string | null>(null);
  const found = rows.findIndex((row) => row.id === current);
  const at = Math.max(0, found);
  const scroller = useRef<HTMLDivElement>(null);
  const { getVirtualItems, getTotalSize, scrollToIndex } = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const go = (place: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (row === undefined) return;
    setCurrent(row.id);
    scrollToIndex(rows.indexOf(row));
  };
  const goTo = (wanted: string): void => {
    const place = rows.findIndex((row) => row.id === wanted);
    if (place !== -1) go(place);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (row === undefined || event.ctrlKey || event.metaKey) return;
    const ways = { go: goTo, then: () => go(at) };
    const isDone =
      (!event.altKey && walkTree(event.key, rows, at, go, toggle)) || nodeCommand(event, row.part, desk, ways);
    if (isDone) event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      role="treegrid"
      tabIndex={0}
      aria-label={t("aliases.table.label")}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={rows.length === 0 ? undefined : `${id}-${at}`}
      className="group size-full overflow-auto outline-offset-[-2px]"
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="sticky top-0 z-[1] bg-surface">
        <div role="row" aria-rowindex={1} className={`${treeColumns} h-7 border-b border-line text-sm text-faint`}>
          {(["name", "what", "state", "traffic"] as const).map((name) => (
            <span key={name} role="columnheader" className="truncate">
              {t(`aliases.table.${name}`)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: getTotalSize() }}>
        {getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <TreeRowView
              key={row.id}
              row={row}
              id={`${id}-${index}`}
              place={index}
              top={start}
              height={rowHeight}
              isCurrent={index === at}
              onToggle={() => toggle(row)}
              onChoose={() => {
                setCurrent(row.id);
                openNode(row.part, desk, goTo);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface TreeRows {
  readonly rows: readonly TreeRow[];
  readonly toggle: (row: TreeRow) => void;
}

function useTreeRows(names: readonly string[]): TreeRows {
  const { index, reading } = useDesk();
  const clients = useClients();
  const aliasesOf = useAliasesOf();
  const isOpenAtFirst = names.length <= openUpTo;
  /** Aliases that are the other way round. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => setTurned(new Set()), [isOpenAtFirst]);
  const rows = useMemo(
    () =>
      treeRows({
        index,
        names,
        defaultFallbacks: reading.defaultFallbacks,
        clients,
        aliasesOf,
        isOpen: (alias) => isOpenAtFirst !== turned.has(alias),
      }),
    [index, names, reading, clients, aliasesOf, isOpenAtFirst, turned],
  );
  const toggle = ({ part, isOpen }: TreeRow): void => {
    if (part.kind !== "alias" || isOpen === null) return;
    const { alias } = part.alias;
    const next = new Set(turned);
    if (!next.delete(alias)) next.add(alias);
    setTurned(next);
  };
  return { rows, toggle };
}

/** @returns whether the key was one of walking */
function walkTree(
  key: string,
  rows: readonly TreeRow[],
  at: number,
  go: (place: number) => void,
  toggle: (row: TreeRow) => void,
): boolean {
  const row = rows[at];
  if (row === undefined) return false;
  const page = 12;
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: rows.length - 1,
  };
  const place = places[key];
  if (place !== undefined) go(place);
  else if (key === "ArrowRight") {
    if (row.isOpen === false) toggle(row);
    else if (row.isOpen === true) go(at + 1);
  } else if (key === "ArrowLeft") {
    if (row.isOpen === true) toggle(row);
    else if (row.level === 2) go(rows.findLastIndex((other, index) => index < at && other.level === 1));
  } else return false;
  return true;
}
