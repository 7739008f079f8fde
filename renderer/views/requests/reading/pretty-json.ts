/**
 * JSON text with line breaks and indents added between its tokens: numbers, escapes and key order stay as written, which
 * parsing and printing again would not keep.
 */
export function prettyJson(text: string): string {
  return isJsonTree(text) ? indent(text) : text;
}

function isJsonTree(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A string, a mark, or a run of anything else that is not white space. */
const token = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

function indent(text: string): string {
  let written = "";
  let depth = 0;
  let last = "";
  for (const [piece] of text.matchAll(token)) {
    const closes = piece === "}" || piece === "]";
    const opened = last === "{" || last === "[";
    if (closes) depth--;
    if ((opened && !closes) || last === "," || (closes && !opened)) written += `\n${"  ".repeat(depth)}`;
    written += piece === ":" ? ": " : piece;
    if (piece === "{" || piece === "[") depth++;
    last = piece;
  }
  return written;
}
