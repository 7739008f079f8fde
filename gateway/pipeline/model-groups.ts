/**
 * LiteLLM's `/model_group/info`: what is known of the deployments of an alias together.
 *
 * Limits and prices are the largest of the group, a capability is there when one deployment has it.
 */
import { groupOf } from "../routing/resolve-alias.ts";
import { numberOf, textOf } from "../base/json-shape.ts";
import type { Catalog, Deployment, ModelGroup } from "../contract/deployment.ts";
import type { PriceBook } from "../pricing/price-book.ts";
import { modelFacts, type ModelFacts } from "./model-facts.ts";

const largest = ["max_input_tokens", "max_output_tokens", "input_cost_per_token", "output_cost_per_token"] as const;
const capabilities = (
  "supports_parallel_function_calling supports_vision supports_web_search supports_url_context supports_reasoning " +
  "supports_function_calling"
).split(" ");

/** @param name  of one group; null = all, pointers to groups first */
export function modelGroups(catalog: Catalog, name: string | null, prices: PriceBook): readonly ModelFacts[] {
  return groupsNamed(catalog, name).map(([alias, { deployments }]) => groupFacts(alias, deployments, prices));
}

function groupsNamed(catalog: Catalog, name: string | null): [string, ModelGroup][] {
  const { groups, groupAliases, wildcards } = catalog;
  const pointers = [...groupAliases]
    .filter(([alias, { hidden }]) => !hidden || alias === name)
    .flatMap(([alias, pointer]): [string, ModelGroup][] => {
      const target = groupOf(catalog, pointer);
      return target === undefined ? [] : [[alias, target]];
    });
  const patterns = wildcards.map((group): [string, ModelGroup] => [group.alias, group]);
  const all = [...pointers, ...groups, ...patterns];
  return name === null ? all : all.filter(([alias]) => alias === name);
}

function groupFacts(alias: string, deployments: readonly Deployment[], prices: PriceBook): ModelFacts {
  const facts = deployments.map((deployment) => modelFacts(deployment, prices));
  return {
    model_group: alias,
    providers: [...new Set(deployments.map(({ provider }) => provider))],
    ...Object.fromEntries(largest.map((key) => [key, most(facts, key)])),
    input_cost_per_pixel: most(facts, "input_cost_per_pixel"),
    mode: facts.map((fact) => textOf(fact["mode"])).find((mode) => mode !== null) ?? null,
    tpm: total(deployments.map(({ tpm }) => tpm)),
    rpm: total(deployments.map(({ rpm }) => rpm)),
    ...Object.fromEntries(capabilities.map((key) => [key, facts.some((fact) => fact[key] === true)])),
    supported_openai_params: [...new Set(facts.flatMap(paramsIn))],
    configurable_clientside_auth_params: null,
    is_public_model_group: false,
    health_status: null,
    health_response_time: null,
    health_checked_at: null,
  };
}

function most(facts: readonly ModelFacts[], key: string): number | null {
  const known = facts.map((fact) => numberOf(fact[key])).filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function total(limits: readonly (number | null)[]): number | null {
  const known = limits.filter((limit) => limit !== null);
  return known.length === 0 ? null : known.reduce((sum, limit) => sum + limit, 0);
}

function paramsIn(fact: ModelFacts): readonly string[] {
  const params = fact["supported_openai_params"];
  return Array.isArray(params) ? params.filter((name) => typeof name === "string") : [];
}
