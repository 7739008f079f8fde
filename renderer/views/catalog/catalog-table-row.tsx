/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** One deployment in the table. */
import { memo, type ReactNode } from "react";
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import type { Column } from "./catalog-columns.tsx";
import { cellShape, growing, stickyFirst } from "./catalog-head.tsx";

export interface CatalogTableRowProps {
  readonly row: CatalogRow;
  readonly columns: readonly Column[];
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly isCounted: boolean;
  readonly onOpen: (id: string) => void;
}

export function rowId(id: string): string {
  return `deployment-${id}`;
}

export const CatalogTableRow = memo(function CatalogTableRow(props: CatalogTableRowProps): ReactNode {
  const { row, columns, index, top, height, isActive, isChosen, isCounted, onOpen } = props;
  const surface = isActive || isChosen ? "bg-selected" : "bg-surface group-hover:bg-hover";
  return (
    // The grid has the focus and the keys; a row only takes the click.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={rowId(row.deploymentId)}
      aria-rowindex={index + 2}
      aria-selected={isActive || isChosen}
      className={`group absolute inset-x-0 flex border-b border-line ${isActive ? "shadow-[inset_2px_0_0_var(--accent)]" : ""}`}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={() => onOpen(row.deploymentId)}
    >
      {columns.map(({ name, width, className = "", cell }) => (
        <div
          key={name}
          role="gridcell"
          className={`${cellShape} ${stickyFirst} ${surface} ${className} ${name === "model" ? "flex-1" : ""}`}
          style={growing(name, width)}
        >
          {cell(row, isCounted)}
        </div>
      ))}
    </div>
  );
});
