/** Which rate limits a request of a key stands under: the gateway's, the key's own, and the key's for the model. */
import type { LimitSettings } from "../contract/limits.ts";
import type { BudgetedAsk } from "./budgets-of.ts";
import type { RateRule } from "./rate-limits.ts";
import type { VirtualKey } from "./virtual-keys.ts";

export function rulesOf({ key, facts, groupAlias, limits }: BudgetedAsk): RateRule[] {
  const rules: RateRule[] = [];
  const { globalParallel } = limits;
  if (globalParallel !== null)
    rules.push({ name: "all requests", descriptor: "global", rpm: null, tpm: null, parallel: globalParallel });
  if (key === null) return rules;
  const own = keyRule(key, limits);
  if (own !== null) rules.push(own);
  const model = [facts.alias, groupAlias].find((name) => key.modelRates.has(name));
  const ofModel = model === undefined ? null : modelRule(key, model);
  if (ofModel !== null) rules.push(ofModel);
  return rules;
}

/** A key that changes becomes another object, so what limits it is put together once. */
const ownRules = new WeakMap<VirtualKey, { readonly parallel: number | null; readonly rule: RateRule | null }>();
const modelRules = new WeakMap<VirtualKey, Map<string, RateRule>>();

/** @returns null when nothing limits the key as a whole */
export function keyRule(key: VirtualKey, limits: LimitSettings): RateRule | null {
  const parallel = key.parallel ?? limits.parallelPerKey;
  let known = ownRules.get(key);
  if (known?.parallel !== parallel) ownRules.set(key, (known = { parallel, rule: ownRule(key, parallel) }));
  return known.rule;
}

function ownRule({ digest, rpm, tpm }: VirtualKey, parallel: number | null): RateRule | null {
  if (rpm === null && tpm === null && parallel === null) return null;
  return { name: digest, descriptor: "api_key", rpm, tpm, parallel };
}

/** @returns null when the key has no limit for the alias */
export function modelRule(key: VirtualKey, alias: string): RateRule | null {
  let rules = modelRules.get(key);
  if (rules === undefined) modelRules.set(key, (rules = modelRulesOf(key)));
  return rules.get(alias) ?? null;
}

function modelRulesOf({ digest, modelRates }: VirtualKey): Map<string, RateRule> {
  const rules = [...modelRates].map(([alias, rate]): [string, RateRule] => [
    alias,
    { name: `${digest}:${alias}`, descriptor: "model_per_key", parallel: null, ...rate },
  ]);
  return new Map(rules);
}
