/** Questions to the ledger and their answers. Days are `YYYY-MM-DD` in UTC, money USD nanos. */
import type { Charge } from "./ledger.ts";

/** By what spend is summed up. `all` has one name, "". `user` and `team` are a key's. */
export const spendScopes = ["all", "key", "alias", "provider", "deployment", "tag", "user", "team"] as const;
export type SpendScope = (typeof spendScopes)[number];

export interface SpendQuery {
  readonly scope: SpendScope;
  /** Both ends belong to it; null = open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Only these names; null = all. */
  readonly names: readonly string[] | null;
  readonly byDay: boolean;
}

export interface SpendSum {
  /** "" when the question was not by day. */
  readonly day: string;
  readonly name: string;
  readonly nanos: bigint;
  readonly requests: number;
  /** Requests of these whose cost is not known: they are not in `nanos`. */
  readonly unpriced: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export interface ChargeQuery {
  readonly id: string | null;
  readonly token: string | null;
  readonly userId: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly limit: number;
}

/** What a key spent on which aliases, on one day. */
export interface KeyAliasQuery {
  readonly token: string;
  readonly day: string;
  readonly limit: number;
}

export interface SpendReads {
  sums(query: SpendQuery): Promise<readonly SpendSum[]>;
  /** By alias, dearest first. Read from the charges, so only as far back as those are kept. */
  aliasesOfKey(query: KeyAliasQuery): Promise<readonly SpendSum[]>;
  /** Newest first. */
  charges(query: ChargeQuery): Promise<readonly Charge[]>;
}
