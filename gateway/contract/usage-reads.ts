/** Questions to the ledger about use, and its answers as the store gives them: names are raw, money is exact. */
import type { UsageScope, UsageSource, UsageSum } from "./usage-figures.ts";

export interface UsageQuestion {
  /** Rising multiples of `slotMs`, two at least. */
  readonly edges: readonly number[];
  readonly by: UsageScope;
}

export interface NamedUse {
  /** Of a model `provider\nmodel`; of a key the first 12 digits of its digest; "" = none. */
  readonly name: string;
  readonly sum: UsageSum;
}

export interface UsageAnswer {
  readonly total: UsageSum;
  readonly buckets: readonly UsageSum[];
  readonly names: readonly NamedUse[];
  /** Of the first names, in their order, by bucket. */
  readonly drawn: readonly (readonly UsageSum[])[];
  readonly named: UsageSum;
  readonly namesInAll: number;
  readonly source: UsageSource;
}

export interface DayUse extends NamedUse {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
}

export interface UsageDaysAnswer {
  readonly rows: readonly DayUse[];
  readonly isCut: boolean;
  readonly source: UsageSource;
}

export interface UsageReads {
  usage(question: UsageQuestion): Promise<UsageAnswer>;
  /** By model, of the UTC days that begin at or after one time and before the other. */
  usageDays(range: { readonly fromMs: number; readonly toMs: number }): Promise<UsageDaysAnswer>;
}
