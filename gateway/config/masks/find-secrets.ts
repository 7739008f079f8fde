/**
 * Every place of a config's text that may not be shown: by structure, by the names on a line where there is none to ask, by
 * the shape of well-known keys, and inside addresses.
 *
 * Too much is better than too little: a mask is put back, a leak is not. Pure and linear in the text's length.
 */
import { keyShapes } from "../../base/redact.ts";
import { isSecretKey } from "../secret-keys.ts";
import { writtenSecrets, type Piece } from "../written-secrets.ts";
import { maskLike } from "./mask-form.ts";
import { joinedPieces, piecesOfLines } from "./pieces.ts";
import { yamlSecrets } from "./yaml-secrets.ts";

/** A shorter one, or one without a digit, may be an ordinary word, and then an alias or a provider of that name. */
const minKnownLength = 12;

/** @param known  secrets of other texts, which may stand here under no secret name */
export function findSecrets(text: string, known: ReadonlySet<string> = new Set()): Piece[] {
  const { secrets, comments, isReadable } = yamlSecrets(text);
  const found = joinedPieces([
    ...secrets,
    ...(isReadable ? comments : [{ from: 0, to: text.length }]).flatMap((part) => inLines(text, part)),
    ...(isReadable ? [] : belowKeys(text)),
    ...shaped(text),
  ]);
  const values = new Set([...known, ...found.map(({ from, to }) => text.slice(from, to))]);
  return apart(text, [...found, ...knownWords(text, values), ...matches(text, maskLike)]);
}

/** Secrets inside one value, whatever its key is called. */
export function secretsInValue(value: string): Piece[] {
  return apart(value, [...shaped(value), ...matches(value, maskLike)]);
}

/** What a mask could run into belongs to the secret, so that each mask can be told from what follows it. */
function apart(text: string, pieces: readonly Piece[]): Piece[] {
  const following = /[\d•?]*/y;
  const extended: Piece[] = [];
  let end = 0;
  for (const { from, to } of joinedPieces(pieces)) {
    if (to <= end) continue;
    following.lastIndex = to;
    end = to + (following.exec(text)?.[0].length ?? 0);
    extended.push({ from, to: end });
  }
  return joinedPieces(extended);
}

function shaped(text: string): Piece[] {
  return [...keyShapes.flatMap((shape) => matches(text, shape)), ...privateKeys(text), ...inAddresses(text)];
}

function matches(text: string, pattern: RegExp): Piece[] {
  return [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ from: index, to: index + length }));
}

function inLines(text: string, part: Piece): Piece[] {
  return piecesOfLines(text, part.from, part.to).flatMap(({ from, to }) =>
    writtenSecrets(text.slice(from, to)).map((piece) =>
      unquoted(text, { from: from + piece.from, to: from + piece.to }),
    ),
  );
}

function unquoted(text: string, { from, to }: Piece): Piece {
  const quote = text[from];
  const isQuoted = (quote === '"' || quote === "'") && to - from > 1 && text[to - 1] === quote;
  return isQuoted ? { from: from + 1, to: to - 1 } : { from, to };
}

/** A secret key whose value begins on a later line: everything below it that is indented further. */
function belowKeys(text: string): Piece[] {
  const pieces: Piece[] = [];
  let keyIndent = -1;
  let isFirst = false;
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const content = line.trim();
    if (content === "") continue;
    const indent = line.length - line.trimStart().length;
    if (keyIndent >= 0 && (isFirst || indent > keyIndent)) {
      const from = index + line.indexOf(content);
      if (!content.startsWith("os.environ/")) pieces.push({ from, to: from + content.length });
      isFirst = false;
      continue;
    }
    const key = /([\w-]+)["']?\s*:\s*(?:[|>][-+\d]*)?\s*$/.exec(line.slice(0, 4096))?.[1];
    keyIndent = key !== undefined && isSecretKey(key) ? indent : -1;
    isFirst = keyIndent >= 0;
  }
  return pieces;
}

function privateKeys(text: string): Piece[] {
  const pieces: Piece[] = [];
  const begin = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g;
  const end = /-----END [A-Z ]{0,30}PRIVATE KEY-----/g;
  for (let from = begin.exec(text)?.index; from !== undefined; from = begin.exec(text)?.index) {
    end.lastIndex = from;
    if (end.exec(text) === null) break;
    pieces.push(...piecesOfLines(text, from, end.lastIndex));
    begin.lastIndex = end.lastIndex;
  }
  return pieces;
}

const address = /[a-z][\w+.-]{0,40}:\/\/[^\s"'<>]+/gi;

/** Passwords and tokens before the host, and keys in the query. */
function inAddresses(text: string): Piece[] {
  return [...text.matchAll(address)].flatMap(({ index, 0: written }) => {
    const start = index + written.indexOf("://") + 3;
    const authority = /^[^/?#]*@/.exec(written.slice(start - index))?.[0] ?? "";
    const secretFrom = start + authority.indexOf(":") + 1;
    const user = authority === "" ? [] : [{ from: secretFrom, to: start + authority.length - 1 }];
    const query = [...written.matchAll(/([?&])([^=&#]*)=([^&#]*)/g)].flatMap((parameter) => {
      const [whole, , name = "", value = ""] = parameter;
      const to = index + parameter.index + whole.length;
      return isSecretKey(name) ? [{ from: to - value.length, to }] : [];
    });
    return [...user, ...query].filter(({ from, to }) => !text.startsWith("os.environ/", from) && to > from);
  });
}

function knownWords(text: string, known: ReadonlySet<string>): Piece[] {
  return matches(text, /[^\s"'`,;()<>{}[\]]+/g).filter(
    ({ from, to }) => to - from >= minKnownLength && /\d/.test(text.slice(from, to)) && known.has(text.slice(from, to)),
  );
}
