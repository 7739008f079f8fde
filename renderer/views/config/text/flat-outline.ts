/** The outline as rows of a list, filtered by name or model, each with its lines. */
import type { OutlineItem } from "../../../editor/language/outline.ts";

export interface OutlineRow {
  readonly item: OutlineItem;
  readonly depth: number;
  /** 1-based, of its name and of the end of what is below it. */
  readonly line: number;
  readonly endLine: number;
  /** It is what the filter looks for, not only the section of it. */
  readonly isMatch: boolean;
}

export function flatOutline(text: string, items: readonly OutlineItem[], filter: string): readonly OutlineRow[] {
  const lineOf = lineFinder(text);
  const wanted = filter.trim().toLowerCase();
  const matches = ({ name, detail }: OutlineItem): boolean =>
    wanted === "" || name.toLowerCase().includes(wanted) || detail.toLowerCase().includes(wanted);
  const rowOf = (item: OutlineItem, depth: number): OutlineRow => ({
    item,
    depth,
    line: lineOf(item.from),
    endLine: lineOf(item.end),
    isMatch: matches(item),
  });
  return items.flatMap((item) => {
    const children = item.children.filter(matches).map((child) => rowOf(child, 1));
    return children.length > 0 || matches(item) ? [rowOf(item, 0), ...children] : [];
  });
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
