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

/** @returns null when nothing limits the key as a whole */
export function keyRule(key: VirtualKey, limits: LimitSettings): RateRule | null {
  const parallel = key.parallel ?? limits.parallelPerKey;
  if (key.rpm === null && key.tpm === null && parallel === null) return null;
  return { name: key.digest, descriptor: "api_key", rpm: key.rpm, tpm: key.tpm, parallel };
}

export function modelRule(key: VirtualKey, alias: string): RateRule | null {
  const rate = key.modelRates.get(alias);
  return rate === undefined
    ? null
    : { name: `${key.digest}:${alias}`, descriptor: "model_per_key", parallel: null, ...rate };
}
