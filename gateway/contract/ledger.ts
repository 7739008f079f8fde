/**
 * The ledger: one charge per answered request, what is reserved for running ones, and each meter's spend.
 *
 * Money is whole USD nanos. `policy` decides, `store` keeps: this is all they know of each other.
 */
import type { KeyRow } from "./virtual-key.ts";
import type { MeterScope } from "./limits.ts";

export interface MeterRef {
  readonly scope: MeterScope;
  /** Token, `token\nalias`, alias, provider, deployment id or tag; "" of `all`. */
  readonly name: string;
}

/** What a request is known by in the ledger. */
export interface ChargeFacts {
  /** The request's id. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly operation: string;
  readonly alias: string;
  /** The virtual key's; null for the master key. */
  readonly token: string | null;
  readonly userId: string | null;
  readonly teamId: string | null;
  readonly endUser: string | null;
  /** User agent; null = none was sent, or not known of a line of an older version. */
  readonly client: string | null;
  readonly tags: readonly string[];
}

export interface Charge extends ChargeFacts {
  readonly endedAt: number;
  readonly provider: string | null;
  readonly deploymentId: string | null;
  readonly upstreamModel: string | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** Of the prompt's, from the provider's cache; null = it does not say. */
  readonly cachedTokens: number | null;
  /** null = what it cost is not known; that is counted apart and never as 0. */
  readonly nanos: bigint | null;
  readonly isEstimate: boolean;
  /** `interrupted`: the gateway ended while it ran, so what was reserved stands for its cost. */
  readonly state: "ok" | "partial" | "client_abort" | "upstream_error" | "interrupted";
}

/** A request that ended without a cost: refused, failed before an answer, or cut before one. */
export interface Uncharged {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** null = no such name is in the config. */
  readonly alias: string | null;
  /** First 12 digits of the virtual key's digest; null for the master key. */
  readonly keyDigest: string | null;
  readonly client: string | null;
  readonly tags: readonly string[];
  /** Whom it asked last; null = nobody. */
  readonly provider: string | null;
  readonly deploymentId: string | null;
  readonly upstreamModel: string | null;
  readonly isError: boolean;
  readonly isAbort: boolean;
}

export interface MeterState extends MeterRef {
  readonly spent: bigint;
  /** Of its budget, when it has one that begins anew. */
  readonly duration: string | null;
  /** Epoch milliseconds; null = it counts from its beginning. */
  readonly periodStart: number | null;
  /** Epoch milliseconds of its last charge. */
  readonly lastAt: number | null;
}

/** What a running request may cost, kept until it is charged or released. */
export interface ReservedCost {
  readonly facts: ChargeFacts;
  readonly nanos: bigint;
  readonly meters: readonly MeterRef[];
}

export type LedgerOp =
  | { readonly kind: "charge"; readonly charge: Charge; readonly meters: readonly MeterRef[] }
  /** Counted beside the charges, in the sums of use only. */
  | { readonly kind: "uncharged"; readonly use: Uncharged }
  /** A meter begins anew, changes its period or is set by an admin. */
  | { readonly kind: "meter"; readonly meter: MeterState }
  | { readonly kind: "drop_meter"; readonly ref: MeterRef }
  | { readonly kind: "put_key"; readonly row: KeyRow }
  | { readonly kind: "drop_key"; readonly token: string };

/** The ledger as policy writes it. */
export interface LedgerSink {
  /** Never blocks and never throws; ops are kept in this order. */
  write(op: LedgerOp): void;
  /**
   * Again for the same id when it has grown.
   *
   * @returns when a crash can no longer hide it; a charge of the same id takes its place
   * @throws GatewayError `ledger_unavailable`
   */
  reserve(cost: ReservedCost): Promise<void>;
  /** Its request ended without a cost. */
  release(id: string): void;
  /**
   * @returns when everything written so far is on disk
   * @throws GatewayError `ledger_unavailable`
   */
  committed(): Promise<void>;
}
