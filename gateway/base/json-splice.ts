/**
 * Edits a JSON object's own members as bytes, so that every value nobody asked to change stays as it was written.
 *
 * Re-encoding a parsed body would change numbers (1.0, 12345678901234567890) and escapes; a splice does not.
 * Law: the input has passed JSON.parse, so the scan may trust its grammar.
 */
interface Member {
  readonly key: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * @param bytes  UTF-8 JSON whose top level is an object
 * @param set  member -> new value as JSON text; replaced in place, or added at the end
 * @param remove  members to leave out
 */
export function spliceObject(bytes: Buffer, set: ReadonlyMap<string, string>, remove: ReadonlySet<string>): Buffer {
  const members = scanMembers(bytes);
  const parts: Buffer[] = [];
  const pending = new Map(set);
  for (let index = members.length - 1; index >= 0; index--) {
    const member = members[index];
    if (member === undefined || remove.has(member.key)) continue;
    const value = pending.get(member.key);
    if (value === undefined) {
      // A repeated key that is being set was replaced at its last place, the one that counts.
      if (!set.has(member.key)) parts.push(bytes.subarray(member.start, member.end));
      continue;
    }
    pending.delete(member.key);
    parts.push(Buffer.concat([bytes.subarray(member.start, member.valueStart), Buffer.from(value)]));
  }
  parts.reverse();
  for (const [key, value] of pending) parts.push(Buffer.from(`${JSON.stringify(key)}:${value}`));
  return joinMembers(parts);
}

/** @returns the bytes with one top-level value replaced where it stands, or the same bytes when the key is absent. */
export function replaceValue(bytes: Buffer, key: string, value: string): Buffer {
  const members = scanMembers(bytes);
  for (let index = members.length - 1; index >= 0; index--) {
    const member = members[index];
    if (member?.key !== key) continue;
    return Buffer.concat([bytes.subarray(0, member.valueStart), Buffer.from(value), bytes.subarray(member.end)]);
  }
  return bytes;
}

/** @returns the raw value of a top-level member (its last one), or null when the key is absent. */
export function readValue(bytes: Buffer, key: string): Buffer | null {
  const member = scanMembers(bytes).findLast((candidate) => candidate.key === key);
  return member === undefined ? null : bytes.subarray(member.valueStart, member.end);
}

/**
 * @param bytes  UTF-8 JSON that is an array
 * @returns the raw value of each element
 */
export function readElements(bytes: Buffer): Buffer[] {
  const elements: Buffer[] = [];
  let at = skipSpace(bytes, skipSpace(bytes, 0) + 1); // past [
  while (at < bytes.length && bytes[at] !== 0x5d) {
    const end = valueEnd(bytes, at);
    elements.push(bytes.subarray(at, end));
    at = skipSpace(bytes, end);
    if (bytes[at] === 0x2c) at = skipSpace(bytes, at + 1);
  }
  return elements;
}

function joinMembers(parts: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = [Buffer.from("{")];
  parts.forEach((part, index) => {
    if (index > 0) pieces.push(Buffer.from(","));
    pieces.push(part);
  });
  pieces.push(Buffer.from("}"));
  return Buffer.concat(pieces);
}

function scanMembers(bytes: Buffer): Member[] {
  const members: Member[] = [];
  let at = skipSpace(bytes, 0) + 1; // past {
  for (;;) {
    at = skipSpace(bytes, at);
    if (bytes[at] !== quote) return members; // } of the object, or its end
    const keyEnd = stringEnd(bytes, at);
    const key = JSON.parse(bytes.toString("utf8", at, keyEnd)) as string; // a JSON string literal by construction
    const valueStart = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1); // past :
    const end = valueEnd(bytes, valueStart);
    members.push({ key, start: at, valueStart, end });
    at = skipSpace(bytes, end) + 1; // past , or }
  }
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at++;
  }
  return at;
}

/** @returns the offset just past the closing quote of the string that opens at `from`. */
function stringEnd(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(quote, at + 1);
    if (at === -1) return bytes.length;
    let slashes = 0;
    while (bytes[at - 1 - slashes] === backslash) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
}

function valueEnd(bytes: Buffer, from: number): number {
  const first = bytes[from];
  if (first === quote) return stringEnd(bytes, from);
  if (first === 0x7b || first === 0x5b) return containerEnd(bytes, from);
  let at = from;
  while (at < bytes.length && !isLiteralEnd(bytes[at])) at++;
  return at;
}

function containerEnd(bytes: Buffer, from: number): number {
  let depth = 0;
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === quote) {
      at = stringEnd(bytes, at);
      continue;
    }
    if (byte === 0x7b || byte === 0x5b) depth++;
    if ((byte === 0x7d || byte === 0x5d) && --depth === 0) return at + 1;
    at++;
  }
  return at;
}

function isLiteralEnd(byte: number | undefined): boolean {
  return (
    byte === 0x2c || byte === 0x7d || byte === 0x5d || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
  );
}
