/**
 * The masks that stand for secrets in every text of the config that leaves the gateway, and what each of them stands for.
 *
 * A mask is made from its secret with a key of this installation: the same secret has the same mask in every file, draft
 * and version, also after a restart. Law: a mask is put back to the secret it was made for, or not at all.
 */
import { createHmac } from "node:crypto";
import type { Piece } from "../written-secrets.ts";
import { secretsInValue } from "./find-secrets.ts";
import { blankMask, maskCount, maskLike, maskOf } from "./mask-form.ts";

export interface Unmasked {
  readonly text: string;
  /** Masks that stand for nothing known, or in other quotes than their secret can; they are left in the text. */
  readonly unknown: readonly Piece[];
}

interface Masked {
  readonly secret: string;
  /** The quotes that a secret with special characters needs around it; null = it may stand anywhere. */
  readonly quotes: string | null;
}

/** Secrets typed into drafts come and go. */
const maxRemembered = 20_000;
const maxTries = 1000;
/** What is typed letter by letter is not remembered from its first letter on. */
const minDraftLength = 8;
/** Text in any quotes and without, whatever stands around it. */
const sturdy = /^(?:[A-Za-z]|(?!0x|\d+\.?\d*e)\d(?=.{15})(?=.*[A-Za-z]))[\w.~+/=@:-]{4,}[\w.~+/=@-]$/;

export class SecretMasks {
  readonly #key: Buffer;
  readonly #maskOf = new Map<string, string>();
  readonly #byMask = new Map<string, Masked>();

  /** @param key  random, kept with the data */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Every secret that has a mask. */
  get known(): ReadonlySet<string> {
    return new Set([...this.#byMask.values()].map(({ secret }) => secret));
  }

  /** @param pieces  in order, none inside another */
  maskText(text: string, pieces: readonly Piece[]): string {
    let masked = "";
    let at = 0;
    for (const { from, to } of pieces) {
      const secret = text.slice(from, to);
      const mask = this.#maskFor({ secret, quotes: sturdy.test(secret) ? null : quotesAround(text, from, to) });
      masked += text.slice(at, from) + (mask ?? (secret.length < 2 ? secret : blankMask(secret.length)));
      at = to;
    }
    return masked + text.slice(at);
  }

  /**
   * A value as it is read from a text, for show and for edits.
   *
   * @param isSecret  by the name of its key
   */
  maskValue(value: string, isSecret: boolean): string {
    if (isSecret && value !== "") return this.#maskWord(value);
    let masked = "";
    let at = 0;
    for (const { from, to } of secretsInValue(value)) {
      masked += value.slice(at, from) + this.#maskWord(value.slice(from, to));
      at = to;
    }
    return masked + value.slice(at);
  }

  unmask(text: string): Unmasked {
    const unknown: Piece[] = [];
    const unmasked = text.replaceAll(maskLike, (mask, offset: number) => {
      const to = offset + mask.length;
      const known = this.#byMask.get(mask);
      if (known !== undefined && (known.quotes === null || known.quotes === quotesAround(text, offset, to)))
        return known.secret;
      unknown.push({ from: offset, to });
      return mask;
    });
    return { text: unmasked, unknown };
  }

  #maskWord(secret: string): string {
    const names = [secret, ...['"', "'", ""].map((quotes) => nameOf({ secret, quotes }))];
    const known = names.map((name) => this.#maskOf.get(name)).find((mask) => mask !== undefined);
    if (known !== undefined) return known;
    const mayStand = sturdy.test(secret) && secret.length >= minDraftLength;
    return (mayStand ? this.#maskFor({ secret, quotes: null }) : null) ?? blankMask(secret.length);
  }

  /** @returns null when no mask of its length is left */
  #maskFor(masked: Masked): string | null {
    const name = nameOf(masked);
    const mask = this.#maskOf.get(name) ?? this.#freeMask(name, masked.secret.length);
    if (mask === null) return null;
    // The newest last: what was not seen for long is forgotten first.
    this.#maskOf.delete(name);
    this.#byMask.delete(mask);
    this.#maskOf.set(name, mask);
    this.#byMask.set(mask, masked);
    if (this.#maskOf.size > maxRemembered) this.#forgetOldest();
    return mask;
  }

  #freeMask(name: string, length: number): string | null {
    const count = maskCount(length);
    const first = createHmac("sha256", this.#key).update(name).digest().readUIntBE(0, 6);
    for (let tries = 0; tries < Math.min(count, maxTries); tries++) {
      const mask = maskOf((first + tries) % count, length);
      if (!this.#byMask.has(mask)) return mask;
    }
    return null;
  }

  #forgetOldest(): void {
    const [oldest] = this.#maskOf;
    if (oldest === undefined) return;
    this.#maskOf.delete(oldest[0]);
    this.#byMask.delete(oldest[1]);
  }
}

function nameOf({ secret, quotes }: Masked): string {
  return quotes === null ? secret : `${secret}\0${quotes}`;
}

/** The quote on both sides, or nothing. */
function quotesAround(text: string, from: number, to: number): string {
  const before = text[from - 1] ?? "";
  return (before === '"' || before === "'") && text[to] === before ? before : "";
}
