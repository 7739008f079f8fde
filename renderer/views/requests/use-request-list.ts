/** The list's whole state: its rows without the deleted ones, the cursor, the selection, marks, and what the keys do. */
import { useCallback, useMemo, useState, type MouseEvent } from "react";
import type { RequestMark } from "../../../gateway/contract/request-search.ts";
import { isFiltered, type RequestFilter } from "../../api/request-filter.ts";
import { useRequestRows, type RequestRows } from "../../api/use-request-rows.ts";
import { useLogActions, type LogActions } from "./actions/use-log-actions.ts";
import { useColumns, type ChosenColumns } from "./use-columns.ts";
import type { ListKeys } from "../../ui/use-list-keys.ts";
import { useSelection, type Selection } from "./use-selection.ts";
import { useSteady } from "./use-steady.ts";

export interface ListPlace {
  /** The request whose detail is open. */
  readonly openId: string | null;
  readonly open: (id: string) => void;
  readonly close: () => void;
  readonly setFilter: (filter: RequestFilter) => void;
  readonly compare: (a: string, b: string) => void;
}

export interface RequestListState extends Omit<ListPlace, "openId"> {
  readonly list: RequestRows;
  readonly active: string | null;
  readonly selection: Selection;
  /** What an action is about: the chosen ones, else the one under the cursor. */
  readonly targets: readonly string[];
  readonly marks: Readonly<Record<string, RequestMark>>;
  readonly markOf: (id: string) => RequestMark | null;
  readonly actions: LogActions;
  readonly columns: ChosenColumns;
  /** A click: with Ctrl it selects, with Shift it selects up to there. The same function always. */
  readonly pick: (id: string, event: MouseEvent) => void;
  readonly keys: (comment: () => void, replay: () => void) => Omit<ListKeys, "focusFilter">;
}

export function useRequestList(filter: RequestFilter, place: ListPlace): RequestListState {
  const actions = useLogActions();
  const list = useListWithout(filter, actions.gone);
  const columns = useColumns();
  const [cursor, setCursor] = useState<string | null>(null);
  const ids = useMemo(() => list.rows.map((row) => row.id), [list.rows]);
  const selection = useSelection(ids);
  const marks = useMemo(() => ({ ...list.marks, ...actions.marks }), [list.marks, actions.marks]);
  const markOf = useCallback((id: string): RequestMark | null => marks[id] ?? null, [marks]);
  const active = place.openId ?? cursor;
  const targets = useMemo(
    () => (selection.ids.size > 0 ? [...selection.ids] : active === null ? [] : [active]),
    [selection.ids, active],
  );
  const open = useSteady((id: string): void => {
    setCursor(id);
    place.open(id);
  });
  const move = (id: string): void => (place.openId === null ? setCursor(id) : open(id));
  const pick = useSteady((id: string, event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey) {
      selection.toggle(id);
      setCursor(id);
    } else if (event.shiftKey) selection.stretch(active ?? id, id);
    else open(id);
  });
  const remove = useSteady((): void => {
    actions.remove(targets);
    selection.clear();
    if (place.openId !== null && targets.includes(place.openId)) place.close();
    if (active !== null && targets.includes(active)) setCursor(nextOf(ids, targets, active));
  });
  const setFilter = useSteady(place.setFilter);
  const close = (): void => {
    if (selection.ids.size > 0) selection.clear();
    else if (place.openId !== null) place.close();
    else if (isFiltered(filter)) place.setFilter({});
  };
  return {
    ...place,
    list,
    active,
    selection,
    targets,
    marks,
    markOf,
    actions: useMemo(() => ({ ...actions, remove }), [actions, remove]),
    columns,
    open,
    setFilter,
    pick,
    keys: (comment, replay) => {
      const { toggle: select, stretch } = selection;
      const pin = (): void => actions.mark(targets, { pinned: !targets.every((id) => markOf(id)?.pinned === true) });
      const onTargets =
        targets.length === 0 ? {} : { p: pin, c: comment, r: replay, Delete: remove, ...comparing(targets, place) };
      return { ids, active, move, open, close, select, stretch, actions: { u: actions.undo, ...onTargets } };
    },
  };
}

/** Two that are chosen can be held against one another. */
function comparing(targets: readonly string[], { compare }: ListPlace): Readonly<Record<string, () => void>> {
  const [one, other] = targets;
  return one === undefined || other === undefined || targets.length > 2 ? {} : { d: () => compare(one, other) };
}

/** The rows as they are, less those that were deleted here. */
function useListWithout(filter: RequestFilter, gone: ReadonlySet<string>): RequestRows {
  const list = useRequestRows(filter);
  const rows = useMemo(
    () => (gone.size === 0 ? list.rows : list.rows.filter(({ id }) => !gone.has(id))),
    [list.rows, gone],
  );
  return { ...list, rows };
}

/** Where the cursor goes when rows under it are deleted: to the next one that stays. */
function nextOf(ids: readonly string[], leaving: readonly string[], active: string): string | null {
  const left = new Set(leaving);
  const at = ids.indexOf(active);
  return ids.slice(at + 1).find((id) => !left.has(id)) ?? ids.slice(0, at).findLast((id) => !left.has(id)) ?? null;
}
