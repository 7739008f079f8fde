/** From one plain value to another with the fewest changes: what is equal is not touched, so its comments and quotes stay. */
import type { ConfigPath, JsonValue } from "../../contract/config-edit.ts";
import type { Change } from "./change.ts";
import { isEqual, isPlainMap } from "./plain-values.ts";
import type { PlainMap } from "../yaml-source.ts";

/** @param old  undefined when nothing stands there */
export function valueChanges(path: ConfigPath, old: unknown, value: JsonValue): Change[] {
  if (old !== undefined && isEqual(old, value)) return [];
  if (isPlainMap(old) && isPlainMap(value)) return mapChanges(path, old, value);
  if (Array.isArray(old) && Array.isArray(value) && old.length > 0 && value.length > 0)
    return listChanges(path, old, value);
  return [{ kind: "put", path, value }];
}

function mapChanges(path: ConfigPath, old: PlainMap, value: { [key: string]: JsonValue }): Change[] {
  const hasCommon = Object.keys(value).some((key) => Object.hasOwn(old, key));
  if (!hasCommon) return [{ kind: "put", path, value }];
  const gone = Object.keys(old).filter((key) => !Object.hasOwn(value, key));
  return [
    ...gone.map((key): Change => ({ kind: "take", path: [...path, key] })),
    ...Object.entries(value).flatMap(([key, item]) =>
      valueChanges([...path, key], Object.hasOwn(old, key) ? old[key] : undefined, item),
    ),
  ];
}

/** The same beginning and end stay; what is between is replaced one for one, the rest taken out or put in. */
function listChanges(path: ConfigPath, old: readonly unknown[], value: readonly JsonValue[]): Change[] {
  let head = 0;
  const most = Math.min(old.length, value.length);
  while (head < most && isEqual(old[head], value[head])) head++;
  let tail = 0;
  while (tail < most - head && isEqual(old.at(-1 - tail), value.at(-1 - tail))) tail++;
  const pairs = most - head - tail;
  const changes: Change[] = [];
  for (let index = head; index < head + pairs; index++) {
    const item = value[index];
    if (item !== undefined) changes.push(...valueChanges([...path, index], old[index], item));
  }
  for (let index = head + pairs; index < old.length - tail; index++)
    changes.push({ kind: "take", path: [...path, index] });
  const added = value.slice(head + pairs, value.length - tail);
  if (added.length > 0) changes.push({ kind: "insert", path, index: head + pairs, values: added });
  return changes;
}
