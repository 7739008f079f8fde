/** A path in a text: the slot it leads to, or how far it leads. */
import type { ConfigPath } from "../../contract/config-edit.ts";
import { EditRefusal } from "./edit-refusal.ts";
import type { Container, Slot } from "./slots.ts";
import { isMergeKey, isNothing, plainKey, type YamlText } from "./yaml-text.ts";

export interface Place {
  readonly container: Container;
  readonly index: number;
  readonly slot: Slot;
}

export interface Location {
  /** The slot of each part of the path that exists, outermost first. */
  readonly places: readonly Place[];
  /** The map or list that holds the next part; null when there is nothing there yet. */
  readonly container: Container | null;
  /** The parts that do not exist. */
  readonly missing: ConfigPath;
}

/** @throws EditRefusal when a part of the path is a value that holds nothing */
export function locate(yaml: YamlText, path: ConfigPath): Location {
  const places: Place[] = [];
  let container = yaml.root;
  for (const [depth, key] of path.entries()) {
    const place = container === null ? null : placeIn(container, key);
    if (container === null || place === null) return { places, container, missing: path.slice(depth) };
    places.push(place);
    if (depth === path.length - 1) break;
    container = yaml.containerOf(place.slot.value);
    if (container === null && !isNothing(place.slot.value)) throw holdsNothing(place.slot, key);
  }
  return { places, container, missing: [] };
}

/** The path's nearest existing part. */
export function nearestSlot(yaml: YamlText, path: ConfigPath): Slot | null {
  for (let length = path.length; length > 0; length--) {
    try {
      const place = locate(yaml, path.slice(0, length)).places.at(-1);
      if (place !== undefined) return place.slot;
    } catch {
      // a shorter path may lead somewhere
    }
  }
  return null;
}

/** All pairs of the key: of a repeated one the last wins, and taking it out takes out all. */
export function indicesOf(container: Container, key: string | number): number[] {
  if (container.isList) return typeof key === "number" && key < container.slots.length ? [key] : [];
  return [...container.slots.entries()]
    .filter(([, { pair }]) => pair !== null && !isMergeKey(pair) && plainKey(pair) === String(key))
    .map(([index]) => index);
}

function placeIn(container: Container, key: string | number): Place | null {
  const index = indicesOf(container, key).at(-1);
  const slot = index === undefined ? undefined : container.slots[index];
  return index === undefined || slot === undefined ? null : { container, index, slot };
}

function holdsNothing({ from }: Slot, key: string | number): EditRefusal {
  return new EditRefusal({
    reason: `\`${key}\` is a single value here and holds no keys or items.`,
    hint: "Replace the value itself.",
    at: from,
  });
}
