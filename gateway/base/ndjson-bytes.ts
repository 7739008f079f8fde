/** Newline-delimited JSON as bytes: the lines of a run, without their ends and without empty ones. */
export function splitLines(run: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let at = run.indexOf(10); at !== -1; at = run.indexOf(10, start)) {
    if (at > start) lines.push(run.subarray(start, at));
    start = at + 1;
  }
  if (start < run.length) lines.push(run.subarray(start));
  return lines;
}
