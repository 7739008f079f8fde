/**
 * What a virtual key may do: a stored row made ready for the request path, and the questions a request asks of it.
 */
import type { Catalog, ModelGroup } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import type { BudgetLimit, RateLimit } from "../contract/limits.ts";
import { nanosOfUsd } from "../contract/units.ts";
import type { KeyRow, KeySettings } from "../contract/virtual-key.ts";

export interface VirtualKey extends RateLimit {
  readonly row: KeyRow;
  readonly token: string;
  /** First 12 hex digits of the token: what the log shows. */
  readonly digest: string;
  /** Its alias, else its name. */
  readonly label: string;
  readonly parallel: number | null;
  readonly budget: BudgetLimit;
  readonly modelBudgets: ReadonlyMap<string, BudgetLimit>;
  readonly modelRates: ReadonlyMap<string, RateLimit>;
}

export function virtualKeyOf(row: KeyRow): VirtualKey {
  const { settings, token } = row;
  return Object.freeze({
    row,
    token,
    digest: token.slice(0, 12),
    label: settings.key_alias ?? row.keyName,
    rpm: settings.rpm_limit,
    tpm: settings.tpm_limit,
    parallel: settings.max_parallel_requests,
    budget: {
      max: settings.max_budget === null ? null : nanosOfUsd(settings.max_budget),
      soft: settings.soft_budget === null ? null : nanosOfUsd(settings.soft_budget),
      duration: settings.budget_duration,
    },
    modelBudgets: modelBudgetsOf(settings),
    modelRates: modelRatesOf(settings),
  });
}

function modelBudgetsOf(settings: KeySettings): Map<string, BudgetLimit> {
  const budgets = new Map<string, BudgetLimit>();
  for (const [alias, limit] of Object.entries(settings.model_max_budget)) {
    const max = limit.budget_limit ?? limit.max_budget;
    if (max === undefined) continue;
    const duration = limit.time_period ?? limit.budget_duration ?? null;
    budgets.set(alias, { max: nanosOfUsd(max), soft: null, duration });
  }
  return budgets;
}

function modelRatesOf({ model_rpm_limit: rpm, model_tpm_limit: tpm }: KeySettings): Map<string, RateLimit> {
  const aliases = new Set([...Object.keys(rpm), ...Object.keys(tpm)]);
  return new Map([...aliases].map((alias) => [alias, { rpm: rpm[alias] ?? null, tpm: tpm[alias] ?? null }]));
}

/**
 * Whether the key is in force at all.
 *
 * @throws GatewayError `key_blocked`, `expired_key`
 */
export function assertInForce({ row }: VirtualKey, nowMs: number): void {
  if (row.settings.blocked === true) {
    throw new GatewayError("key_blocked", {
      message: "Authentication Error, Key is blocked. Update via `/key/unblock` if you're admin.",
      hint: "The key's owner blocked it; ask for another, or unblock it with the master key.",
    });
  }
  if (row.expiresAt !== null && nowMs >= row.expiresAt) {
    throw new GatewayError("expired_key", {
      message:
        `Authentication Error - Expired Key. Key Expiry time ${new Date(row.expiresAt).toISOString()} ` +
        `and current time ${new Date(nowMs).toISOString()}`,
      hint: "Ask for a new key, or give this one a new `duration` with `/key/update`.",
    });
  }
}

/** Words in a `models` list that mean every model. */
const everyModel = new Set(["*", "all-proxy-models", "all-team-models"]);

export function isRestricted({ row: { settings } }: VirtualKey): boolean {
  return settings.models.length > 0 && !settings.models.some((name) => everyModel.has(name));
}

/**
 * A client may ask for a group by other names (a deployment's id, its provider's name), so the group decides; the name
 * itself counts where it is one of the file's own: a group alias, or what a wildcard stands for.
 */
export function mayUseGroup(key: VirtualKey, catalog: Catalog, group: ModelGroup, asked: string): boolean {
  if (!isRestricted(key)) return true;
  const isOwnName = catalog.groupAliases.has(asked) || group.alias.includes("*");
  return mayUseNamed(key, isOwnName ? [group.alias, asked] : [group.alias], accessGroupsOf(group));
}

/** @throws GatewayError `key_model_access_denied` */
export function assertMayUse(key: VirtualKey, catalog: Catalog, group: ModelGroup, asked: string): void {
  if (!mayUseGroup(key, catalog, group, asked)) throw modelDenied(key, asked);
}

/** A pass-through names a provider's model, or none. @throws GatewayError `key_model_access_denied` */
export function assertMayPassThrough(key: VirtualKey, catalog: Catalog, provider: string, model: string | null): void {
  if (!isRestricted(key)) return;
  if (model === null) throw modelDenied(key, "no model");
  const written = `${provider}/${model}`;
  const group = catalog.groups.get(model) ?? catalog.byLitellmModel.get(written);
  const isAllowed =
    group === undefined ? mayUseNamed(key, [written], []) : mayUseGroup(key, catalog, group, group.alias);
  if (!isAllowed) throw modelDenied(key, model);
}

function mayUseNamed({ row }: VirtualKey, names: readonly string[], groups: readonly string[]): boolean {
  return row.settings.models.some(
    (allowed) => groups.includes(allowed) || names.some((name) => matchesPattern(allowed, name)),
  );
}

/** `*` stands for any text. Linear: no pattern of a key becomes a regular expression. */
function matchesPattern(pattern: string, name: string): boolean {
  if (!pattern.includes("*")) return pattern === name;
  const [head = "", ...rest] = pattern.split("*");
  if (!name.startsWith(head)) return false;
  const tail = rest.pop() ?? "";
  let at = head.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return name.length - at >= tail.length && name.endsWith(tail);
}

function accessGroupsOf(group: ModelGroup): string[] {
  return group.deployments.flatMap(({ modelInfo }) => {
    const groups = modelInfo["access_groups"];
    return Array.isArray(groups) ? groups.filter((name) => typeof name === "string") : [];
  });
}

function modelDenied({ row }: VirtualKey, asked: string): GatewayError {
  return new GatewayError("key_model_access_denied", {
    message:
      `key not allowed to access model. This key can only access models=[${row.settings.models.map((name) => `'${name}'`).join(", ")}]. ` +
      `Tried to access ${asked}`,
    param: "model",
    hint: "Call `/v1/models` to view available models for your key.",
  });
}
