/** Sections, aliases and keys of the file beside its text: filtered by typing, jumped to by click or Enter. */
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { outlineOf } from "../../../editor/language/outline.ts";
import { revealOffset } from "../../../editor/open-editor.ts";
import { flatOutline, type OutlineRow } from "./flat-outline.ts";

export interface OutlinePaneProps {
  readonly file: string;
  readonly text: string;
  /** Of the cursor, 1-based. */
  readonly line: number;
}

export function OutlinePane({ file, text, line }: OutlinePaneProps): ReactNode {
  const { t } = useTranslation();
  const [filter, setFilter] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const rows = useMemo(() => flatOutline(text, outlineOf(text), filter), [text, filter]);
  const here = rows.findLast((row) => row.line <= line && line <= row.endLine);
  const jump = ({ item }: OutlineRow): void => revealOffset(file, item.from, item.to);
  const focusRow = (index: number): void => {
    list.current?.querySelectorAll("button")[Math.max(0, Math.min(rows.length - 1, index))]?.focus();
  };
  const jumpToFirst = (): void => {
    const first = rows.find(({ isMatch }) => isMatch);
    if (first !== undefined) jump(first);
  };
  const onFilterKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") focusRow(0);
    else if (event.key === "Escape") setFilter("");
    else if (event.key === "Enter") jumpToFirst();
    else return;
    event.preventDefault();
  };
  return (
    <nav aria-label={t("config.outline")} className="flex w-56 shrink-0 flex-col border-r border-line bg-sunken">
      <input
        type="search"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        onKeyDown={onFilterKey}
        aria-label={t("config.outlineFilter")}
        placeholder={t("config.outlineFilter")}
        className="h-8 shrink-0 border-b border-line bg-transparent px-3 text-sm outline-offset-[-2px] placeholder:text-faint"
      />
      {rows.length === 0 && (
        <p className="p-3 text-sm text-muted">{filter === "" ? t("config.outlineEmpty") : t("config.outlineNone")}</p>
      )}
      <ul ref={list} className="min-h-0 flex-1 overflow-auto py-1">
        {rows.map((row, index) => (
          <li key={`${row.item.from}:${row.item.name}`}>
            <RowButton
              row={row}
              isHere={row === here}
              onJump={() => jump(row)}
              onStep={(step) => focusRow(index + step)}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface RowButtonProps {
  readonly row: OutlineRow;
  /** The cursor is in it. */
  readonly isHere: boolean;
  readonly onJump: () => void;
  readonly onStep: (step: 1 | -1) => void;
}

function RowButton({ row: { item, depth }, isHere, onJump, onStep }: RowButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-current={isHere ? "location" : undefined}
      title={item.detail === "" ? item.name : `${item.name}: ${item.detail}`}
      onClick={onJump}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        onStep(event.key === "ArrowDown" ? 1 : -1);
      }}
      style={{ paddingLeft: `${12 + depth * 12}px` }}
      className="flex h-6 w-full items-baseline gap-2 pr-3 text-left text-sm outline-offset-[-2px] hover:bg-hover aria-[current=location]:bg-selected"
    >
      <span className={`max-w-full shrink-0 truncate ${depth === 0 ? "font-medium" : ""}`}>{item.name}</span>
      <span className="truncate text-xs text-faint">{item.detail}</span>
    </button>
  );
}
