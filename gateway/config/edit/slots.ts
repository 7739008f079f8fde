/**
 * Maps and lists as slots: where each pair or item begins, where its value stands, where its content ends.
 *
 * Everything is read from the parser's own tokens, so quotes, block text and flow style are never guessed at. Comments and
 * blank lines belong to no slot; regions.ts says which go with one.
 */
import { isMap, type CST, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { EditRefusal } from "./edit-refusal.ts";
import type { TextLines } from "./text-lines.ts";

export interface Slot {
  /** Null in a list. */
  readonly pair: Pair<Node, Node | null> | null;
  /** Null when nothing is written. */
  readonly value: Node | null;
  readonly valueToken: CST.Token | null;
  /** Of the first character: the dash, the key (or its anchor), a flow list's value (or its anchor). */
  readonly from: number;
  /** After the dash or colon and the value's anchor and tag; where a value goes when there is none. */
  readonly propsEnd: number;
  /** A key without a colon takes one before its value. */
  readonly hasColon: boolean;
  /** Begins with the tag when there is a tag and no anchor: then the tag is the value's. Equals `to` without a value. */
  readonly valueFrom: number;
  /** After the last character of content, block text's last line end not included. */
  readonly to: number;
  /** Of the comma before it, in flow style. */
  readonly comma: number | null;
  readonly anchors: readonly CST.SourceToken[];
  /** `? key`: written in a way that is not touched. */
  readonly isExplicit: boolean;
}

export interface Container {
  readonly node: YAMLMap | YAMLSeq;
  readonly isList: boolean;
  readonly isFlow: boolean;
  readonly slots: readonly Slot[];
  /** Where its slots begin on their lines. */
  readonly column: number;
  readonly from: number;
  /** Of the closing bracket, in flow style. */
  readonly close: number;
  /** Of a comma after the last slot, in flow style. */
  readonly lastComma: number | null;
}

export function containerOf(node: YAMLMap | YAMLSeq, lines: TextLines): Container {
  const token = node.srcToken as CST.Token | undefined; // what the node was composed from; none for a pair in a list
  if (token?.type === "flow-collection") return flowContainer(node, token, lines);
  if (token?.type !== "block-map" && token?.type !== "block-seq") throw unusual(node.range?.[0] ?? 0);
  const items = (token.items as CST.CollectionItem[]).filter(isWritten); // the union of both kinds of items
  const slots = slotsOf(node, items);
  const from = slots[0]?.from ?? token.offset;
  return {
    node,
    isList: token.type === "block-seq",
    isFlow: false,
    slots,
    column: lines.column(from),
    from,
    close: 0,
    lastComma: null,
  };
}

function flowContainer(node: YAMLMap | YAMLSeq, token: CST.FlowCollection, lines: TextLines): Container {
  const items = token.items.filter(isWritten);
  const slots = slotsOf(node, items);
  const last = token.items.at(-1);
  const lastComma = last !== undefined && !isWritten(last) ? commaIn(last) : null;
  return {
    node,
    isList: token.start.source === "[",
    isFlow: true,
    slots,
    column: lines.column(slots[0]?.from ?? token.offset),
    from: token.offset,
    close: token.end[0]?.offset ?? token.offset + 1,
    lastComma,
  };
}

function slotsOf(node: YAMLMap | YAMLSeq, items: readonly CST.CollectionItem[]): Slot[] {
  if (items.length !== node.items.length) throw unusual(node.range?.[0] ?? 0);
  return items.map((item, index) => {
    const child = node.items[index];
    if (isMap(node)) {
      const pair = child as Pair<Node, Node | null>; // what a parsed map holds
      return slotOf(item, pair, pair.value);
    }
    return slotOf(item, null, child as Node); // what a parsed list holds
  });
}

function slotOf(item: CST.CollectionItem, pair: Slot["pair"], value: Node | null): Slot {
  const colon = item.sep?.find(({ type }) => type === "map-value-ind");
  const { from, explicit, keyProps } = beginningOf(item, colon);
  const isPairInList = pair === null && item.sep !== undefined;
  const valueProps = pair === null && !isPairInList ? keyProps : (item.sep ?? []).filter(isProp);
  const propsEnd = Math.max(indicatorEnd(item, colon) ?? keyEnd(item, from), ...valueProps.map(tokenEnd));
  const to = item.value === undefined ? propsEnd : endOf(item.value);
  return {
    pair,
    value,
    valueToken: item.value ?? null,
    from,
    propsEnd,
    hasColon: pair === null || colon !== undefined,
    valueFrom: isPairInList ? from : valueStart(item, valueProps, to),
    to,
    comma: commaIn(item),
    anchors: [...new Set([...keyProps, ...valueProps])].filter(({ type }) => type === "anchor"),
    isExplicit: explicit !== undefined,
  };
}

function beginningOf(item: CST.CollectionItem, colon: CST.SourceToken | undefined) {
  const indicator = item.start.find(({ type }) => type === "seq-item-ind" || type === "explicit-key-ind");
  const keyProps = item.start.filter(isProp);
  // A flow list's pair (`[a: 1]`) is one value, whose text begins with its key.
  const first = item.key ?? colon ?? item.value;
  const from = indicator?.offset ?? keyProps[0]?.offset ?? first?.offset ?? 0;
  return { from, keyProps, explicit: indicator?.type === "explicit-key-ind" ? indicator : undefined };
}

function indicatorEnd({ start }: CST.CollectionItem, colon: CST.SourceToken | undefined): number | null {
  const indicator = colon ?? start.find(({ type }) => type === "seq-item-ind");
  return indicator === undefined ? null : tokenEnd(indicator);
}

function keyEnd({ key }: CST.CollectionItem, from: number): number {
  return key === null || key === undefined ? from : endOf(key);
}

function valueStart(item: CST.CollectionItem, props: readonly CST.SourceToken[], to: number): number {
  const hasAnchor = props.some(({ type }) => type === "anchor");
  const tag = hasAnchor ? undefined : props[0];
  return tag?.offset ?? item.value?.offset ?? to;
}

function endOf(token: CST.Token): number {
  switch (token.type) {
    case "block-map":
    case "block-seq": {
      const last = (token.items as CST.CollectionItem[]).findLast(isWritten); // the union of both kinds of items
      return last === undefined ? token.offset : endOfItem(last);
    }
    case "flow-collection":
      return (token.end[0]?.offset ?? token.offset) + 1;
    case "block-scalar":
      return endOfBlockText(token);
    default:
      return token.offset + ("source" in token ? token.source.length : 0);
  }
}

function endOfItem(item: CST.CollectionItem): number {
  if (item.value !== undefined) return endOf(item.value);
  const last = [...item.start, ...(item.sep ?? [])].findLast((token) => !isSpace(token));
  const end = last === undefined ? 0 : tokenEnd(last);
  return item.key === null || item.key === undefined ? end : Math.max(end, endOf(item.key));
}

/** Blank lines after block text are its content only where its header says so (`+`). */
function endOfBlockText(token: CST.BlockScalar): number {
  const header = token.props.find(({ type }) => type === "block-scalar-header");
  const sources = token.props.map((prop) => ("source" in prop ? prop.source : ""));
  const bodyFrom = token.offset + sources.join("").length;
  const keepsAll = header !== undefined && "source" in header && header.source.includes("+");
  const body = token.source.replace(keepsAll ? /\r?\n$/ : /\s+$/, "");
  if (body !== "") return bodyFrom + body.length;
  return header === undefined ? token.offset : tokenEnd(header as CST.SourceToken); // found by its type
}

function isWritten({ start, key, sep, value }: CST.CollectionItem): boolean {
  if ((key !== null && key !== undefined) || sep !== undefined || value !== undefined) return true;
  return start.some(({ type }) => type === "seq-item-ind" || type === "explicit-key-ind" || isPropType(type));
}

function commaIn({ start }: CST.CollectionItem): number | null {
  return start.find(({ type }) => type === "comma")?.offset ?? null;
}

function isProp({ type }: CST.SourceToken): boolean {
  return isPropType(type);
}

function isPropType(type: CST.SourceToken["type"]): boolean {
  return type === "anchor" || type === "tag";
}

function isSpace({ type }: CST.SourceToken): boolean {
  return type === "space" || type === "newline" || type === "comment" || type === "comma";
}

function tokenEnd({ offset, source }: CST.SourceToken): number {
  return offset + source.length;
}

function unusual(at: number): EditRefusal {
  return new EditRefusal({
    reason: "This is written in a way that is not changed by machine.",
    hint: "Edit the text by hand here.",
    at,
  });
}
