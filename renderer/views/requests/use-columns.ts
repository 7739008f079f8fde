/** The columns that the user chose, remembered on this machine. */
import { useMemo, useState } from "react";
import { columnNames, columns, fixedColumns, usualColumns, type Column, type ColumnName } from "./request-columns.tsx";

const storageKey = "portico.request-columns";

export interface ChosenColumns {
  readonly shown: readonly Column[];
  readonly isShown: (name: ColumnName) => boolean;
  readonly toggle: (name: ColumnName) => void;
  readonly reset: () => void;
}

export function useColumns(): ChosenColumns {
  const [names, setNames] = useState(readNames);
  return useMemo(() => {
    const keep = (next: ReadonlySet<ColumnName>): void => {
      localStorage.setItem(storageKey, JSON.stringify([...next]));
      setNames(next);
    };
    return {
      shown: columns.filter(({ name }) => names.has(name)),
      isShown: (name) => names.has(name),
      toggle: (name) => {
        const next = new Set(names);
        if (!next.delete(name)) next.add(name);
        keep(next);
      },
      reset: () => keep(usualColumns),
    };
  }, [names]);
}

function readNames(): ReadonlySet<ColumnName> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "null");
    if (!Array.isArray(stored)) return usualColumns;
    return new Set(columnNames.filter((name) => fixedColumns.has(name) || stored.includes(name)));
  } catch {
    return usualColumns; // written by another version
  }
}
