/** The word that was probably meant: the nearest of the known ones by letters changed, left out or added. */

/** More changes than this, or than half of the word, and it is another word. */
const maxDistance = 3;

/** @returns null when none is near */
export function nearestWord(written: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.min(maxDistance, Math.floor(written.length / 2)) + 1;
  for (const word of known) {
    if (Math.abs(word.length - written.length) >= bestDistance) continue;
    const distance = editDistance(written.toLowerCase(), word);
    if (distance < bestDistance) [best, bestDistance] = [word, distance];
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const change = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
