/** Newline-delimited JSON as bytes: the lines of a run, without their ends and without empty ones. */
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export function splitLines(run: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  while (start < run.length) {
    const found = run.indexOf(lineFeed, start);
    const next = found === -1 ? run.length : found;
    const end = next > start && run[next - 1] === carriageReturn ? next - 1 : next;
    if (end > start) lines.push(run.subarray(start, end));
    start = next + 1;
  }
  return lines;
}
