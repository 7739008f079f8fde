/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some options exist at a time, which a select element cannot be */
/** The aliases of a large file as a list to choose from; ten thousand of them cost what is in sight. */
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk.ts";
import { FlowCounts } from "../graph/flow-counts.tsx";
import { aliasKey } from "../traffic/traffic.ts";
import { listStep } from "./list-step.ts";
import { useVirtualRows } from "./use-virtual-rows.ts";

const rowHeight = 30;

export interface AliasPickerProps {
  readonly names: readonly string[];
  readonly chosen: string | null;
  readonly onChoose: (alias: string) => void;
}

export function AliasPicker({ names, chosen, onChoose }: AliasPickerProps): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  // Of this list: another filter begins at its top.
  const [cursor, setCursor] = useState({ names, at: 0 });
  const at = cursor.names === names ? cursor.at : 0;
  const { scroller, shown, height, reveal, page } = useVirtualRows(names.length, rowHeight);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = listStep(event.key, at, names.length, page());
    const name = names[at];
    if (next !== null) {
      setCursor({ names, at: next });
      reveal(next);
    } else if (event.key === "Enter" && name !== undefined) onChoose(name);
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
      className="group h-full overflow-auto outline-offset-[-2px]"
      onKeyDown={onKeyDown}
    >
      <div className="relative" style={{ height }}>
        {shown.map(({ index, start }) => {
          const name = names[index] ?? "";
          return (
            <AliasOption
              key={name}
              id={`${id}-${index}`}
              name={name}
              place={index}
              count={names.length}
              top={start}
              isChosen={name === chosen}
              isCurrent={index === at}
              onChoose={() => {
                setCursor({ names, at: index });
                onChoose(name);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface AliasOptionProps {
  readonly id: string;
  readonly name: string;
  readonly place: number;
  readonly count: number;
  readonly top: number;
  readonly isChosen: boolean;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}

function AliasOption({ id, name, place, count, top, isChosen, isCurrent, onChoose }: AliasOptionProps): ReactNode {
  const { index } = useDesk();
  const alias = index.get(name);
  const ground = isChosen ? "bg-selected" : "hover:bg-hover";
  const edge = isCurrent ? "group-focus-visible:shadow-[inset_2px_0_0_var(--accent)]" : "";
  return (
    // The list has the focus and the keys; an option only takes the click.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-posinset={place + 1}
      aria-setsize={count}
      className={`absolute inset-x-0 flex items-center gap-2 px-3 ${ground} ${edge}`}
      style={{ height: rowHeight, transform: `translateY(${top}px)` }}
      onClick={onChoose}
    >
      <span className="min-w-0 flex-1 truncate font-mono text-sm">{name}</span>
      <span className="shrink-0 text-xs text-faint">{alias?.aliasOf === null ? alias.deployments.length : "→"}</span>
      <span className="sr-only">
        <FlowCounts flowKey={aliasKey(name)} />
      </span>
    </div>
  );
}
