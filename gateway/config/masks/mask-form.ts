/**
 * What a mask looks like: a bullet, digits of a number, and bullets up to the length of what it stands for.
 *
 * A text that holds something of this form by itself has it masked, too; so a mask in a draft is always one of ours.
 */

const maxDigits = 8;
const bullet = "•";

/** A mask, or what stands for a secret that cannot be put back. */
export const maskLike = /•(?:\d{1,8}•*|\?+)/g;

/** How many different masks there are of a length; 0 = nothing of this length can be a mask. */
export function maskCount(length: number): number {
  return length < 2 ? 0 : 10 ** Math.min(maxDigits, length - 1);
}

/** @param number  below `maskCount(length)` */
export function maskOf(number: number, length: number): string {
  const digits = String(number).padStart(Math.min(maxDigits, length - 1), "0");
  return (bullet + digits).padEnd(length, bullet);
}

/** Stands for a secret in what is only shown. */
export function blankMask(length: number): string {
  return length < 2 ? bullet.repeat(length) : bullet.padEnd(length, "?");
}
