/** The keys that may be written at a place: from the key table by section, without the ones that are there. */
import { keysOf, type ConfigKey, type ConfigSection } from "../../../gateway/contract/config.ts";
import { failureClasses } from "../../../gateway/contract/routing-settings.ts";
import type { ConfigFacts } from "./config-facts.ts";
import { sectionAt } from "./config-section.ts";
import type { KeyPlace } from "./place.ts";
import { escapeSnippet, type Suggestion } from "./suggestion.ts";
import type { YamlPath } from "./yaml-entry.ts";
import { yamlText } from "./yaml-text.ts";

/** What most files have, in the order they have it; the rest follows by status and name. */
const common =
  "model_list litellm_settings router_settings general_settings model_name litellm_params model_info model api_base api_key " +
  "rpm tpm id mode routing_strategy fallbacks num_retries timeout model_group_alias master_key weight order drop_params " +
  "max_tokens temperature extra_headers tags context_window_fallbacks cooldown_time allowed_fails request_timeout";
const commonKeys = new Map(common.split(" ").map((key, index) => [key, index]));

export function suggestKeys(place: KeyPlace, facts: ConfigFacts): readonly Suggestion[] {
  const section = sectionAt(place.path);
  const present = new Set(place.present);
  const found = section === null ? ownKeys(place, facts) : tableKeys(section, place);
  return found.filter(({ label }) => !present.has(label));
}

function tableKeys(section: ConfigSection, place: KeyPlace): Suggestion[] {
  return [...keysOf(section)].map(([key, entry]) => ({
    label: key,
    kind: "key",
    snippet: place.hasColon ? key : `${key}:${tail(key, entry, place)}`,
    rank: rankOf(key, entry),
    section,
    status: entry.status,
    goesOn: !place.hasColon,
  }));
}

function rankOf(key: string, { status }: ConfigKey): number {
  const first = commonKeys.get(key);
  if (status === "now") return first ?? 100;
  return status === "later" ? 200 : 300;
}

/** What is written behind the colon. Lines are given whole, because a key in a list item stands deeper than its line. */
function tail(key: string, { kind }: ConfigKey, { isInFlow, indent }: KeyPlace): string {
  const below = `\n${" ".repeat(indent + 2)}`;
  if (kind === "map") return isInFlow ? " {$0}" : `${below}${key === "litellm_params" ? "model: " : ""}$0`;
  if (kind !== "list") return " $0";
  if (isInFlow) return " [$0]";
  if (key === "model_list") return `${below}- model_name: $1${below}  litellm_params:${below}    model: $0`;
  return `${below}- $0`;
}

/** Maps whose keys are a few known words, or aliases. */
function ownKeys(place: KeyPlace, { aliases }: ConfigFacts): Suggestion[] {
  const behind = place.hasColon ? "" : ": $0";
  const words = (names: readonly string[]): Suggestion[] =>
    names.map((label, rank) => ({ label, kind: "key", snippet: `${label}${behind}`, rank, goesOn: !place.hasColon }));
  const known = knownKeys(place.path);
  if (known !== null) return words(known);
  const last = place.path.at(-1);
  const isFallback = typeof last === "number" && String(place.path.at(-2)).endsWith("fallbacks");
  if (!isFallback && last !== "model_group_retry_policy") return [];
  // `- name` in default_fallbacks, `- name: [...]` in the others.
  const isPlainList = place.path.at(-2) === "default_fallbacks";
  const ending = place.hasColon || isPlainList ? "" : isFallback ? ": [$0]" : `:\n${" ".repeat(place.indent + 2)}$0`;
  return aliases.map((alias, rank) => ({
    label: alias,
    kind: "alias",
    snippet: escapeSnippet(yamlText(alias)) + ending,
    rank,
    goesOn: ending !== "",
  }));
}

function knownKeys(path: YamlPath): readonly string[] | null {
  const [first, second, third] = path;
  if (first === "credential_list") {
    if (path.length === 2) return ["credential_name", "credential_values", "credential_info"];
    return third === "credential_values" ? ["api_key", "api_base", "api_version"] : null;
  }
  if (first !== "router_settings") return null;
  if (second === "retry_policy" || (second === "model_group_retry_policy" && path.length === 3))
    return failureClasses.map((name) => `${name}Retries`);
  if (second === "allowed_fails_policy") return failureClasses.map((name) => `${name}AllowedFails`);
  if (second === "routing_strategy_args") return ["ttl", "lowest_latency_buffer", "max_latency_list_size"];
  return second === "model_group_alias" && path.length === 3 ? ["model", "hidden"] : null;
}
