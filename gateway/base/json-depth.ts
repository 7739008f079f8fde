/**
 * How deep parsed JSON nests, read level by level: `JSON.parse` takes any depth, but writing it again recurses and
 * overflows the stack.
 */

/** More levels than any schema or conversation has, far fewer than a stack holds. */
export const maxJsonDepth = 256;

/** @returns whether lists and objects stand in each other more than `maxJsonDepth` deep */
export function isTooDeep(value: unknown): boolean {
  let level: readonly object[] = isContainer(value) ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= maxJsonDepth) return true;
    const next: object[] = [];
    for (const container of level) {
      const items: readonly unknown[] = Array.isArray(container) ? container : Object.values(container);
      for (const item of items) if (isContainer(item)) next.push(item);
    }
    level = next;
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
