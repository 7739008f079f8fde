/** Rows as the list shows them: following the newest at the top, held still once it is scrolled away. */
import { useState } from "react";
import type { SpendLogRow } from "../../../gateway/contract/spend-log.ts";

export interface HeldRows {
  readonly rows: readonly SpendLogRow[];
  /** How many newer rows wait above. */
  readonly waiting: number;
  /** Tell it how far the list is scrolled. */
  readonly onScroll: (isAtTop: boolean) => void;
}

export function useHeldRows(all: readonly SpendLogRow[]): HeldRows {
  const [heldTop, setHeldTop] = useState<string | null>(null);
  const waiting =
    heldTop === null
      ? 0
      : Math.max(
          0,
          all.findIndex((row) => row.id <= heldTop),
        );
  const rows = waiting === 0 ? all : all.slice(waiting);
  return {
    rows,
    waiting,
    onScroll: (isAtTop) => setHeldTop((known) => (isAtTop ? null : (known ?? rows[0]?.id ?? null))),
  };
}
