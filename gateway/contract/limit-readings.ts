/** What is left of budgets and rate limits, as metrics show it: figures under names that the file or an admin gave. */
type Names = Readonly<Record<string, string>>;

/** Amounts in USD; `resetInHours` null = never. */
export interface BudgetReading {
  readonly labels: Names;
  readonly max: number;
  /** Negative where the last request passed it. */
  readonly left: number;
  readonly resetInHours: number | null;
}

/** What is left in the running minute; null = no limit. */
export interface RateReading {
  readonly labels: Names;
  readonly requestsLeft: number | null;
  readonly tokensLeft: number | null;
}

export interface LimitReadings {
  /** Labelled `hashed_api_key`, `api_key_alias`. */
  readonly keyBudgets: () => Iterable<BudgetReading>;
  /** Of a key for a model: labelled `model` too. */
  readonly keyModelRates: () => Iterable<RateReading>;
  /** Labelled `api_provider`. */
  readonly providerBudgets: () => Iterable<BudgetReading>;
  /** The file's others: labelled `scope`, `name`. */
  readonly fileBudgets: () => Iterable<BudgetReading>;
}
