/** Several requests chosen at once: one by one, or a stretch of the list. Pure state over the ids that are shown. */
import { useMemo, useState } from "react";
import { useSteady } from "./use-steady.ts";

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  /** Adds everything between the two, both included. */
  readonly stretch: (from: string, to: string) => void;
  readonly clear: () => void;
}

const none: ReadonlySet<string> = new Set();
/** As many as one change of the log may name. */
const mostSelected = 1000;

/** @param shown  newest first */
export function useSelection(shown: readonly string[]): Selection {
  const [ids, setIds] = useState(none);
  const stretch = useSteady((from: string, to: string): void => {
    const [one, other] = [shown.indexOf(from), shown.indexOf(to)];
    if (one === -1 || other === -1) return;
    const between = shown.slice(Math.min(one, other), Math.max(one, other) + 1);
    setIds((known) => bounded(new Set([...known, ...between])));
  });
  return useMemo(
    () => ({
      ids,
      toggle: (id) =>
        setIds((known) => {
          const next = new Set(known);
          if (!next.delete(id)) next.add(id);
          return bounded(next);
        }),
      stretch,
      clear: () => setIds(none),
    }),
    [ids, stretch],
  );
}

function bounded(ids: ReadonlySet<string>): ReadonlySet<string> {
  return ids.size <= mostSelected ? ids : new Set([...ids].slice(0, mostSelected));
}
