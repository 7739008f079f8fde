/** A key's fields as they are typed: texts, lists of names and rows; and how a stored key fills them. */
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";

/** A name of the key's own and the alias it stands for. */
export interface NameRow {
  readonly id: number;
  readonly name: string;
  readonly target: string;
}

export interface ModelRow {
  readonly id: number;
  readonly alias: string;
  readonly budget: string;
  readonly duration: string;
  readonly rpm: string;
  readonly tpm: string;
}

/** `keep` only where a key is there already. */
export type ExpiryMode = "keep" | "never" | "after";

export interface KeyForm {
  readonly keyAlias: string;
  readonly models: readonly string[];
  readonly names: readonly NameRow[];
  readonly maxBudget: string;
  readonly softBudget: string;
  readonly budgetDuration: string;
  readonly rpm: string;
  readonly tpm: string;
  readonly parallel: string;
  readonly perModel: readonly ModelRow[];
  readonly expiry: ExpiryMode;
  readonly expiresIn: string;
  readonly allowedRoutes: readonly string[];
  readonly tags: readonly string[];
  readonly metadata: string;
  readonly userId: string;
  readonly teamId: string;
  readonly organizationId: string;
}

export const emptyForm: KeyForm = {
  keyAlias: "",
  models: [],
  names: [],
  maxBudget: "",
  softBudget: "",
  budgetDuration: "",
  rpm: "",
  tpm: "",
  parallel: "",
  perModel: [],
  expiry: "never",
  expiresIn: "",
  allowedRoutes: [],
  tags: [],
  metadata: "",
  userId: "",
  teamId: "",
  organizationId: "",
};

export function formOf({ settings }: PanelKey): KeyForm {
  const number = (value: number | null): string => (value === null ? "" : String(value));
  const { model_max_budget: budgets, model_rpm_limit: rpm, model_tpm_limit: tpm } = settings;
  const limited = [...new Set([budgets, rpm, tpm].flatMap((limits) => Object.keys(limits)))];
  return {
    keyAlias: settings.key_alias ?? "",
    models: settings.models,
    names: Object.entries(settings.aliases).map(([name, target], id) => ({ id, name, target })),
    maxBudget: settings.max_budget ?? "",
    softBudget: settings.soft_budget ?? "",
    budgetDuration: settings.budget_duration ?? "",
    rpm: number(settings.rpm_limit),
    tpm: number(settings.tpm_limit),
    parallel: number(settings.max_parallel_requests),
    perModel: limited.map((alias, id) => ({
      id,
      alias,
      budget: budgets[alias]?.max_budget ?? "",
      duration: budgets[alias]?.budget_duration ?? "",
      rpm: number(rpm[alias] ?? null),
      tpm: number(tpm[alias] ?? null),
    })),
    expiry: "keep",
    expiresIn: "",
    allowedRoutes: settings.allowed_routes,
    tags: settings.tags,
    metadata: Object.keys(settings.metadata).length === 0 ? "" : JSON.stringify(settings.metadata, null, 2),
    userId: settings.user_id ?? "",
    teamId: settings.team_id ?? "",
    organizationId: settings.organization_id ?? "",
  };
}

/** An id that no row has. */
export function nextId(rows: readonly { readonly id: number }[]): number {
  return Math.max(-1, ...rows.map(({ id }) => id)) + 1;
}
