/**
 * How a file is written: indents, dashes flush or indented, quotes, flow or block. What is added is written the same way.
 *
 * Counted over the neighbours of what is added; where they say nothing, over the file; then by LiteLLM's own habit.
 */
import { isMap, isScalar, isSeq, type Node } from "yaml";
import type { Quoting, ScalarStyle } from "./scalar-text.ts";
import type { Container, Slot } from "./slots.ts";
import { isNothing, type YamlText } from "./yaml-text.ts";

export interface YamlStyle {
  readonly eol: string;
  /** Columns from a key to the keys below it. */
  readonly step: number;
  /** Columns from a key to the dashes below it. */
  readonly dashStep: number;
  /** Columns from a dash to its content. */
  readonly dashWidth: number;
  readonly wanted: Quoting;
  readonly keys: Quoting;
  readonly needed: ScalarStyle["needed"];
  /** Lists of scalars stand as `[a, b]`. */
  readonly hasFlowLists: boolean;
  /** Maps that are items of a list stand as `{a: 1}`. */
  readonly hasFlowItems: boolean;
  /** Maps that are values stand as `{a: 1}`. */
  readonly hasFlowMaps: boolean;
  /** `{ a: 1 }` */
  readonly hasPaddedBraces: boolean;
  /** Text of several lines may stand as `|` block. */
  readonly hasBlockText: boolean;
}

const mostSlots = 2000;

/** @param near  what stands beside the place, nearest first */
export function styleAt(yaml: YamlText, near: readonly (Container | null)[]): YamlStyle {
  const whole = new Observed(yaml, yaml.root === null ? [] : [yaml.root]);
  const views = [...near.filter((one) => one !== null).map((one) => new Observed(yaml, [one])), whole];
  const most = (what: string): string | number | null => {
    for (const view of views) {
      const found = view.most(what);
      if (found !== null) return found;
    }
    return null;
  };
  const columns = (what: string): number => Number(most(what) ?? 2);
  return {
    eol: mostLineEnd(yaml.text),
    step: columns("step"),
    dashStep: columns("dashStep"),
    dashWidth: columns("dashWidth"),
    wanted: views[0]?.only("quotes") ?? "plain",
    keys: views[0]?.only("keys") ?? "plain",
    needed: most("needed") === "single" ? "single" : "double",
    hasFlowLists: most("list") !== "block",
    hasFlowItems: most("item") === "flow",
    hasFlowMaps: most("map") === "flow",
    hasPaddedBraces: most("braces") === "padded",
    hasBlockText: true,
  };
}

export function mostLineEnd(text: string): string {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const [crlf, lf, cr] = [count(/\r\n/g), count(/(?<!\r)\n/g), count(/\r(?!\n)/g)];
  if (crlf > lf) return "\r\n";
  return cr > lf ? "\r" : "\n";
}

class Observed {
  readonly #yaml: YamlText;
  readonly #votes = new Map<string, Map<string | number, number>>();
  #left = mostSlots;

  constructor(yaml: YamlText, containers: readonly Container[]) {
    this.#yaml = yaml;
    for (const container of containers) this.#look(container);
  }

  /** The most frequent one; null when there was none. */
  most(what: string): string | number | null {
    const votes = [...(this.#votes.get(what) ?? [])];
    return (
      votes.reduce<[string | number, number] | null>((best, vote) => {
        return best === null || vote[1] > best[1] ? vote : best;
      }, null)?.[0] ?? null
    );
  }

  /** The only one that was seen; null when there were several or none. */
  only(what: string): Quoting | null {
    const votes = [...(this.#votes.get(what)?.keys() ?? [])];
    return votes.length === 1 ? (votes[0] as Quoting) : null; // votes on quotes are quotings
  }

  #vote(what: string, for_: string | number): void {
    const votes = this.#votes.get(what) ?? new Map<string | number, number>();
    votes.set(for_, (votes.get(for_) ?? 0) + 1);
    this.#votes.set(what, votes);
  }

  #look(container: Container): void {
    if (container.isFlow && !container.isList && container.slots.length > 0)
      this.#vote("braces", this.#isPadded(container) ? "padded" : "tight");
    for (const slot of container.slots) {
      if (this.#left-- <= 0) return;
      if (slot.pair !== null) this.#lookAtKey(slot.pair.key);
      if (isScalar(slot.value)) this.#lookAtScalar(slot.value);
      else if (slot.value !== null && (isMap(slot.value) || isSeq(slot.value))) this.#lookBelow(container, slot);
    }
  }

  #lookAtKey(key: Node): void {
    const quoting = isScalar(key) ? quotingOf(key) : null;
    if (quoting !== null) this.#vote("keys", quoting);
  }

  #lookAtScalar(value: Node): void {
    const quoting = quotingOf(value);
    if (quoting === null || !isScalar(value) || typeof value.value !== "string") return;
    this.#vote("quotes", quoting);
    if (quoting !== "plain") this.#vote("needed", quoting);
  }

  #lookBelow(outer: Container, slot: Slot): void {
    const inner = this.#innerOf(slot);
    if (inner === null) return;
    if (!outer.isFlow) this.#lookAtShape(outer, slot, inner);
    this.#look(inner);
  }

  #lookAtShape(outer: Container, slot: Slot, inner: Container): void {
    const shape = inner.isFlow ? "flow" : "block";
    if (inner.slots.length > 0) {
      if (!inner.isList) this.#vote(outer.isList ? "item" : "map", shape);
      else if (inner.slots.every(({ value }) => isNothing(value) || isScalar(value))) this.#vote("list", shape);
    }
    if (inner.isFlow) return;
    const columns = inner.column - outer.column;
    const isBelow = this.#yaml.lines.isFirstOnLine(inner.from);
    if (outer.isList && !isBelow) this.#vote("dashWidth", columns);
    else if (!outer.isList && isBelow && inner.from > slot.propsEnd)
      this.#vote(inner.isList ? "dashStep" : "step", columns);
  }

  #innerOf(slot: Slot): Container | null {
    try {
      return this.#yaml.containerOf(slot.value);
    } catch {
      return null; // a pair inside a flow list says nothing about style
    }
  }

  #isPadded(container: Container): boolean {
    return this.#yaml.text[container.from + 1] === " ";
  }
}

export function quotingOf(node: Node): Quoting | null {
  if (!isScalar(node)) return null;
  if (node.type === "QUOTE_DOUBLE") return "double";
  if (node.type === "QUOTE_SINGLE") return "single";
  return node.type === "PLAIN" && node.source !== "" ? "plain" : null;
}
