/** Plain values as the config's reader gives them: compared, and walked by a path. */
import type { ConfigPath } from "../../contract/config-edit.ts";
import type { PlainMap } from "../yaml-source.ts";

export function isPlainMap(value: unknown): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Order counts in lists, not in maps; 0 and -0 are one. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isEqual(item, other[index]));
  if (isPlainMap(one) && isPlainMap(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
    );
  }
  return Number.isNaN(one) && Number.isNaN(other);
}

/** What stands at the path; undefined when nothing does. */
export function valueAt(root: unknown, path: ConfigPath): unknown {
  let value = root;
  for (const key of path) {
    if (Array.isArray(value)) value = typeof key === "number" ? value[key] : undefined;
    else value = isPlainMap(value) && Object.hasOwn(value, String(key)) ? value[String(key)] : undefined;
  }
  return value;
}
