/** Where a key leads in a list of rows; null when it is no key of walking. */
import type { TreeRow } from "./tree-rows.ts";

export function listStep(key: string, at: number, count: number, page: number): number | null {
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined ? null : Math.max(0, Math.min(count - 1, place));
}

/** The same in a tree: right opens a row and then goes into it, left closes it or goes up to its alias. */
export function treeStep(
  key: string,
  rows: readonly Pick<TreeRow, "level" | "isOpen">[],
  at: number,
  page: number,
): number | "toggle" | null {
  const row = rows[at];
  if (row !== undefined && key === "ArrowRight" && row.isOpen !== null) return row.isOpen ? at + 1 : "toggle";
  if (row !== undefined && key === "ArrowLeft") {
    if (row.isOpen === true) return "toggle";
    return row.level === 1 ? at : rows.findLastIndex(({ level }, place) => place < at && level === 1);
  }
  return listStep(key, at, rows.length, page);
}
