/**
 * Budgets and rate limits as the file and the keys state them: the same two shapes, whoever they bind.
 */
import type { UsdNanos } from "./units.ts";

/** Whose spend is counted together. `all` is everything; its name is "". */
export type MeterScope = "all" | "key" | "key_model" | "alias" | "provider" | "deployment" | "tag";

export interface BudgetLimit {
  /** Nothing may begin once this is spent; null = only counted. */
  readonly max: UsdNanos | null;
  /** Warns, and lets through. */
  readonly soft: UsdNanos | null;
  /** LiteLLM's `budget_duration`, e.g. `30d`; null = never begins anew. */
  readonly duration: string | null;
}

export interface RateLimit {
  /** Requests per window of a minute; null = no limit. */
  readonly rpm: number | null;
  readonly tpm: number | null;
}

/** What the file limits; keys bring their own limits. */
export interface LimitSettings {
  /** `litellm_settings.max_budget` and `budget_duration`. */
  readonly overall: BudgetLimit | null;
  /** `router_settings.provider_budget_config`. */
  readonly providers: ReadonlyMap<string, BudgetLimit>;
  /** `litellm_settings.tag_budget_config`. */
  readonly tags: ReadonlyMap<string, BudgetLimit>;
  /** `portico.alias_budget_config`, of the same form. */
  readonly aliases: ReadonlyMap<string, BudgetLimit>;
  /** `general_settings.max_parallel_requests`: of each key that has no own. */
  readonly parallelPerKey: number | null;
  readonly globalParallel: number | null;
  /** IANA name; budgets begin anew at its midnights. */
  readonly timeZone: string;
  /** `litellm_settings.default_key_generate_params` and `upperbound_key_generate_params`, as written. */
  readonly keyDefaults: Readonly<Record<string, unknown>>;
  readonly keyBounds: Readonly<Record<string, unknown>>;
}
