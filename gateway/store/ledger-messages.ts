/** What the main thread and the ledger's thread say to each other. */
import type { LedgerOp, MeterState } from "../contract/ledger.ts";
import type { ChargeQuery, KeyAliasQuery, SpendQuery } from "../contract/spend.ts";
import type { UsageQuestion } from "../contract/usage-reads.ts";
import type { KeyRow } from "../contract/virtual-key.ts";

export interface LedgerThreadOptions {
  readonly file: string;
  /** Charges older than this many days are forgotten; their sums stay. */
  readonly keepDays: number;
  /** The file beside which another's journal stands that the ledger's lines are in too; null = only its own. */
  readonly journalBeside: string | null;
}

export type LedgerQuestion =
  | { readonly kind: "sums"; readonly query: SpendQuery }
  | { readonly kind: "key_aliases"; readonly query: KeyAliasQuery }
  | { readonly kind: "charges"; readonly query: ChargeQuery }
  | { readonly kind: "usage"; readonly query: UsageQuestion }
  | { readonly kind: "usage_days"; readonly query: { readonly fromMs: number; readonly toMs: number } };

export type ToLedger =
  | { readonly type: "batch"; readonly ops: readonly LedgerOp[] }
  | { readonly type: "ask"; readonly sequence: number; readonly question: LedgerQuestion }
  | { readonly type: "close" };

export interface OpenedLedger {
  readonly type: "opened";
  readonly keys: readonly KeyRow[];
  readonly meters: readonly MeterState[];
  /** What the user should know; null when all is well. */
  readonly notice: string | null;
}

export type FromLedger =
  | OpenedLedger
  | { readonly type: "failed"; readonly problem: string }
  | { readonly type: "written"; readonly problem: string | null }
  | { readonly type: "answer"; readonly sequence: number; readonly answer?: unknown; readonly problem?: string }
  | { readonly type: "closed" };
