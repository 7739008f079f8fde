/**
 * Request ids: 26 characters that sort by time, so that the log pages by id alone.
 *
 * Layout: 9 characters of epoch milliseconds and 4 of a per-process counter, then 13 random ones; Crockford's base 32.
 */
import { randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const counterSpan = 32 ** 4;
let lastMs = 0;
let counter = 0;

/** @returns an id above every id this process gave before, as text and in SQLite's order. */
export function newRequestId(wallMs: number): string {
  if (wallMs > lastMs) {
    lastMs = wallMs;
    counter = 0;
  } else if (++counter === counterSpan) {
    lastMs += 1;
    counter = 0;
  }
  return base32(lastMs, 9) + base32(counter, 4) + randomText(13);
}

/** @returns the smallest id of that millisecond, for asking for ids from then on */
export function firstIdOf(wallMs: number): string {
  return base32(wallMs, 9);
}

function base32(value: number, width: number): string {
  let text = "";
  let rest = value;
  for (let place = 0; place < width; place++) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

let pool = Buffer.alloc(0);
let poolOffset = 0;

function randomText(width: number): string {
  if (poolOffset + width > pool.length) {
    pool = randomBytes(width * 256);
    poolOffset = 0;
  }
  let text = "";
  for (let place = 0; place < width; place++) text += alphabet.charAt((pool[poolOffset + place] ?? 0) & 31);
  poolOffset += width;
  return text;
}

/** For providers that give a tool call no id: OpenAI's form, never repeated within a conversation. */
export function newToolCallId(): string {
  return `call_${randomBytes(12).toString("hex")}`;
}
