/**
 * One value put in place of another, or where there was none: the smallest splices, trailing comment and anchor kept.
 *
 * A scalar keeps its quotes, a flow list stays a flow list, block text stays block text.
 */
import { isMap, isScalar, isSeq } from "yaml";
import type { JsonValue, Splice } from "../../contract/config-edit.ts";
import { EditRefusal } from "./edit-refusal.ts";
import type { Container, Slot } from "./slots.ts";
import { booleanLike } from "./scalar-text.ts";
import { blockValue, flowValue, type ValueText } from "./value-text.ts";
import { quotingOf, type YamlStyle } from "./yaml-style.ts";
import type { YamlText } from "./yaml-text.ts";

export function putValue(
  yaml: YamlText,
  container: Container,
  slot: Slot,
  value: JsonValue,
  style: YamlStyle,
): Splice[] {
  if (slot.isExplicit) {
    const reason = "A key that is written with `?` is not changed by machine.";
    throw new EditRefusal({ reason, hint: "Write it as `key: value`.", at: slot.from });
  }
  const own = styleOf(slot, style);
  if (container.isFlow) return [putHead(slot, flowValue(value, own))];
  const text = valueText(container, slot, value, own);
  return isBelow(yaml, slot) ? putOverBelow(yaml, slot, text, own) : putBeside(yaml, container, slot, text, own);
}

/** Quotes of what stands there now. */
function styleOf({ value, valueToken }: Slot, style: YamlStyle): YamlStyle {
  if (valueToken === null || !isScalar(value)) return style;
  const quoting = quotingOf(value);
  return {
    ...style,
    wanted: typeof value.value === "string" ? (quoting ?? style.wanted) : "plain",
    needed: quoting === null || quoting === "plain" ? style.needed : quoting,
    hasBlockText: style.hasBlockText && valueToken.type === "block-scalar",
  };
}

function valueText(container: Container, slot: Slot, value: JsonValue, style: YamlStyle): ValueText {
  const old = slot.value;
  if (typeof value === "boolean" && isScalar(old) && typeof old.value === "boolean" && quotingOf(old) === "plain")
    return { head: booleanLike(value, old.source ?? ""), body: [] };
  return blockValue(value, container.column, container.isList ? "list" : "map", style, shapeOf(slot));
}

/** A list or map keeps its shape, but for an empty one, which can only be flow. */
function shapeOf({ value, valueToken }: Slot): "flow" | "block" | null {
  if (!isMap(value) && !isSeq(value)) return null;
  if (valueToken?.type !== "flow-collection") return "block";
  return value.items.length === 0 ? null : "flow";
}

/** The value begins on a line below its key or dash. */
function isBelow(yaml: YamlText, slot: Slot): boolean {
  return slot.valueToken !== null && yaml.lines.next(slot.propsEnd) <= slot.valueFrom;
}

/** A block of lines, or a value alone on a line of its own. */
function putOverBelow(yaml: YamlText, slot: Slot, { head, body }: ValueText, { eol }: YamlStyle): Splice[] {
  const { lines } = yaml;
  const isBlock = slot.valueToken?.type === "block-map" || slot.valueToken?.type === "block-seq";
  if (!isBlock && body.length === 0) return [replace(slot.valueFrom, slot.to, head)];
  const lineEnd = lines.end(slot.propsEnd);
  const below = replace(lineEnd, lines.end(slot.to), body.map((line) => eol + line).join(""));
  return head === "" ? [below] : [replace(slot.propsEnd, slot.propsEnd, ` ${head}`), below];
}

/** The value, if any, begins on the line of its key or dash. */
function putBeside(
  yaml: YamlText,
  container: Container,
  slot: Slot,
  { head, body, isCompact = false }: ValueText,
  { eol, dashWidth }: YamlStyle,
): Splice[] {
  const { lines } = yaml;
  const headTo = headEnd(yaml, slot);
  const after = lines.rest(headTo);
  // Beside a comment there is no room for the first line of a map.
  const isMovedDown = isCompact && after.trim() !== "";
  const indent = eol + " ".repeat(container.column + dashWidth);
  const bodyText = (isMovedDown ? indent + head : "") + body.map((line) => eol + line).join("");
  const headSplice =
    isCompact && !isMovedDown
      ? putCompact(slot, head, headTo, dashWidth)
      : putHead(slot, isMovedDown ? "" : head, headTo);
  const bodyFrom = lines.end(headTo);
  const bodyTo = Math.max(bodyFrom, lines.end(slot.to));
  return bodyText === "" && bodyTo === bodyFrom ? [headSplice] : [headSplice, replace(bodyFrom, bodyTo, bodyText)];
}

/** Of what stands on the key's line: of block text its header only, of a map beside its dash all of it. */
function headEnd(yaml: YamlText, slot: Slot): number {
  const { valueToken, to } = slot;
  if (valueToken?.type === "block-scalar") {
    const header = valueToken.props.find(({ type }) => type === "block-scalar-header");
    return header !== undefined && "source" in header ? header.offset + header.source.length : to;
  }
  const isBlock = valueToken?.type === "block-map" || valueToken?.type === "block-seq";
  return isBlock ? yaml.lines.end(to) : to;
}

/** The lines below stand in the column of the first one. */
function putCompact(slot: Slot, head: string, headTo: number, dashWidth: number): Splice {
  return replace(slot.propsEnd, headTo, " ".repeat(dashWidth - 1) + head);
}

function putHead(slot: Slot, head: string, headTo = slot.to): Splice {
  if (slot.valueToken === null) {
    const colon = slot.hasColon ? "" : ":";
    return replace(slot.propsEnd, slot.propsEnd, head === "" ? "" : `${colon} ${head}`);
  }
  return head === "" ? replace(slot.propsEnd, headTo, "") : replace(slot.valueFrom, headTo, head);
}

export function replace(from: number, to: number, text: string): Splice {
  return { offset: from, length: to - from, text };
}
