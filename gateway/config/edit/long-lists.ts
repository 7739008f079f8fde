/** The lists of a file that grow long, found by their lines alone: `model_list` and the fallbacks. */
import type { ConfigPath } from "../../contract/config-edit.ts";
import { fallbackKinds, fallbackSections } from "./alias-mentions.ts";
import type { TextLines } from "./text-lines.ts";

export interface LongList {
  readonly path: ConfigPath;
  /** Start of each item's dash line. */
  readonly items: readonly number[];
  /** After the last line before the next key; comments between belong to the last item. */
  readonly end: number;
}

const fewestItems = 64;

/** @returns null when a section stands twice: then nothing is certain */
export function longListsIn(lines: TextLines): LongList[] | null {
  const sections = new Map<string, number>();
  for (const { index, 1: name = "" } of lines.text.matchAll(/^([A-Za-z_][\w-]*):[ \t]*(?:#.*)?\r?$/gm)) {
    if (sections.has(name)) return null;
    sections.set(name, index);
  }
  const found: LongList[] = [];
  const add = (path: ConfigPath, header: number): void => {
    const list = listBelow(lines, path, header);
    if (list !== null && list.items.length >= fewestItems) found.push(list);
  };
  const models = sections.get("model_list");
  if (models !== undefined) add(["model_list"], models);
  for (const section of fallbackSections) {
    const at = sections.get(section);
    if (at === undefined) continue;
    for (const [kind, header] of fallbackHeaders(lines, at)) add([section, kind], header);
  }
  return found;
}

/** Keys of the section itself, not of something below it. */
function fallbackHeaders(lines: TextLines, section: number): [string, number][] {
  const headers: [string, number][] = [];
  let column: number | null = null;
  for (let at = lines.next(section); at < lines.text.length; at = lines.next(at)) {
    const text = lines.rest(at);
    const indent = text.search(/[^ ]/);
    if (indent === -1 || text[indent] === "#" || text[indent] === "\r") continue;
    if (indent === 0) break;
    column ??= indent;
    const kind = fallbackKinds.find((name) => text.startsWith(`${name}:`, indent));
    if (indent === column && kind !== undefined && /^\s*(?:#.*)?$/.test(text.slice(indent + kind.length + 1)))
      headers.push([kind, at]);
  }
  return headers;
}

function listBelow(lines: TextLines, path: ConfigPath, header: number): LongList | null {
  const { text } = lines;
  const above = text.slice(header, lines.end(header)).search(/\S/);
  const items: number[] = [];
  let column = -1;
  for (let at = lines.next(header); at < text.length; at = lines.next(at)) {
    const indent = indentAt(text, at);
    if (/[\n\r#]/.test(text[at + indent] ?? "#")) continue;
    const isDash = text[at + indent] === "-" && /[ \r\n]/.test(text[at + indent + 1] ?? "\n");
    if (column === -1) {
      if (!isDash || indent < above) return null;
      column = indent;
    }
    if (indent < column || (indent === column && !isDash)) return { path, items, end: at };
    if (indent === column) items.push(at);
  }
  return items.length === 0 ? null : { path, items, end: text.length };
}

function indentAt(text: string, start: number): number {
  let indent = 0;
  while (text[start + indent] === " ") indent++;
  return indent;
}
