/**
 * A value as YAML text in a file's own style: what stands on the line of its key or dash, and the lines below it.
 */
import type { JsonValue } from "../../contract/config-edit.ts";
import { scalarText, type ScalarValue } from "./scalar-text.ts";
import type { YamlStyle } from "./yaml-style.ts";

export interface ValueText {
  /** Beside the key or dash; empty when everything stands below. */
  readonly head: string;
  /** Whole lines with their indent, without line ends. */
  readonly body: readonly string[];
  /** The first line of a block stands beside its dash. */
  readonly isCompact?: boolean;
}

const widestFlow = 100;

/**
 * @param column  of the key or dash that holds the value
 * @param holder  what holds it: below a dash the first line of a map stands beside it
 * @param shape  of the outermost list or map, when that is settled already
 */
export function blockValue(
  value: JsonValue,
  column: number,
  holder: "map" | "list",
  style: YamlStyle,
  shape: "flow" | "block" | null = null,
): ValueText {
  if (!isCollection(value)) return blockScalar(value, column, holder, style);
  const isEmpty = Object.keys(value).length === 0;
  if (isEmpty || shape === "flow" || (shape === null && isFlowWanted(value, holder, style)))
    return { head: flowValue(value, style), body: [] };
  if (holder === "map") return { head: "", body: linesOf(value, childColumn(value, column, style), style) };
  const inner = column + style.dashWidth;
  const [first = "", ...rest] = linesOf(value, inner, style);
  return { head: first.slice(inner), body: rest, isCompact: true };
}

/** The lines of a map's pairs or a list's items, at the column. */
export function linesOf(value: readonly JsonValue[] | JsonMap, column: number, style: YamlStyle): string[] {
  if (isList(value)) return value.flatMap((item) => itemLines(item, column, style));
  return Object.entries(value).flatMap(([key, item]) => pairLines(key, item, column, style));
}

export function pairLines(key: string, value: JsonValue, column: number, style: YamlStyle): string[] {
  const { head, body } = blockValue(value, column, "map", style);
  const name = keyText(key, false, style);
  return [`${" ".repeat(column)}${name}:${head === "" ? "" : ` ${head}`}`, ...body];
}

export function itemLines(value: JsonValue, column: number, style: YamlStyle): string[] {
  const { head, body } = blockValue(value, column, "list", style);
  return [`${" ".repeat(column)}-${" ".repeat(style.dashWidth - 1)}${head}`, ...body];
}

/** On one line, for inside brackets and for short lists. */
export function flowValue(value: JsonValue, style: YamlStyle): string {
  if (isList(value)) return `[${value.map((item) => flowValue(item, style)).join(", ")}]`;
  if (!isCollection(value)) return scalarText(value, { isFlow: true, wanted: style.wanted, needed: style.needed });
  const pairs = Object.entries(value).map(([key, item]) => flowPair(key, item, style));
  const pad = style.hasPaddedBraces && pairs.length > 0 ? " " : "";
  return `{${pad}${pairs.join(", ")}${pad}}`;
}

export function flowPair(key: string, value: JsonValue, style: YamlStyle): string {
  return `${keyText(key, true, style)}: ${flowValue(value, style)}`;
}

export function keyText(key: string, isFlow: boolean, style: YamlStyle): string {
  return scalarText(key, { isFlow, wanted: style.keys, needed: style.needed });
}

export type JsonMap = { [key: string]: JsonValue };

export function isCollection(value: JsonValue): value is JsonValue[] | JsonMap {
  return typeof value === "object" && value !== null;
}

function isList(value: JsonValue | readonly JsonValue[]): value is JsonValue[] {
  return Array.isArray(value);
}

function isFlowWanted(value: JsonValue[] | JsonMap, holder: "map" | "list", style: YamlStyle): boolean {
  if (!isList(value)) return holder === "map" ? style.hasFlowMaps : style.hasFlowItems;
  if (value.some(isCollection)) return false;
  return style.hasFlowLists && flowValue(value, style).length <= widestFlow;
}

function childColumn(value: JsonValue[] | JsonMap, column: number, style: YamlStyle): number {
  return column + (isList(value) ? style.dashStep : style.step);
}

function blockScalar(value: ScalarValue, column: number, holder: "map" | "list", style: YamlStyle): ValueText {
  if (typeof value === "string" && style.hasBlockText && canBeBlockText(value)) {
    const indent = " ".repeat(column + (holder === "map" ? style.step : style.dashWidth));
    const lines = value.replace(/\n$/, "").split("\n");
    return {
      head: value.endsWith("\n") ? "|" : "|-",
      body: lines.map((line) => (line === "" ? "" : indent + line)),
    };
  }
  return { head: scalarText(value, { isFlow: false, wanted: style.wanted, needed: style.needed }), body: [] };
}

/** Several lines without anything that a `|` block would lose or not allow. */
function canBeBlockText(text: string): boolean {
  if (!/[^\n]\n/.test(text) || /^[\s]|\n\n$/.test(text)) return false;
  return !/[^\P{Cc}\n\t]|[\u2028\u2029\uFEFF\uFFFE\uFFFF\p{Surrogate}]|^[ \t]+$/mu.test(text);
}
