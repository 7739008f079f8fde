/**
 * Makes, changes and ends virtual keys: in memory at once, and answered when the ledger has them on disk.
 *
 * The key itself exists only in the answer that makes it; here and on disk is its SHA-256.
 */
import type { Clock } from "../base/clock.ts";
import { GatewayError } from "../contract/errors.ts";
import type { LedgerSink } from "../contract/ledger.ts";
import type { LimitSettings } from "../contract/limits.ts";
import { nanosOfUsd } from "../contract/units.ts";
import {
  deleteKeysSchema,
  generateKeySchema,
  oneKeySchema,
  regenerateKeySchema,
  updateKeySchema,
  type KeyRow,
  type KeySettings,
} from "../contract/virtual-key.ts";
import { parseDuration, timeAfter } from "./budget-period.ts";
import { parseBody, routesOfType, settingsFrom, withinBounds } from "./key-body.ts";
import { tokenOf, type KeyRing } from "./key-ring.ts";
import type { Meters } from "./meters.ts";
import type { VirtualKey } from "./virtual-keys.ts";

export interface KeyDeskParts {
  readonly clock: Clock;
  readonly keys: KeyRing;
  readonly meters: Meters;
  readonly sink: LedgerSink;
  readonly limits: () => LimitSettings;
  readonly isMasterKey: (key: string) => boolean;
  /** A fresh key, beginning with `sk-`. */
  readonly newKey: () => string;
}

export interface MadeKey {
  /** Shown once. */
  readonly secret: string;
  readonly key: VirtualKey;
  /** As asked for; null = it does not expire, or keeps the expiry it had. */
  readonly duration: string | null;
}

export class KeyDesk {
  readonly #parts: KeyDeskParts;

  constructor(parts: KeyDeskParts) {
    this.#parts = parts;
  }

  /** @throws GatewayError `invalid_request`, `field_not_allowed`, `duplicate_key`, `ledger_unavailable` */
  async generate(sent: unknown): Promise<MadeKey> {
    const { keyDefaults, keyBounds } = this.#parts.limits();
    const given = parseBody(generateKeySchema, sent);
    const body = withinBounds(parseBody(generateKeySchema, { ...keyDefaults, ...withoutNulls(given) }), keyBounds);
    const secret = body.key ?? this.#parts.newKey();
    const settings = settingsFrom({
      ...body,
      allowed_routes: body.allowed_routes ?? routesOfType(body.key_type) ?? [],
    });
    const made = this.#make(secret, settings, this.#expiry(body.duration), body.duration ?? null);
    if (body.spend !== undefined) this.#setSpend(made.key.token, body.spend);
    await this.#parts.sink.committed();
    return made;
  }

  /** @throws GatewayError as generate, `key_not_found` */
  async update(sent: unknown): Promise<VirtualKey> {
    const body = parseBody(updateKeySchema, sent);
    const { row } = this.find(body.key);
    const settings = settingsFrom(body, row.settings);
    this.#assertFreeAlias(settings, row.token);
    const expiresAt = body.duration === undefined ? row.expiresAt : this.#expiry(body.duration);
    const key = this.#put({ ...row, settings, expiresAt });
    if (body.spend !== undefined) this.#setSpend(row.token, body.spend);
    await this.#parts.sink.committed();
    return key;
  }

  /** @returns what was named and is gone now */
  async delete(sent: unknown): Promise<string[]> {
    const { keys: named = [], key_aliases: aliases = [] } = parseBody(deleteKeysSchema, sent);
    const tokens = [
      ...named.map((name) => this.find(name).token),
      ...aliases.map((alias) => this.#aliased(alias).token),
    ];
    if (tokens.length === 0) {
      throw new GatewayError("invalid_request", { message: "Pass `keys` or `key_aliases` to delete.", param: "keys" });
    }
    const { meters, keys, sink } = this.#parts;
    for (const token of tokens) {
      keys.remove(token);
      sink.write({ kind: "drop_key", token });
      for (const { ref } of this.#metersOf(token)) meters.drop(ref);
    }
    await sink.committed();
    return named.length > 0 ? [...named, ...aliases] : aliases;
  }

  /** The same key under a new secret: limits, spend and alias stay. */
  async regenerate(sent: unknown, inPath: string | null): Promise<MadeKey> {
    const body = parseBody(regenerateKeySchema, sent);
    const old = this.find(inPath ?? body.key ?? "");
    const secret = body.new_key ?? this.#parts.newKey();
    const settings = settingsFrom(body, old.row.settings);
    this.#assertFreeAlias(settings, old.token);
    const { keys, sink, meters } = this.#parts;
    this.#assertNew(secret);
    keys.remove(old.token);
    sink.write({ kind: "drop_key", token: old.token });
    const expiresAt = body.duration === undefined ? old.row.expiresAt : this.#expiry(body.duration);
    const made = this.#make(secret, settings, expiresAt, body.duration ?? null);
    for (const { ref } of this.#metersOf(old.token))
      meters.rename(ref, { scope: ref.scope, name: made.key.token + ref.name.slice(old.token.length) });
    await sink.committed();
    return made;
  }

  async setBlocked(sent: unknown, isBlocked: boolean): Promise<VirtualKey> {
    const { key } = parseBody(oneKeySchema, sent);
    const { row } = this.find(key);
    const blocked = this.#put({ ...row, settings: { ...row.settings, blocked: isBlocked } });
    await this.#parts.sink.committed();
    return blocked;
  }

  /**
   * @param name  the key or its digest
   * @throws GatewayError `key_not_found`
   */
  find(name: string): VirtualKey {
    const { keys } = this.#parts;
    const found = (/^[0-9a-f]{64}$/.test(name) ? keys.find(name) : null) ?? keys.find(tokenOf(name));
    if (found === null) throw notFound();
    return found;
  }

  #aliased(alias: string): VirtualKey {
    const found = this.#parts.keys.findByAlias(alias);
    if (found === null) throw notFound();
    return found;
  }

  #make(secret: string, settings: KeySettings, expiresAt: number | null, duration: string | null): MadeKey {
    this.#assertNew(secret);
    this.#assertFreeAlias(settings, null);
    const createdAt = this.#parts.clock.wallMs();
    const row: KeyRow = {
      token: tokenOf(secret),
      keyName: `sk-...${secret.slice(-4)}`,
      createdAt,
      updatedAt: createdAt,
      expiresAt,
      settings,
    };
    return { secret, key: this.#put(row), duration };
  }

  #put(row: KeyRow): VirtualKey {
    const updated = { ...row, updatedAt: this.#parts.clock.wallMs() };
    this.#parts.sink.write({ kind: "put_key", row: updated });
    return this.#parts.keys.put(updated);
  }

  #assertNew(secret: string): void {
    if (this.#parts.keys.find(tokenOf(secret)) === null && !this.#parts.isMasterKey(secret)) return;
    throw new GatewayError("duplicate_key", { message: "This key exists already.", param: "key" });
  }

  #assertFreeAlias({ key_alias: alias }: KeySettings, own: string | null): void {
    const holder = alias === null ? null : this.#parts.keys.findByAlias(alias);
    if (holder === null || holder.token === own) return;
    throw new GatewayError("duplicate_key", {
      message: `Key with alias '${String(alias)}' already exists. Unique key aliases across all keys are required.`,
      param: "key_alias",
    });
  }

  #expiry(duration: string | null | undefined): number | null {
    const parsed = duration === null || duration === undefined ? null : parseDuration(duration);
    return parsed === null ? null : timeAfter(parsed, this.#parts.clock.wallMs());
  }

  #setSpend(token: string, usd: number): void {
    this.#parts.meters.set({ scope: "key", name: token }, nanosOfUsd(usd));
  }

  #metersOf(token: string): ReturnType<Meters["under"]> {
    const { meters } = this.#parts;
    return [...meters.under("key", token), ...meters.under("key_model", `${token}\n`)];
  }
}

/** LiteLLM's defaults stand where a body says nothing or null. */
function withoutNulls(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));
}

function notFound(): GatewayError {
  return new GatewayError("key_not_found", {
    message: "Key not found in database",
    hint: "`/key/list` shows every key by its digest; a key may be named by itself or by its digest.",
  });
}
