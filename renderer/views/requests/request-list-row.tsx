/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** One request in the list with its marks and, in a text search, the place of the words; and the head above. */
import { Check, MessageSquare, Pin } from "lucide-react";
import { memo, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RequestMark, Snippet } from "../../../gateway/contract/request-search.ts";
import type { SpendLogRow } from "../../../gateway/contract/spend-log.ts";
import { markFills } from "./actions/mark-colours.ts";
import type { Column } from "./request-columns.tsx";
import { SnippetLine } from "./snippet-line.tsx";

/** Pixels, line included. */
export const headerHeight = 28;
const line = "flex items-center gap-3 pr-4 pl-2";
const gutter = "flex w-4 shrink-0 items-center justify-center";

export function RequestListHeader({ columns }: { readonly columns: readonly Column[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className="sticky top-0 z-[1] bg-surface" style={{ height: headerHeight }}>
      <div role="row" className={`${line} h-full border-b border-line text-sm text-faint`}>
        <div role="columnheader" className={gutter}>
          <span className="sr-only">{t("logActions.marks")}</span>
        </div>
        {columns.map(({ name, className }) => (
          <div
            key={name}
            role="columnheader"
            className={`${className.replace(/font-mono|text-muted/g, "")} truncate whitespace-nowrap`}
          >
            {t(`requests.column.${name}`)}
          </div>
        ))}
      </div>
    </div>
  );
}

export interface RequestListRowProps {
  readonly row: SpendLogRow;
  readonly columns: readonly Column[];
  readonly mark: RequestMark | null;
  readonly snippet: Snippet | null;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onPick: (id: string, event: MouseEvent) => void;
}

export function rowId(id: string): string {
  return `request-${id}`;
}

export function RequestListRow({ row, index, top, height, isActive, onPick, ...rest }: RequestListRowProps): ReactNode {
  const { isSelected } = rest;
  const tint = isActive ? "bg-selected" : isSelected ? "bg-info-tint" : "hover:bg-hover";
  return (
    // The grid has the focus and the keys; a row only takes the click.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={rowId(row.id)}
      aria-rowindex={index + 2}
      aria-selected={isSelected || isActive}
      className={`absolute inset-x-0 border-b border-line ${tint}`}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={(event) => onPick(row.id, event)}
    >
      <Cells row={row} {...rest} />
    </div>
  );
}

type CellsProps = Pick<RequestListRowProps, "row" | "columns" | "mark" | "snippet" | "isSelected">;

/** Drawn anew only when the request changed: a new row above moves every other one, and changes none. */
const Cells = memo(function Cells({ row, columns, mark, snippet, isSelected }: CellsProps): ReactNode {
  return (
    <>
      <div className={`${line} h-[29px]`}>
        <div role="gridcell" className={gutter}>
          <Gutter mark={mark} isSelected={isSelected} />
        </div>
        {columns.map(({ name, className, cell }) => (
          <div key={name} role="gridcell" className={`${className} overflow-hidden whitespace-nowrap`}>
            {cell(row)}
          </div>
        ))}
      </div>
      {snippet !== null && (
        <div role="gridcell" className="-mt-0.5 pr-4 pl-9">
          <SnippetLine snippet={snippet} />
        </div>
      )}
    </>
  );
});

function Gutter({ mark, isSelected }: { readonly mark: RequestMark | null; readonly isSelected: boolean }): ReactNode {
  const { t } = useTranslation();
  if (isSelected) return <Check size={13} className="text-info" aria-label={t("logActions.selected")} />;
  if (mark === null) return null;
  const { pinned, colour, comment } = mark;
  const fill = colour === null ? "" : markFills[colour];
  if (comment !== null) {
    return (
      <span title={comment} className={fill === "" ? "text-muted" : fill}>
        <MessageSquare size={13} aria-label={t("logActions.commentOf", { comment })} />
      </span>
    );
  }
  if (pinned)
    return <Pin size={13} className={fill === "" ? "text-muted" : fill} aria-label={t("logActions.pinned")} />;
  if (colour === null) return null;
  return (
    <span
      role="img"
      aria-label={t(`logActions.colours.${colour}`)}
      className={`size-2.5 rounded-full bg-current ${fill}`}
    />
  );
}
