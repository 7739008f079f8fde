/**
 * Finds text that no one writes and that costs a Markdown parser more than its length: it is then shown as it is.
 *
 * One pass without backtracking. Measured at 16,000 characters: `> > >` overflows the stack, `**_**_` takes 1.4 s.
 */

/** Quotes and lists within each other at the start of one line. */
const maxNesting = 24;
/** Emphasis marks between two empty lines. */
const maxMarks = 1500;
/** `[`, `<` and `@` between two empty lines: each may begin a link, a tag or an address. */
const maxOpeners = 3000;

export function isCostlyMarkdown(text: string): boolean {
  let marks = 0;
  let openers = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") {
      marks = 0;
      openers = 0;
      continue;
    }
    if (nestingOf(line) > maxNesting) return true;
    for (const character of line) {
      if (character === "*" || character === "_" || character === "~") marks++;
      else if (character === "[" || character === "<" || character === "@") openers++;
    }
    if (marks > maxMarks || openers > maxOpeners) return true;
  }
  return false;
}

function nestingOf(line: string): number {
  const marker = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
  let nesting = 0;
  while (nesting <= maxNesting && marker.test(line)) nesting++;
  return nesting;
}
