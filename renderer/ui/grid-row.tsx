/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** A row of a virtual list that the keyboard walks: the grid has the focus and the keys, a row only takes the click. */
import type { ReactNode } from "react";

export interface GridRowProps {
  readonly id: string;
  /** Among the rows, from 0; the head is the grid's first row. */
  readonly index: number;
  /** Pixels. */
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  /** Of its columns. */
  readonly className: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function GridRow({ id, index, top, height, isActive, className, onClick, children }: GridRowProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      className={`${className} absolute inset-x-0 border-b border-line ${isActive ? "bg-selected" : "hover:bg-hover"}`}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={onClick}
    >
      {children}
    </div>
  );
}
