/**
 * One round of changes as splices of a text.
 *
 * Changes of one container are made together, so that what is taken out and put in meets in the right order.
 */
import type { ConfigPath, JsonValue, Splice } from "../../contract/config-edit.ts";
import { addBlock, emptyBlock, takeBlockSlots } from "./block-slots.ts";
import type { Change } from "./change.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { addFlow, takeFlowSlots } from "./flow-slots.ts";
import { indicesOf, locate, type Place } from "./locate.ts";
import { putValue, replace } from "./put-value.ts";
import { inOrder, type PlacedSplice } from "./order-splices.ts";
import { textOf } from "./slot-text.ts";
import type { Container, Slot } from "./slots.ts";
import { flowPair, flowValue, itemLines, keyText, linesOf, pairLines } from "./value-text.ts";
import { quotingOf, styleAt, type YamlStyle } from "./yaml-style.ts";
import type { YamlText } from "./yaml-text.ts";

export interface Manner {
  /** Mind blank lines between items; else touch as little as can be. */
  readonly isTidy: boolean;
  /** Write text of several lines as `|` block. */
  readonly hasBlockText: boolean;
}

/** @throws EditRefusal when a place cannot be changed, or two changes meet in one place */
export function perform(yaml: YamlText, changes: readonly Change[], manner: Manner): Splice[] {
  return new Round(yaml, manner).splicesOf(changes);
}

interface Taken {
  readonly container: Container;
  readonly holder: Slot | null;
  readonly indices: Set<number>;
}

class Round {
  readonly #yaml: YamlText;
  readonly #manner: Manner;
  readonly #splices: PlacedSplice[] = [];
  readonly #taken = new Map<Container, Taken>();

  constructor(yaml: YamlText, manner: Manner) {
    this.#yaml = yaml;
    this.#manner = manner;
  }

  splicesOf(changes: readonly Change[]): Splice[] {
    for (const change of changes) this.#make(change);
    for (const { container, holder, indices } of this.#taken.values()) {
      const sorted = [...indices].toSorted((one, other) => one - other);
      this.#add(container, ...this.#take(container, holder, sorted));
    }
    return inOrder(this.#splices);
  }

  #make(change: Change): void {
    switch (change.kind) {
      case "put":
        return this.#put(change.path, change.value);
      case "take":
        return this.#noteTaken(change.path);
      case "rename":
        return this.#rename(change.path, change.key);
      case "insert":
        return this.#insert(change.path, change.index, change.values);
      case "copy":
        return this.#copy(change.path, change.from, change.index);
      case "move":
        return this.#move(change.path, change.from, change.to);
    }
  }

  #add(container: Container, ...splices: readonly Splice[]): void {
    for (const splice of splices) this.#splices.push({ splice, column: container.column });
  }

  #put(path: ConfigPath, value: JsonValue): void {
    const { places, container, missing } = locate(this.#yaml, path);
    const place = places.at(-1);
    if (container === null || (place !== undefined && missing.length === 0)) {
      if (place === undefined) this.#beginDocument(wrapped(missing, value, path));
      else this.#putInto(place, wrapped(missing, value, path));
      return;
    }
    const [key, ...rest] = missing;
    if (key === undefined || container.isList) throw noSuchItem(container, key);
    this.#addTo(container, container.slots.length, [{ key: String(key), value: wrapped(rest, value, path) }]);
  }

  #putInto({ container, slot }: Place, value: JsonValue): void {
    const style = this.#styleAt(this.#yaml.containerOf(slot.value), container);
    this.#add(container, ...putValue(this.#yaml, container, slot, value, style));
  }

  #beginDocument(value: JsonValue): void {
    const style = this.#styleAt();
    const { text } = this.#yaml;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const block = linesOf(value, 0, style).join(style.eol);
    const isOpen = text !== "" && !this.#yaml.lines.endsWithLineEnd();
    this.#splices.push({
      splice: replace(text.length, text.length, isOpen ? style.eol + block : block + style.eol),
      column: 0,
    });
  }

  #noteTaken(path: ConfigPath): void {
    const { places, container, missing } = locate(this.#yaml, path);
    const key = path.at(-1);
    if (container === null || missing.length > 0 || key === undefined) return;
    const taken = this.#taken.get(container) ?? { container, holder: places.at(-2)?.slot ?? null, indices: new Set() };
    for (const index of indicesOf(container, key)) taken.indices.add(index);
    this.#taken.set(container, taken);
  }

  #take(container: Container, holder: Slot | null, indices: readonly number[]): Splice[] {
    if (container.isFlow) return takeFlowSlots(this.#yaml, container, indices);
    if (indices.length === container.slots.length) return emptyBlock(this.#yaml, container, holder);
    return takeBlockSlots(this.#yaml, container, indices, this.#manner.isTidy);
  }

  #rename(path: ConfigPath, name: string): void {
    const { container, missing } = locate(this.#yaml, path);
    const old = path.at(-1);
    if (container === null || missing.length > 0 || old === undefined) return;
    const style = this.#styleAt(container);
    for (const index of indicesOf(container, old)) {
      const key = container.slots[index]?.pair?.key;
      const range = key?.range;
      if (key === undefined || range === null || range === undefined) continue;
      const keys = quotingOf(key) ?? "plain";
      const needed = keys === "plain" ? style.needed : keys;
      const text = keyText(name, container.isFlow, { ...style, keys, needed });
      this.#add(container, replace(range[0], range[1], text));
    }
  }

  #insert(path: ConfigPath, index: number, values: readonly JsonValue[]): void {
    const { places, container, missing } = locate(this.#yaml, path);
    const list = missing.length > 0 ? null : this.#yaml.containerOf(places.at(-1)?.slot.value ?? null);
    if (list === null || (list.slots.length === 0 && container?.isFlow === false)) this.#put(path, [...values]);
    else
      this.#addTo(
        list,
        index,
        values.map((value) => ({ key: null, value })),
      );
  }

  #addTo(container: Container, index: number, added: readonly { key: string | null; value: JsonValue }[]): void {
    const beside = container.slots[Math.max(0, Math.min(index, container.slots.length) - 1)];
    const style = this.#styleAt(container.isList ? this.#yaml.containerOf(beside?.value ?? null) : null, container);
    if (container.isFlow) {
      const texts = added.map(({ key, value }) =>
        key === null ? flowValue(value, style) : flowPair(key, value, style),
      );
      this.#add(container, ...addFlow(this.#yaml, container, index, texts.join(", "), style.eol));
      return;
    }
    const blocks = added.map(({ key, value }) => {
      const { column } = container;
      const lines = key === null ? itemLines(value, column, style) : pairLines(key, value, column, style);
      return lines.join(style.eol);
    });
    this.#addBlocks(container, index, blocks, style);
  }

  #addBlocks(container: Container, index: number, blocks: readonly string[], { eol }: YamlStyle): void {
    const isRoot = container === this.#yaml.root;
    const { isTidy } = this.#manner;
    for (const block of blocks)
      this.#add(container, addBlock(this.#yaml, container, index, { block, eol, isRoot, isTidy }));
  }

  #copy(path: ConfigPath, from: readonly number[], index: number): void {
    const list = this.#listAt(path);
    const style = this.#styleAt(list);
    const texts = from.map((one) => this.#textOf(list, one, true));
    if (list.isFlow) this.#add(list, ...addFlow(this.#yaml, list, index, texts.join(", "), style.eol));
    else this.#addBlocks(list, index, texts, style);
  }

  #move(path: ConfigPath, from: number, to: number): void {
    const list = this.#listAt(path);
    const style = this.#styleAt(list);
    const text = this.#textOf(list, from, false);
    const index = to > from ? to + 1 : to;
    if (list.isFlow) this.#add(list, ...addFlow(this.#yaml, list, index, text, style.eol));
    else this.#addBlocks(list, index, [text], style);
    this.#add(list, ...this.#take(list, null, [from]));
  }

  #textOf(list: Container, index: number, isCopy: boolean): string {
    const slot = list.slots[index];
    if (slot === undefined) throw noSuchItem(list, index);
    return textOf(this.#yaml, list, index, isCopy ? "copy" : "move");
  }

  #listAt(path: ConfigPath): Container {
    const { places } = locate(this.#yaml, path);
    const list = this.#yaml.containerOf(places.at(-1)?.slot.value ?? null);
    if (list === null || !list.isList) throw noSuchItem(list, undefined);
    return list;
  }

  #styleAt(...near: readonly (Container | null)[]): YamlStyle {
    return { ...styleAt(this.#yaml, near), hasBlockText: this.#manner.hasBlockText };
  }
}

/** The value inside the maps that are missing around it. */
function wrapped(missing: ConfigPath, value: JsonValue, path: ConfigPath): JsonValue {
  return missing.toReversed().reduce<JsonValue>((inner, key) => {
    if (typeof key === "number") throw noSuchItem(null, key, path);
    return { [key]: inner };
  }, value);
}

function noSuchItem(container: Container | null, key: string | number | undefined, path: ConfigPath = []): EditRefusal {
  return new EditRefusal({
    reason: typeof key === "number" ? `There is no list with an item ${key} here.` : "This is a list and has no keys.",
    hint: "Read the file again; it may have changed.",
    at: container?.from ?? path,
  });
}
