/** Which columns are shown: everyone's own choice, remembered on this machine. */
import { useState } from "react";
import { columns, type Column } from "./catalog-columns.tsx";
import type { ColumnName } from "./catalog-search.ts";

const storageKey = "portico.catalog.columns";

export interface ColumnChoice {
  readonly shown: readonly Column[];
  readonly isShown: (name: ColumnName) => boolean;
  readonly toggle: (name: string) => void;
}

export function useColumns(): ColumnChoice {
  const [names, setNames] = useState(stored);
  const toggle = (name: string): void => {
    const next = columns
      .filter((column) => names.has(column.name) !== (column.name === name))
      .map((column) => column.name);
    // A table without columns shows nothing to choose from.
    if (next.length === 0) return;
    localStorage.setItem(storageKey, next.join(" "));
    setNames(new Set(next));
  };
  return {
    shown: columns.filter(({ name }) => names.has(name)),
    isShown: (name) => names.has(name),
    toggle,
  };
}

function stored(): ReadonlySet<ColumnName> {
  const words = new Set(localStorage.getItem(storageKey)?.split(" "));
  const known = columns.filter(({ name }) => words.has(name));
  return new Set(
    (known.length > 0 ? known : columns.filter(({ isShownFirst }) => isShownFirst)).map(({ name }) => name),
  );
}
