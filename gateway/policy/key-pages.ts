/** How a key is shown on LiteLLM's routes, in its rows. The secret is in none of them but the answer that makes it. */
import { usdOfNanos, usdTextOf } from "../contract/units.ts";
import type { SoftBudget } from "../contract/catalog.ts";
import type { Budgets } from "./budgets.ts";
import type { MadeKey } from "./key-desk.ts";
import type { KeyRing } from "./key-ring.ts";
import type { VirtualKey } from "./virtual-keys.ts";

type Fields = Record<string, unknown>;

/** Fields of LiteLLM's rows whose things are not in this gateway, as LiteLLM has them when they are not used. */
const notHere = {
  config: {},
  permissions: {},
  model_spend: {},
  budget_id: null,
  tpm_limit_type: null,
  rpm_limit_type: null,
  guardrails: null,
  prompts: null,
  allowed_cache_controls: [],
  enforced_params: null,
  object_permission: null,
  auto_rotate: false,
  rotation_interval: null,
} as const;

const maxListed = 100;

export interface KeyListQuery {
  readonly page: number;
  readonly size: number;
  readonly userId: string | null;
  readonly teamId: string | null;
  readonly alias: string | null;
  readonly token: string | null;
  readonly isFull: boolean;
  readonly sortBy: string | null;
  readonly isDescending: boolean;
}

export class KeyPages {
  readonly #keys: KeyRing;
  readonly #budgets: Budgets;

  constructor(keys: KeyRing, budgets: Budgets) {
    this.#keys = keys;
    this.#budgets = budgets;
  }

  /** The answer of a generate: the only place where a secret is. */
  made({ secret, key, duration }: MadeKey): Fields {
    const { token } = key;
    return { ...this.row(key), duration, key: secret, token, token_id: token, litellm_budget_table: null };
  }

  info(key: VirtualKey, asked: string | null): Fields {
    return { key: asked ?? key.token, info: this.row(key) };
  }

  /** Without the token, as LiteLLM's `/key/info` shows it. */
  row({ row, budget, token }: VirtualKey): Fields {
    const { spent, resetAt, lastAt } = this.#budgets.stateOf({ ref: { scope: "key", name: token }, limit: budget });
    return {
      key_name: row.keyName,
      ...row.settings,
      spend: usdOfNanos(spent),
      expires: iso(row.expiresAt),
      budget_reset_at: iso(resetAt),
      created_at: iso(row.createdAt),
      updated_at: iso(row.updatedAt),
      created_by: "default_user_id",
      updated_by: "default_user_id",
      last_active: iso(lastAt),
      is_over_soft_budget: budget.soft !== null && spent >= budget.soft,
      ...notHere,
    };
  }

  list(query: KeyListQuery): Fields {
    const found = [...this.#keys.all()].filter(
      ({ token, row: { settings } }) =>
        (query.userId === null || settings.user_id === query.userId) &&
        (query.teamId === null || settings.team_id === query.teamId) &&
        (query.alias === null || settings.key_alias === query.alias) &&
        (query.token === null || token === query.token),
    );
    const rows = found.map((key) => ({ token: key.token, ...this.row(key) }) as Fields); // its keys are what sort_by names
    const { sortBy } = query;
    if (sortBy !== null) rows.sort((left, right) => compare(left[sortBy], right[sortBy]));
    if (query.isDescending) rows.reverse();
    const page = rows.slice((query.page - 1) * query.size, query.page * query.size);
    return {
      keys: query.isFull ? page : page.map(({ token }) => token),
      total_count: rows.length,
      current_page: query.page,
      total_pages: Math.ceil(rows.length / query.size),
    };
  }

  /** LiteLLM's rows of the keys of a user or a team. */
  rowsOf(field: "user_id" | "team_id", name: string): Fields[] {
    return [...this.#keys.all()]
      .filter(({ row: { settings } }) => settings[field] === name)
      .map((key) => ({ token: key.token, ...this.row(key) }));
  }

  /** Everyone that keys name as their user or team. */
  ownersBy(field: "user_id" | "team_id"): string[] {
    const names = [...this.#keys.all()].map(({ row: { settings } }) => settings[field]);
    return [...new Set(names.filter((name) => name !== null))].sort();
  }

  /** Keys over their soft budget, in the order they were made. */
  overSoftBudget(): SoftBudget[] {
    const over: SoftBudget[] = [];
    for (const { token, label, budget } of this.#keys.all()) {
      if (budget.soft === null) continue;
      const { spent } = this.#budgets.stateOf({ ref: { scope: "key", name: token }, limit: budget });
      if (spent < budget.soft) continue;
      over.push({ token, label, spent: usdTextOf(spent), soft: usdTextOf(budget.soft) });
      if (over.length === maxListed) break;
    }
    return over;
  }
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function textIn(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return textIn(left).localeCompare(textIn(right));
}
