/**
 * Budgets of the file: a duration or a time zone that is none would keep a budget from ever beginning anew, and a budget
 * of an alias that does not exist would bound nothing, so each is named at its place.
 */
import { durationPattern } from "../contract/virtual-key.ts";
import { aliasNamesIn } from "./alias-names.ts";
import { resolveValue, type Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { amountOf, isTimeZone, mapOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function checkLimits(root: PlainMap, variables: Variables, finder: Finder): void {
  const check = new LimitCheck(variables, finder);
  const [litellm, router, portico] = [
    mapOf(root["litellm_settings"]),
    mapOf(root["router_settings"]),
    mapOf(root["portico"]),
  ];
  check.duration(litellm, "budget_duration", "litellm_settings");
  check.timeZone(litellm);
  for (const name of ["default_key_generate_params", "upperbound_key_generate_params"])
    for (const key of ["budget_duration", "duration"])
      check.duration(mapOf(litellm[name]), key, `litellm_settings.${name}`);
  check.budgets(litellm, "tag_budget_config", "litellm_settings");
  check.budgets(router, "provider_budget_config", "router_settings");
  check.budgets(portico, "alias_budget_config", "portico");
  check.aliases(root, mapOf(portico["alias_budget_config"]));
  const models: unknown[] = Array.isArray(root["model_list"]) ? root["model_list"] : [];
  for (const [index, entry] of models.entries())
    check.duration(mapOf(mapOf(entry)["litellm_params"]), "budget_duration", `model_list[${index}].litellm_params`);
}

class LimitCheck {
  readonly #variables: Variables;
  readonly #finder: Finder;

  constructor(variables: Variables, finder: Finder) {
    this.#variables = variables;
    this.#finder = finder;
  }

  duration(map: PlainMap, key: string, path: string): void {
    const text = this.#textIn(map, key);
    if (text === null || durationPattern.test(text)) return;
    this.#finder.atValue(map, key, `${path}.${key}`, "wrong_type", "error", {
      message: `\`${key}\` is no duration: it counts as not written.`,
      hint: "Write a number and s, m, h, d, w or mo, like 24h, 7d or 1mo.",
    });
  }

  timeZone(litellm: PlainMap): void {
    const name = this.#textIn(litellm, "timezone");
    if (name === null || isTimeZone(name)) return;
    this.#finder.atValue(litellm, "timezone", "litellm_settings.timezone", "wrong_type", "error", {
      message: "`timezone` names no time zone: budgets begin anew at midnight UTC.",
      hint: "Write an IANA name like Asia/Seoul or Europe/Berlin.",
    });
  }

  /** `{name: {budget_limit, time_period}}`, or the same as `{max_budget, budget_duration}`. */
  budgets(section: PlainMap, key: string, path: string): void {
    const map = mapOf(section[key]);
    for (const [name, value] of Object.entries(map)) {
      const at = `${path}.${key}.${name}`;
      const budget = mapOf(value);
      this.duration(budget, "time_period", at);
      this.duration(budget, "budget_duration", at);
      const max = budget["budget_limit"] ?? budget["max_budget"];
      if (amountOf(resolveValue(max, this.#variables)) !== null) continue;
      this.#finder.atValue(map, name, at, "wrong_type", "error", {
        message: `The budget of \`${name}\` has no amount: it bounds nothing.`,
        hint: "Write {max_budget: 10, budget_duration: 1d}, in US dollars.",
      });
    }
  }

  aliases(root: PlainMap, budgets: PlainMap): void {
    const known = aliasNamesIn(root, this.#variables);
    for (const name of Object.keys(budgets)) {
      if (known.has(name)) continue;
      const nearest = this.#finder.nearest(name, known);
      this.#finder.atKey(budgets, name, `portico.alias_budget_config.${name}`, "unknown_key", "warning", {
        message: `No alias is named \`${name}\`: its budget bounds only what clients ask for by that very name.`,
        hint: nearest === null ? "Name an alias of model_list." : `Did you mean \`${nearest}\`?`,
        ...(nearest === null ? {} : { suggestion: nearest }),
      });
    }
  }

  #textIn(map: PlainMap, key: string): string | null {
    return textOf(resolveValue(map[key], this.#variables));
  }
}
