/** The text of one item, to stand somewhere else: moved as it is, or copied without the anchors, which may stand only once. */
import type { CST } from "yaml";
import type { Splice } from "../../contract/config-edit.ts";
import { isInline, leadOf, tailOf } from "./regions.ts";
import type { Container, Slot } from "./slots.ts";
import { applySplices } from "./splices.ts";
import type { YamlText } from "./yaml-text.ts";

/** @returns in block style its lines with their comments, without the last line end */
export function textOf(yaml: YamlText, list: Container, index: number, purpose: "move" | "copy"): string {
  const slot = list.slots[index];
  if (slot === undefined) return "";
  const { lines, text } = yaml;
  const from = list.isFlow ? slot.from : leadOf(list, index, lines);
  const to = list.isFlow ? slot.to : tailOf(slot, lines);
  const cuts = purpose === "copy" ? anchorCuts(text, slot) : [];
  const own = applySplices(
    text.slice(from, to),
    cuts.map((cut) => ({ ...cut, offset: cut.offset - from })),
  );
  if (list.isFlow) return own;
  const block = own.replace(/(?:\r\n|\n|\r)$/, "");
  return isInline(slot, lines) ? " ".repeat(list.column) + block : block;
}

function anchorCuts(text: string, slot: Slot): Splice[] {
  const inside = slot.valueToken === null ? [] : anchorsIn(slot.valueToken);
  return [...slot.anchors, ...inside].map(({ offset, source }) => {
    const isSpaced = text[offset + source.length] === " ";
    return { offset, length: source.length + (isSpaced ? 1 : 0), text: "" };
  });
}

function anchorsIn(token: CST.Token): CST.SourceToken[] {
  if (!("items" in token)) return [];
  const items: readonly CST.CollectionItem[] = token.items;
  return items.flatMap(({ start, key, sep, value }) => [
    ...start.filter(isAnchor),
    ...(key === null || key === undefined ? [] : anchorsIn(key)),
    ...(sep ?? []).filter(isAnchor),
    ...(value === undefined ? [] : anchorsIn(value)),
  ]);
}

function isAnchor({ type }: CST.SourceToken): boolean {
  return type === "anchor";
}
