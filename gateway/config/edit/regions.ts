/**
 * Which lines go with a slot of block style: its own comment lines above it, its trailing comment, the deeper comment lines
 * that close it, and the blank lines that would be doubled without it.
 */
import type { Container, Slot } from "./slots.ts";
import type { TextLines } from "./text-lines.ts";

export interface Region {
  readonly from: number;
  readonly to: number;
}

/** The slot shares its first line with the dash that holds it. */
export function isInline(slot: Slot, lines: TextLines): boolean {
  return !lines.isFirstOnLine(slot.from);
}

/** From the first of its own comment lines; for an inline slot from itself. */
export function leadOf(container: Container, index: number, lines: TextLines): number {
  const slot = container.slots[index];
  if (slot === undefined) return 0;
  if (isInline(slot, lines)) return slot.from;
  const before = container.slots[index - 1];
  const lowest = before === undefined ? 0 : lines.next(before.to);
  const column = lines.column(slot.from);
  let lead = lines.start(slot.from);
  while (lead > lowest) {
    const above = lines.start(lead - 1);
    if (above < lowest || lines.commentColumn(above) !== column) break;
    lead = above;
  }
  return lead;
}

/** After its last line, with the comment lines below it that are indented deeper than itself. */
export function tailOf(slot: Slot, lines: TextLines): number {
  const column = lines.column(slot.from);
  let tail = lines.next(slot.to);
  for (let at = tail; at < lines.text.length; at = lines.next(at)) {
    if (lines.isBlank(at)) continue;
    const comment = lines.commentColumn(at);
    if (comment === null || comment <= column) break;
    tail = lines.next(at);
  }
  return tail;
}

/** What goes when the slot goes. @param isTidy  takes a blank line out where two would meet */
export function regionOf(container: Container, index: number, lines: TextLines, isTidy: boolean): Region {
  const slot = container.slots[index];
  if (slot === undefined) return { from: 0, to: 0 };
  let from = leadOf(container, index, lines);
  let to = tailOf(slot, lines);
  const atEnd = to === lines.text.length;
  if (isTidy) {
    const isFirst = index === 0;
    const isAfterBlank = from === 0 || lines.isBlank(lines.start(from - 1));
    if (isFirst || isAfterBlank) to = afterBlanks(to, lines);
    if (atEnd && isAfterBlank) from = beforeBlanks(from, lines);
  }
  if (atEnd && from > 0 && !lines.endsWithLineEnd()) return { from: lines.end(from - 1), to };
  return { from, to };
}

/** Blank lines stand between most of its slots. */
export function isSpaced(container: Container, lines: TextLines, otherwise: boolean): boolean {
  const gaps = container.slots.length - 1;
  if (gaps < 1) return otherwise;
  let spaced = 0;
  for (const slot of container.slots.slice(0, -1)) if (lines.isBlank(lines.next(slot.to))) spaced++;
  return spaced * 2 > gaps;
}

function afterBlanks(start: number, lines: TextLines): number {
  let at = start;
  while (lines.isBlank(at)) at = lines.next(at);
  return at;
}

function beforeBlanks(start: number, lines: TextLines): number {
  let at = start;
  while (at > 0 && lines.isBlank(lines.start(at - 1))) at = lines.start(at - 1);
  return at;
}
