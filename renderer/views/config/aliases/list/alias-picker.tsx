/** The aliases of a large file as a list to choose from; ten thousand of them cost what is in sight. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk.ts";
import { FlowCounts } from "../graph/flow-counts.tsx";
import { aliasKey } from "../traffic/traffic.ts";

const rowHeight = 30;

export interface AliasPickerProps {
  readonly names: readonly string[];
  readonly chosen: string | null;
  readonly onChoose: (alias: string) => void;
}

export function AliasPicker({ names, chosen, onChoose }: AliasPickerProps): ReactNode {
  const { t } = useTranslation();
  const { index } = useDesk();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [names]);
  const { getVirtualItems, getTotalSize, scrollToIndex } = useVirtualizer({
    count: names.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const go = (next: number): void => {
    const bounded = Math.max(0, Math.min(names.length - 1, next));
    setAt(bounded);
    scrollToIndex(bounded);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: names.length - 1,
    };
    const next = moves[event.key];
    const name = names[at];
    if (next !== undefined) go(next);
    else if (event.key === "Enter" && name !== undefined) onChoose(name);
    else return;
    event.preventDefault();
  };
  if (names.length === 0) return <p className="px-4 py-6 text-center text-muted">{t("aliases.filterNone")}</p>;
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={t("aliases.title")}
      aria-activedescendant={`${id}-${at}`}
      className="h-full overflow-auto outline-offset-[-2px]"
      onKeyDown={onKeyDown}
    >
      <div className="relative" style={{ height: getTotalSize() }}>
        {getVirtualItems().map(({ index: place, start }) => {
          const name = names[place] ?? "";
          const alias = index.get(name);
          return (
            // The list has the focus and the keys; an option only takes the click.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={name}
              id={`${id}-${place}`}
              role="option"
              aria-selected={name === chosen}
              aria-posinset={place + 1}
              aria-setsize={names.length}
              className={`absolute inset-x-0 flex items-center gap-2 px-3 ${name === chosen ? "bg-selected" : "hover:bg-hover"} ${place === at ? "shadow-[inset_2px_0_0_var(--accent)]" : ""}`}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={() => {
                setAt(place);
                onChoose(name);
              }}
            >
              <span className="min-w-0 flex-1 truncate font-mono text-sm">{name}</span>
              <span className="shrink-0 text-xs text-faint">
                {alias?.aliasOf === null ? alias.deployments.length : "→"}
              </span>
              <span className="sr-only">
                <FlowCounts flowKey={aliasKey(name)} />
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
