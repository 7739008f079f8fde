/**
 * Adds up what a batch of the ledger says of use: a quarter of an hour, what it belongs to, and the counts.
 *
 * Tags and clients are whatever clients write, so a quarter of an hour keeps its first `namesPerSlot` of each and the
 * rest together: a tag per request cannot make the sums as long as the log.
 */
import type { Statement } from "better-sqlite3";
import type { Charge, Uncharged } from "../contract/ledger.ts";
import {
  noCounts,
  otherNames,
  slotMs,
  usageCounts,
  type UsageCounts,
  type UsageScope,
} from "../contract/usage-figures.ts";
import type { Connection } from "./database.ts";

type Scope = UsageScope | "all";

interface Sum extends UsageCounts {
  readonly scope: Scope;
  readonly slot: number;
  readonly name: string;
  nanos: bigint;
}

type Amounts = Omit<Sum, "scope" | "slot" | "name">;
type Places = Pick<
  Uncharged,
  "alias" | "client" | "tags" | "provider" | "deploymentId" | "upstreamModel" | "keyDigest"
>;

export const namesPerSlot = 50;
/** As much of a user agent tells programs apart. */
const clientLength = 120;

export class UsageSums {
  readonly #add: Statement;
  readonly #isThere: Statement;
  readonly #count: Statement;
  #sums = new Map<string, Sum>();
  /** Names of this batch that are new to their quarter of an hour, by scope and slot. */
  #fresh = new Map<string, number>();

  constructor(connection: Connection) {
    this.#add = connection.prepare(`INSERT INTO usage (scope, slot, name, nanos, requests, charges, unpriced, estimates,
      errors, aborts, prompt_tokens, completion_tokens, cached_tokens, cached_of) VALUES (@scope, @slot, @name, @nanos,
      @requests, @charges, @unpriced, @estimates, @errors, @aborts, @promptTokens, @completionTokens, @cachedTokens,
      @cachedOf) ON CONFLICT (scope, slot, name) DO UPDATE SET nanos = nanos + excluded.nanos,
      requests = requests + excluded.requests, charges = charges + excluded.charges,
      unpriced = unpriced + excluded.unpriced, estimates = estimates + excluded.estimates,
      errors = errors + excluded.errors, aborts = aborts + excluded.aborts,
      prompt_tokens = prompt_tokens + excluded.prompt_tokens,
      completion_tokens = completion_tokens + excluded.completion_tokens,
      cached_tokens = cached_tokens + excluded.cached_tokens, cached_of = cached_of + excluded.cached_of`);
    this.#isThere = connection.prepare("SELECT 1 FROM usage WHERE scope = ? AND slot = ? AND name = ?").pluck();
    this.#count = connection.prepare("SELECT count(*) FROM usage WHERE scope = ? AND slot = ?").pluck();
  }

  charge(charge: Charge): void {
    const keyDigest = charge.token?.slice(0, 12) ?? null;
    this.#addTo({ ...charge, keyDigest }, charge.startedAt, amountsOf(charge));
  }

  uncharged(use: Uncharged): void {
    const amounts = { ...nothing, requests: 1, errors: Number(use.isError), aborts: Number(use.isAbort) };
    this.#addTo(use, use.startedAt, amounts);
  }

  /** Within the batch's transaction; the next batch begins anew. */
  write(): void {
    for (const sum of this.#sums.values()) this.#add.run(sum);
    this.begin();
  }

  /** What an earlier batch that was refused left is not of this one. */
  begin(): void {
    this.#sums = new Map();
    this.#fresh = new Map();
  }

  #addTo(places: Places, startedAt: number, amounts: Amounts): void {
    const slot = Math.floor(startedAt / slotMs);
    for (const [scope, name] of namesOf(places)) {
      const sum = this.#sumAt(scope, slot, name);
      sum.nanos += amounts.nanos;
      for (const field of usageCounts) sum[field] += amounts[field];
    }
  }

  #sumAt(scope: Scope, slot: number, name: string): Sum {
    const known = this.#sums.get(placeOf(scope, slot, name));
    if (known !== undefined) return known;
    const kept = (scope === "tag" || scope === "client") && !this.#hasRoom(scope, slot, name) ? otherNames : name;
    const place = placeOf(scope, slot, kept);
    const sum = this.#sums.get(place) ?? { scope, slot, name: kept, ...nothing };
    this.#sums.set(place, sum);
    return sum;
  }

  #hasRoom(scope: Scope, slot: number, name: string): boolean {
    if (this.#isThere.get(scope, slot, name) !== undefined) return true;
    const place = `${scope}\n${slot}`;
    const fresh = this.#fresh.get(place) ?? 0;
    if (Number(this.#count.get(scope, slot)) + fresh >= namesPerSlot) return false;
    this.#fresh.set(place, fresh + 1);
    return true;
  }
}

const nothing: Amounts = { nanos: 0n, ...noCounts };

function amountsOf({ nanos, isEstimate, state, promptTokens, completionTokens, cachedTokens }: Charge): Amounts {
  return {
    nanos: nanos ?? 0n,
    requests: 1,
    charges: 1,
    unpriced: Number(nanos === null),
    estimates: Number(isEstimate),
    errors: Number(state !== "ok"),
    aborts: Number(state === "client_abort"),
    promptTokens: promptTokens ?? 0,
    completionTokens: completionTokens ?? 0,
    cachedTokens: cachedTokens ?? 0,
    cachedOf: cachedTokens === null ? 0 : (promptTokens ?? 0),
  };
}

/** Of each scope but the tags exactly one, "" where there is none: the names of a scope add up to the whole. */
function namesOf({ alias, keyDigest, provider, upstreamModel, deploymentId, client, tags }: Places): [Scope, string][] {
  const tagNames = tags.length === 0 ? [""] : [...new Set(tags)];
  return [
    ["all", ""],
    ["alias", alias ?? ""],
    ["key", keyDigest ?? ""],
    ["provider", provider ?? ""],
    ["model", provider === null || upstreamModel === null ? "" : `${provider}\n${upstreamModel}`],
    ["deployment", deploymentId ?? ""],
    ["client", (client ?? "").slice(0, clientLength)],
    ...tagNames.map((tag): [Scope, string] => ["tag", tag]),
  ];
}

function placeOf(scope: Scope, slot: number, name: string): string {
  return `${scope}\n${slot}\n${name}`;
}
