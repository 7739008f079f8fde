/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/**
 * The list: the same facts and acts as the graph, as a tree of rows that is read and walked line by line.
 *
 * The grid has the focus; rows out of sight are not drawn.
 */
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk.ts";
import { nodeCommand, openNode } from "../graph/node-commands.ts";
import { treeStep } from "./list-step.ts";
import { TreeRowView, treeColumns } from "./tree-row-view.tsx";
import { useTreeRows } from "./use-tree-rows.ts";
import { useVirtualRows } from "./use-virtual-rows.ts";

const rowHeight = 32;
const headHeight = 28;

export function AliasTree({ names }: { readonly names: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const id = useId();
  const { rows, toggle } = useTreeRows(names);
  const [current, setCurrent] = useState<string | null>(null);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === current),
  );
  const { scroller, shown, height, reveal, page } = useVirtualRows(rows.length, rowHeight, headHeight);
  const go = (place: number): void => {
    setCurrent(rows[place]?.id ?? null);
    reveal(place);
  };
  const goTo = (wanted: string): void => {
    const place = rows.findIndex((row) => row.id === wanted);
    if (place !== -1) go(place);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (row === undefined || event.ctrlKey || event.metaKey) return;
    const step = event.altKey ? null : treeStep(event.key, rows, at, page());
    if (step === "toggle") toggle(row);
    else if (step !== null) go(step);
    else if (!nodeCommand(event, row.part, desk, { go: goTo, afterRemoval: () => go(at) })) return;
    event.preventDefault();
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
      <TreeHead />
      <div role="rowgroup" className="relative" style={{ height }}>
        {shown.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const choose = (): void => {
            setCurrent(row.id);
            openNode(row.part, desk, goTo);
          };
          const place = { id: `${id}-${index}`, place: index, top: start, height: rowHeight, isCurrent: index === at };
          return <TreeRowView key={row.id} row={row} {...place} onToggle={() => toggle(row)} onChoose={choose} />;
        })}
      </div>
    </div>
  );
}

function TreeHead(): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className="sticky top-0 z-[1] bg-surface" style={{ height: headHeight }}>
      <div role="row" aria-rowindex={1} className={`${treeColumns} h-full border-b border-line text-sm text-faint`}>
        {(["name", "what", "state", "traffic"] as const).map((name) => (
          <span key={name} role="columnheader" className="truncate">
            {t(`aliases.table.${name}`)}
          </span>
        ))}
      </div>
    </div>
  );
}
