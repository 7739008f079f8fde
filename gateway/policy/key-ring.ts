/**
 * Every virtual key, in memory, found by the digest of what a client sent.
 *
 * A look-up is one hash and one map access, whatever the number of keys; nothing of it reads a disk.
 */
import { hash } from "node:crypto";
import type { KeyRow } from "../contract/virtual-key.ts";
import { virtualKeyOf, type VirtualKey } from "./virtual-keys.ts";

export class KeyRing {
  readonly #keys = new Map<string, VirtualKey>();
  readonly #byAlias = new Map<string, string>();
  readonly #digests = new Set<string>();

  constructor(rows: readonly KeyRow[] = []) {
    for (const row of rows) this.put(row);
  }

  get size(): number {
    return this.#keys.size;
  }

  /** @param token  SHA-256 of the key, hex */
  find(token: string): VirtualKey | null {
    return this.#keys.get(token) ?? null;
  }

  findByAlias(alias: string): VirtualKey | null {
    const token = this.#byAlias.get(alias);
    return token === undefined ? null : this.find(token);
  }

  /** @param digest  first 12 hex digits of the token; null when it names no key, or more than one */
  findByDigest(digest: string): VirtualKey | null {
    const found = [...this.#keys.values()].filter((key) => key.digest === digest);
    return found.length === 1 ? (found[0] ?? null) : null;
  }

  /** Whether a key goes by these 12 digits, without walking them all. */
  hasDigest(digest: string): boolean {
    return this.#digests.has(digest);
  }

  /** In the order they were made. */
  all(): IterableIterator<VirtualKey> {
    return this.#keys.values();
  }

  put(row: KeyRow): VirtualKey {
    const before = this.#keys.get(row.token)?.row.settings.key_alias ?? null;
    if (before !== null) this.#byAlias.delete(before);
    const key = virtualKeyOf(row);
    this.#keys.set(row.token, key);
    this.#digests.add(key.digest);
    if (row.settings.key_alias !== null) this.#byAlias.set(row.settings.key_alias, row.token);
    return key;
  }

  remove(token: string): void {
    const alias = this.#keys.get(token)?.row.settings.key_alias ?? null;
    if (alias !== null) this.#byAlias.delete(alias);
    const key = this.#keys.get(token);
    if (key !== undefined) this.#digests.delete(key.digest);
    this.#keys.delete(token);
  }
}

/** @param key  as a client sends it */
export function tokenOf(key: string): string {
  return hash("sha256", key, "hex");
}
