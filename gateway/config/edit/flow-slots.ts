/** Slots between brackets taken out and put in, with the right comma: on one line, or each on its own. */
import type { Splice } from "../../contract/config-edit.ts";
import { replace } from "./put-value.ts";
import type { Container, Slot } from "./slots.ts";
import type { TextLines } from "./text-lines.ts";
import type { YamlText } from "./yaml-text.ts";

/** @param indices  in order */
export function takeFlowSlots(yaml: YamlText, container: Container, indices: readonly number[]): Splice[] {
  const { slots } = container;
  if (indices.length === slots.length) return emptied(yaml, container);
  const kept = slots.findLastIndex((_slot, index) => !indices.includes(index));
  const inside = indices.filter((index) => index < kept).map((index) => takeBeforeNext(yaml, container, index));
  return kept === slots.length - 1 ? inside : [...inside, ...takeLast(yaml, container, kept)];
}

/** Comments between the brackets stay. */
function emptied({ text }: YamlText, { slots, from, close, lastComma }: Container): Splice[] {
  const first = slots[0]?.from ?? close;
  const last = slots.at(-1)?.to ?? close;
  if (!hasComment(text, from + 1, first) && !hasComment(text, last, close)) return [replace(from + 1, close, "")];
  return [replace(first, lastComma === null ? last : lastComma + 1, "")];
}

function takeBeforeNext(yaml: YamlText, { slots }: Container, index: number): Splice {
  const [slot, next] = [slots[index], slots[index + 1]];
  if (slot === undefined || next === undefined) return replace(0, 0, "");
  const comma = next.comma ?? slot.to;
  const line = ownLine(slot, comma + 1, yaml.lines);
  if (line !== null) return line;
  return hasComment(yaml.text, slot.to, next.from)
    ? replace(slot.from, comma + 1, "")
    : replace(slot.from, next.from, "");
}

/** All after the last kept one. */
function takeLast(yaml: YamlText, { slots, lastComma }: Container, kept: number): Splice[] {
  const [before, after] = [slots[kept], slots[kept + 1]];
  const last = slots.at(-1);
  if (before === undefined || after === undefined || last === undefined) return [];
  const isOnOwnLine = yaml.lines.start(after.from) > before.to;
  const line = isOnOwnLine ? ownLine(after, Math.max(last.to, (lastComma ?? 0) + 1), yaml.lines, last) : null;
  if (line !== null) {
    // Where no comma stood at the end none is left.
    return lastComma === null && after.comma !== null ? [replace(after.comma, after.comma + 1, ""), line] : [line];
  }
  if (!hasComment(yaml.text, before.to, after.from)) return [replace(before.to, last.to, "")];
  return [replace(after.from, lastComma === null ? last.to : lastComma + 1, "")];
}

/** The lines of slots that share them with nothing but a comment. */
function ownLine(slot: Slot, end: number, lines: TextLines, last = slot): Splice | null {
  if (!lines.isFirstOnLine(slot.from) || lines.start(end) !== lines.start(last.to)) return null;
  if (!/^\s*(?:#.*)?$/.test(lines.rest(end))) return null;
  return replace(lines.start(slot.from), lines.next(end), "");
}

export function addFlow(yaml: YamlText, container: Container, index: number, text: string, eol: string): Splice[] {
  const { slots, from, close, lastComma } = container;
  const { lines } = yaml;
  const next = slots[index];
  const indent = eol + " ".repeat(container.column);
  if (next !== undefined) {
    const isOnOwnLine = index > 0 && lines.isFirstOnLine(next.from);
    return [replace(next.from, next.from, isOnOwnLine ? `${text},${indent}` : `${text}, `)];
  }
  const last = slots.at(-1);
  if (last === undefined) return [replace(from + 1, from + 1, text)];
  const end = lastComma === null ? last.to : lastComma + 1;
  const isOnOwnLine = lines.isFirstOnLine(last.from) && close > lines.end(end);
  if (!isOnOwnLine) return [replace(last.to, last.to, `, ${text}`)];
  const lineEnd = lines.end(end);
  const added = replace(lineEnd, lineEnd, indent + text + (lastComma === null ? "" : ","));
  return lastComma === null ? [replace(last.to, last.to, ","), added] : [added];
}

function hasComment(text: string, from: number, to: number): boolean {
  return text.slice(from, to).includes("#");
}
