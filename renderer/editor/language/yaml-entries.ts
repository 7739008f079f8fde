/**
 * The keys and items of a YAML text by its lines, also while it is half typed and no parser would take it.
 *
 * It serves the editor only: where the cursor stands, which keys are there. What the file means is the gateway's to say.
 */
import { addEntry, type YamlEntry } from "./yaml-entry.ts";
import { lineEnd, readValue, unquote } from "./yaml-scalar.ts";

/** @returns the entry of the text itself */
export function readEntries(text: string): YamlEntry {
  const root = addEntry({ parent: null, key: null, from: 0, to: 0, indent: -1 });
  const stack: YamlEntry[] = [root];
  for (let at = 0; at < text.length;) at = readLine(text, at, stack);
  return root;
}

/** @returns where the next line begins */
function readLine(text: string, start: number, stack: YamlEntry[]): number {
  const end = lineEnd(text, start);
  const next = nextLine(text, end);
  let at = start;
  while (text[at] === " ") at++;
  if (at >= end || text[at] === "#" || text[at] === "\t" || isMarker(text.slice(start, end))) return next;
  let item: YamlEntry | null = null;
  while (text[at] === "-" && (at + 1 >= end || text[at + 1] === " ")) {
    item = openItem(stack, at, at - start);
    at++;
    while (text[at] === " ") at++;
  }
  if (at >= end || text[at] === "#") return next;
  const key = readKey(text, at, end);
  const entry = key === null ? item : openKey(stack, key, at - start);
  if (entry === null) return next;
  return readRest(text, key === null ? at : key.colon + 1, entry, end);
}

function isMarker(line: string): boolean {
  return /^(?:---|\.\.\.|%)/.test(line);
}

function openItem(stack: YamlEntry[], from: number, indent: number): YamlEntry {
  // A list may stand as deep as the key it belongs to.
  while (stack.length > 1 && isBeside(stack.at(-1), indent)) stack.pop();
  const item = addEntry({ parent: stack.at(-1) ?? null, key: null, from, to: from + 1, indent });
  stack.push(item);
  return item;
}

function isBeside(top: YamlEntry | undefined, indent: number): boolean {
  return top !== undefined && (top.indent > indent || (top.indent === indent && top.key === null));
}

interface Key {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly colon: number;
}

const blockKey =
  /("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=\S))(?:[^\n:]|:(?!\s|$))*?)[ \t]*:(?=\s|$)/my;

function readKey(text: string, at: number, end: number): Key | null {
  blockKey.lastIndex = at;
  const match = blockKey.exec(text);
  const written = match?.[1];
  if (match === null || written === undefined || match.index + match[0].length > end || / #/.test(written)) return null;
  const key = /^["']/.test(written) ? unquote(written) : written;
  return { key, from: at, to: at + written.length, colon: at + match[0].length - 1 };
}

function openKey(stack: YamlEntry[], { key, from, to, colon }: Key, indent: number): YamlEntry {
  while (stack.length > 1 && (stack.at(-1)?.indent ?? -1) >= indent) stack.pop();
  const entry = addEntry({ parent: stack.at(-1) ?? null, key, from, to, indent });
  entry.valueFrom = entry.valueTo = colon + 1;
  stack.push(entry);
  return entry;
}

/** What follows a key or dash on its line, and the lines that belong to it. @returns where the next line begins */
function readRest(text: string, from: number, entry: YamlEntry, end: number): number {
  let at = from;
  const leading = /[ \t]*(?:[&!][^\s,{}[\]]*[ \t]+|[&!][^\s,{}[\]]*$)*/my;
  leading.lastIndex = at;
  at += leading.exec(text)?.[0].length ?? 0;
  if (at >= end || text[at] === "#") return nextLine(text, end);
  if (text[at] === "|" || text[at] === ">") {
    entry.shape = "text";
    return blockScalarEnd(text, nextLine(text, end), entry.indent, entry);
  }
  const behind = readValue(text, at, entry, entry.indent);
  return nextLine(text, lineEnd(text, behind));
}

/** Lines deeper than the key are the scalar's, blank ones too. */
function blockScalarEnd(text: string, start: number, indent: number, entry: YamlEntry): number {
  let at = start;
  entry.valueFrom = start;
  entry.valueTo = start;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const column = text.slice(at, end).search(/\S/);
    if (column >= 0 && column <= indent) break;
    if (column >= 0) entry.valueTo = end;
    at = nextLine(text, end);
  }
  entry.text = text.slice(entry.valueFrom, entry.valueTo);
  return at;
}

function nextLine(text: string, end: number): number {
  const line = text.indexOf("\n", end);
  return line < 0 ? text.length : line + 1;
}
