/**
 * What the log knows of how names were used: who asked for an alias, and the newest requests as far as their route and
 * price depend on it. Bodies are never read for this.
 *
 * Times are epoch milliseconds.
 */
import type { CostUnit, PriceSource } from "./cost.ts";
import type { FallbackKind } from "./route-decision.ts";

/** A name that a deployment was asked for by, as the client wrote it. */
export interface UsedName {
  readonly alias: string;
  readonly requests: number;
}

export interface AliasUser {
  /** The key's name, else the first digits of its hash; empty = no key was sent. */
  readonly key: string;
  /** User agent; empty = none was sent. */
  readonly client: string;
  readonly requests: number;
  readonly lastUsedAt: number;
}

export interface AliasUse {
  readonly requests: number;
  /** null = never. */
  readonly lastUsedAt: number | null;
  /** Most requests first; a handful. */
  readonly users: readonly AliasUser[];
  /** Users beyond the ones listed. */
  readonly moreUsers: number;
}

export const neverUsed: AliasUse = { requests: 0, lastUsedAt: null, users: [], moreUsers: 0 };

/** The groups that were given up in a request, and what kind of fallback took over. */
export interface GivenUp {
  readonly groups: readonly string[];
  readonly kind: FallbackKind;
}

/** What was charged, without prices: a bill can be made anew from it. */
export interface Billed {
  readonly source: PriceSource | null;
  readonly usdNanos: string | null;
  /** The entry of the price map. */
  readonly entry: string | null;
  readonly serviceTier: string | null;
  readonly quantities: Readonly<Partial<Record<CostUnit, number>>>;
}

export interface RecentRequest {
  readonly id: string;
  readonly startedAt: number;
  readonly operation: string;
  /** What the client asked for. */
  readonly alias: string;
  /** The deployment that was asked last; null = none was. */
  readonly deploymentId: string | null;
  readonly provider: string | null;
  readonly upstreamModel: string | null;
  readonly errorCode: string | null;
  readonly tags: readonly string[];
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly cachedTokens: number | null;
  readonly cacheWriteTokens: number | null;
  readonly reasoningTokens: number | null;
  /** null = no answer came. */
  readonly billed: Billed | null;
  /** null = the first group answered, or nobody did. */
  readonly givenUp: GivenUp | null;
}

export interface RecentRequests {
  /** Newest first. */
  readonly rows: readonly RecentRequest[];
  /** There are older ones within the time that was asked for. */
  readonly isCut: boolean;
}

/** Questions about use. Of a log that is off, the answer is that nothing was used. */
export interface UseLog {
  /** The most used names since a day; at most 2,000. */
  usedNames(sinceMs: number): Promise<readonly UsedName[]>;
  /**
   * @param names  lists of names that count together: an alias alone, or what a wildcard stood for
   * @returns the use of each list, in order; whole days count, from the one that `sinceMs` is in
   */
  aliasUse(names: readonly (readonly string[])[], sinceMs: number): Promise<readonly AliasUse[]>;
  recentRequests(sinceMs: number, limit: number): Promise<RecentRequests>;
}
