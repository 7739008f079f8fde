/** `router_settings` beyond types: a strategy that exists, policies and arguments whose keys are read. */
import { failureClasses, routingStrategies } from "../contract/routing-settings.ts";
import { resolveValue, type Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { mapOf, numberOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function checkRouting(router: PlainMap, variables: Variables, finder: Finder): void {
  checkStrategy(router, variables, finder);
  const retries = new Set(failureClasses.map((name) => `${name}Retries`));
  const fails = new Set(failureClasses.map((name) => `${name}AllowedFails`));
  checkNumbers(router, "retry_policy", retries, "router_settings.retry_policy", finder);
  checkNumbers(router, "allowed_fails_policy", fails, "router_settings.allowed_fails_policy", finder);
  checkNumbers(router, "routing_strategy_args", strategyArguments, "router_settings.routing_strategy_args", finder);
  const groups = mapOf(router["model_group_retry_policy"]);
  for (const group of Object.keys(groups))
    checkNumbers(groups, group, retries, `router_settings.model_group_retry_policy.${group}`, finder);
}

const strategyArguments = new Set(["ttl", "lowest_latency_buffer", "max_latency_list_size"]);

function checkStrategy(router: PlainMap, variables: Variables, finder: Finder): void {
  const key = "routing_strategy";
  const strategy = textOf(resolveValue(router[key], variables));
  if (strategy === null || routingStrategies.some((known) => known === strategy)) return;
  const nearest = finder.nearest(strategy, new Set(routingStrategies));
  finder.atValue(router, key, `router_settings.${key}`, "unsupported_key", "warning", {
    message: `There is no strategy \`${strategy}\`: deployments are shuffled by weight, rpm or tpm.`,
    hint: nearest === null ? `Write one of ${routingStrategies.join(", ")}.` : `Did you mean \`${nearest}\`?`,
    ...(nearest === null ? {} : { suggestion: nearest }),
  });
}

/** A map whose keys are known and whose values are numbers. */
function checkNumbers(parent: PlainMap, name: string, known: ReadonlySet<string>, path: string, finder: Finder): void {
  const map = parent[name];
  if (typeof map !== "object" || map === null || Array.isArray(map)) return;
  for (const [key, value] of Object.entries(map)) {
    if (!known.has(key)) reportUnknown(map, key, known, path, finder);
    else if (value !== null && numberOf(value) === null) {
      finder.atValue(map, key, `${path}.${key}`, "wrong_type", "error", {
        message: `\`${key}\` must be a number.`,
        hint: "Write a number without quotes, or leave the line out.",
      });
    }
  }
}

function reportUnknown(map: object, key: string, known: ReadonlySet<string>, path: string, finder: Finder): void {
  const nearest = finder.nearest(key, known);
  finder.atKey(map, key, `${path}.${key}`, "unknown_key", "warning", {
    message: `\`${key}\` is not a key that anything reads.`,
    hint: nearest === null ? `Keys here are ${[...known].join(", ")}.` : `Did you mean \`${nearest}\`?`,
    ...(nearest === null ? {} : { suggestion: nearest }),
  });
}
