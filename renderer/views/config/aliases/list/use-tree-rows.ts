/** The list's rows for the aliases that pass the filter, and which of them are folded. */
import { useMemo, useState } from "react";
import { useDesk } from "../desk.ts";
import { useAliasesOf, useClients } from "../traffic/traffic-context.tsx";
import { treeRows, type TreeRow } from "./tree-rows.ts";

/** More aliases than this open folded. */
const openUpTo = 50;

export interface TreeRows {
  readonly rows: readonly TreeRow[];
  readonly toggle: (row: TreeRow) => void;
}

const none: ReadonlySet<string> = new Set();

export function useTreeRows(names: readonly string[]): TreeRows {
  const { index, reading } = useDesk();
  const { defaultFallbacks } = reading;
  const clients = useClients();
  const aliasesOf = useAliasesOf();
  const isOpenAtFirst = names.length <= openUpTo;
  // Aliases that are the other way round; forgotten when the filter turns the first state over.
  const [state, setState] = useState({ isOpenAtFirst, turned: none });
  const turned = state.isOpenAtFirst === isOpenAtFirst ? state.turned : none;
  const rows = useMemo(() => {
    const isOpen = (alias: string): boolean => isOpenAtFirst !== turned.has(alias);
    return treeRows({ index, names, defaultFallbacks, clients, aliasesOf, isOpen });
  }, [index, names, defaultFallbacks, clients, aliasesOf, isOpenAtFirst, turned]);
  const toggle = ({ part, isOpen }: TreeRow): void => {
    if (part.kind !== "alias" || isOpen === null) return;
    const { alias } = part.alias;
    const next = new Set(turned);
    if (!next.delete(alias)) next.add(alias);
    setState({ isOpenAtFirst, turned: next });
  };
  return { rows, toggle };
}
