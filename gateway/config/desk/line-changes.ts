/** How many lines a version added and removed: what `git diff --numstat` would say. */

export interface LineChanges {
  readonly added: number;
  readonly removed: number;
}

/** Beyond it every line that differs counts, moved ones not. */
const maxDistance = 1000;

export function lineChanges(before: string, after: string): LineChanges {
  const { left, right } = differing(linesOf(before), linesOf(after));
  const distance = editDistance(left, right);
  if (distance === null) return differentLines(left, right);
  return {
    added: (distance + right.length - left.length) / 2,
    removed: (distance + left.length - right.length) / 2,
  };
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Without what is the same at the beginning and the end. */
function differing(left: readonly string[], right: readonly string[]): { left: string[]; right: string[] } {
  const most = Math.min(left.length, right.length);
  let head = 0;
  while (head < most && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < most - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;
  return { left: left.slice(head, left.length - tail), right: right.slice(head, right.length - tail) };
}

/**
 * Lines taken out plus lines put in, at the least. null = more than are looked for.
 *
 * @source E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986
 */
function editDistance(left: readonly string[], right: readonly string[]): number | null {
  const furthest = new Map<number, number>([[1, 0]]);
  for (let distance = 0; distance <= Math.min(maxDistance, left.length + right.length); distance++) {
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      const below = furthest.get(diagonal - 1) ?? -1;
      const above = furthest.get(diagonal + 1) ?? -1;
      let x = diagonal === -distance || (diagonal !== distance && below < above) ? above : below + 1;
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= left.length && x - diagonal >= right.length) return distance;
    }
  }
  return null;
}

function differentLines(left: readonly string[], right: readonly string[]): LineChanges {
  const counts = new Map<string, number>();
  for (const line of left) counts.set(line, (counts.get(line) ?? 0) + 1);
  let added = 0;
  for (const line of right) {
    const count = counts.get(line) ?? 0;
    if (count === 0) added++;
    else counts.set(line, count - 1);
  }
  return { added, removed: left.length - (right.length - added) };
}
