/**
 * Secrets of one line as it is written, by the names of its keys: where no parser can be asked (a comment, a broken text).
 */
import { isSecretKey } from "./secret-keys.ts";

/** A part of a text, `to` excluded. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

/** As YAML, as JSON, or as a line of a `.env`. */
const writtenKey = /(?<![\w-])([\w-]+)(?:["']\s*:\s*|\s*:\s+|\s*=\s*)/g;
/** In quotes, a list on one line, or plain up to what ends it; a map's own keys are looked at one by one. */
const writtenValue = /"[^"]*"|'[^']*'|\[[^\]]*\]|(?!\{)[^\s,}\]#][^\s,}\]]*(?: (?!#)[^\s,}\]]+)*/y;

/** The values of secret keys, quotes included; a reference to a variable is none. */
export function writtenSecrets(line: string): Piece[] {
  const pieces: Piece[] = [];
  // A key inside of a value that is found already is looked at no more: a long line of keys would take minutes.
  for (let at = 0; ;) {
    writtenKey.lastIndex = at;
    const found = writtenKey.exec(line);
    if (found === null) return pieces;
    const from = writtenKey.lastIndex;
    at = from;
    if (!isSecretKey(found[1] ?? "")) continue;
    writtenValue.lastIndex = from;
    const value = writtenValue.exec(line)?.[0] ?? "";
    if (value === "" || /^["']?os\.environ\//.test(value)) continue;
    at = from + value.length;
    pieces.push({ from, to: at });
  }
}
