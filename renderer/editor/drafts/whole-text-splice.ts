/** The smallest single splice that turns one text into another, so that cursors, folds and markers outside it stay. */
import type { Splice } from "../../../gateway/contract/config-edit.ts";

/** @returns null when the texts are the same */
export function wholeTextSplice(from: string, to: string): Splice | null {
  if (from === to) return null;
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start++;
  let end = 0;
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  // A pair of surrogates, or CR LF, is one: neither may be cut in half.
  if (start > 0 && isHead(from.charCodeAt(start - 1))) start--;
  if (end > 0 && [from, to].some((text) => isCutBefore(text, text.length - end))) end--;
  return { offset: start, length: from.length - start - end, text: to.slice(start, to.length - end) };
}

function isHead(code: number): boolean {
  return (code >= 0xd800 && code < 0xdc00) || code === 13;
}

function isCutBefore(text: string, at: number): boolean {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return (after >= 0xdc00 && after < 0xe000) || (before === 13 && after === 10);
}
