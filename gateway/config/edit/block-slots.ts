/** Slots of block style taken out, put in and carried along, whole lines at a time. */
import type { Splice } from "../../contract/config-edit.ts";
import { replace } from "./put-value.ts";
import { isInline, isSpaced, leadOf, regionOf, tailOf } from "./regions.ts";
import type { Container, Slot } from "./slots.ts";
import type { YamlText } from "./yaml-text.ts";

/** @param indices  in order; not all of them */
export function takeBlockSlots(
  yaml: YamlText,
  container: Container,
  indices: readonly number[],
  isTidy: boolean,
): Splice[] {
  const first = container.slots[0];
  if (indices[0] !== 0 || first === undefined || !isInline(first, yaml.lines))
    return indices.map((index) => regionSplice(yaml, container, index, isTidy));
  const kept = container.slots.findIndex((_slot, index) => !indices.includes(index));
  const heir = container.slots[kept];
  const rest = (from: number): Splice[] =>
    indices.filter((index) => index >= from).map((index) => regionSplice(yaml, container, index, isTidy));
  const last = container.slots[kept - 1];
  if (heir === undefined || last === undefined) return rest(0);
  // The next one moves up beside the dash, unless a comment stands between.
  if (yaml.text.slice(yaml.lines.end(last.to), heir.from).trim() === "")
    return [replace(first.from, heir.from, ""), ...rest(kept)];
  const dashEnd =
    yaml.lines.start(first.from) + yaml.text.slice(yaml.lines.start(first.from), first.from).trimEnd().length;
  return [replace(dashEnd, yaml.lines.end(first.to), ""), ...rest(1)];
}

/** Takes out every slot; what is left is written in its place. */
export function emptyBlock(yaml: YamlText, container: Container, holder: Slot | null): Splice[] {
  const { slots, isList } = container;
  const first = slots[0];
  const empty = isList ? "[]" : "{}";
  if (first !== undefined && isInline(first, yaml.lines)) {
    const others = slots.slice(1).map((_slot, index) => regionSplice(yaml, container, index + 1, false));
    return [replace(first.from, first.to, empty), ...others];
  }
  const regions = slots.map((_slot, index) =>
    regionSplice(yaml, container, index, holder === null || index < slots.length - 1),
  );
  return holder === null ? regions : [replace(holder.propsEnd, holder.propsEnd, ` ${empty}`), ...regions];
}

/**
 * Lines put before the slot of an index, or after the last one.
 *
 * @param block  its lines without the last line end
 */
export function addBlock(
  yaml: YamlText,
  container: Container,
  index: number,
  { block, eol, isRoot, isTidy }: { block: string; eol: string; isRoot: boolean; isTidy: boolean },
): Splice {
  const { lines } = yaml;
  const gap = isTidy && isSpaced(container, lines, isRoot) ? eol : "";
  const next = container.slots[index];
  if (next !== undefined) {
    const lead = leadOf(container, index, lines);
    if (!isInline(next, lines)) return replace(lead, lead, block + eol + gap);
    const indent = " ".repeat(container.column);
    return replace(lead, lead, block.trimStart() + eol + gap + indent);
  }
  const last = container.slots.at(-1);
  const tail = last === undefined ? lines.text.length : tailOf(last, lines);
  const isOpen = tail === lines.text.length && !lines.endsWithLineEnd();
  return replace(tail, tail, isOpen ? eol + gap + block : gap + block + eol);
}

function regionSplice(yaml: YamlText, container: Container, index: number, isTidy: boolean): Splice {
  const { from, to } = regionOf(container, index, yaml.lines, isTidy);
  return replace(from, to, "");
}
