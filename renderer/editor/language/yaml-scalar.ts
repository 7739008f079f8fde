/** Reads one scalar or one flow collection (`{...}`, `[...]`) of a YAML text into an entry. */
import { addEntry, type YamlEntry } from "./yaml-entry.ts";

/**
 * Reads the value that starts at `at` (no space before it).
 *
 * @param lineIndent  column of the entry it belongs to: a line that starts there ends a bracket that was left open
 * @returns the offset behind it
 */
export function readValue(text: string, at: number, entry: YamlEntry, lineIndent: number): number {
  const first = text[at];
  if (first === "{" || first === "[") return readFlow(text, at, entry, lineIndent);
  if (first === '"' || first === "'") return readQuoted(text, at, entry);
  return readPlain(text, at, entry, entry.isInFlow);
}

function readQuoted(text: string, at: number, entry: YamlEntry): number {
  const quoted = text[at] === '"' ? /"(?:[^"\\]|\\[^])*"/y : /'(?:[^']|'')*'/y;
  quoted.lastIndex = at;
  const whole = quoted.exec(text)?.[0];
  // A quote that is never closed ends with its line.
  const written = whole ?? text.slice(at, lineEnd(text, at));
  return setScalar(entry, at, at + written.length, unquote(written));
}

export function unquote(written: string): string {
  const inner = written.slice(1, written.length > 1 && written.endsWith(written[0] ?? "") ? -1 : undefined);
  return written.startsWith("'") ? inner.replaceAll("''", "'") : inner.replaceAll(/\\(["\\/])/g, "$1");
}

function readPlain(text: string, at: number, entry: YamlEntry, isInFlow: boolean): number {
  const plain = isInFlow ? /(?:[^\s,{}[\]#:]|:(?![\s,}\]])|(?<=\S)#|[ \t]+(?![\s,{}[\]#:]*$|#))*/y : /[^\r\n]*/y;
  plain.lastIndex = at;
  const run = plain.exec(text)?.[0] ?? "";
  const written = run.replace(/(?:^|[ \t])#.*$/, "").trimEnd();
  return setScalar(entry, at, at + written.length, written);
}

function setScalar(entry: YamlEntry, from: number, to: number, text: string): number {
  entry.valueFrom = from;
  entry.valueTo = to;
  entry.text = text;
  entry.shape = to > from ? "text" : "none";
  return to;
}

function readFlow(text: string, at: number, entry: YamlEntry, lineIndent: number): number {
  const isMap = text[at] === "{";
  const close = isMap ? "}" : "]";
  entry.valueFrom = at;
  entry.hasFlow = true;
  entry.shape = isMap ? "map" : "list";
  let next = skipBlank(text, at + 1, lineIndent);
  while (next < text.length && next >= 0 && text[next] !== close) {
    const before = next;
    if (text[next] === ",") next++;
    else if (isMap) next = readFlowPair(text, next, entry, lineIndent);
    else next = readFlowItem(text, next, entry, lineIndent);
    // What belongs nowhere, such as the other bracket, is passed over.
    if (next === before) next++;
    next = skipBlank(text, next, lineIndent);
  }
  entry.valueTo = next < 0 ? -next : Math.min(text.length, next + 1);
  return entry.valueTo;
}

const flowKey =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|(?:[^\s,{}[\]#:'"]|:(?![\s,}\]]))(?:[^,{}[\]#:\n]|:(?![\s,}\]]))*/y;

function readFlowPair(text: string, at: number, parent: YamlEntry, lineIndent: number): number {
  flowKey.lastIndex = at;
  const written = flowKey.exec(text)?.[0].trimEnd();
  if (written === undefined) return at;
  const key = /^["']/.test(written) ? unquote(written) : written;
  const to = at + written.length;
  const entry = addEntry({ parent, key, from: at, to, indent: lineIndent, isInFlow: true });
  const colon = skipSpaces(text, to);
  if (text[colon] !== ":") return to;
  entry.valueFrom = entry.valueTo = colon + 1;
  const value = skipSpaces(text, colon + 1);
  return /[\s,}\]]/.test(text[value] ?? ",") ? colon + 1 : readValue(text, value, entry, lineIndent);
}

function readFlowItem(text: string, at: number, parent: YamlEntry, lineIndent: number): number {
  const entry = addEntry({ parent, key: null, from: at, to: at, indent: lineIndent, isInFlow: true });
  const to = readValue(text, at, entry, lineIndent);
  if (to === at) parent.children.pop();
  return to;
}

function skipSpaces(text: string, at: number): number {
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

/** Spaces, line ends and comments. @returns minus the offset where the flow is over because a new entry begins */
function skipBlank(text: string, at: number, lineIndent: number): number {
  for (;;) {
    at = skipSpaces(text, at);
    if (text[at] === "#") at = lineEnd(text, at);
    if (text[at] !== "\n" && text[at] !== "\r") return at;
    const next = at + 1;
    const line = text.slice(next, lineEnd(text, next));
    const indent = line.search(/\S/);
    if (indent >= 0 && indent <= lineIndent && /^\s*(?:- |[^\s{}[\],#]+:(?:\s|$))/.test(line)) return -at;
    at = next;
  }
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" && end > at ? end - 1 : end;
}
