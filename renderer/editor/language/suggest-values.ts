/** The values that may be written at a place: providers, strategies, aliases, true and false, variables by name. */
import { keysOf, type ConfigSection } from "../../../gateway/contract/config.ts";
import { providerTable } from "../../../gateway/contract/providers.ts";
import { routingStrategies } from "../../../gateway/contract/routing-settings.ts";
import { namesIn, type ConfigFacts } from "./config-facts.ts";
import { sectionAt } from "./config-section.ts";
import { escapeSnippet, plainSuggestion, type Suggestion } from "./suggestion.ts";
import { childOf, type YamlEntry, type YamlPath } from "./yaml-entry.ts";
import { yamlText } from "./yaml-text.ts";

const modes =
  "chat completion embedding image_generation audio_transcription audio_speech rerank moderation responses".split(" ");
const efforts = ["minimal", "low", "medium", "high"];
const fixed: Readonly<Record<string, readonly string[]>> = {
  "router_settings.routing_strategy": routingStrategies,
  "model_info.mode": modes,
  "portico.response_model": ["alias", "upstream"],
  "litellm_params.reasoning_effort": efforts,
};
const namesAnAlias =
  /^(?:(?:router_settings|litellm_settings)\.(?:default_fallbacks\.\d+|(?:context_window_|content_policy_)?fallbacks\.\d+\.[^\n]+?(?:\.\d+)?)|router_settings\.model_group_alias\.[^\n]+|general_settings\.(?:completion|embedding|image_generation|moderation)_model|portico\.continue_streams\.\d+)$/;

export function suggestValues(path: YamlPath, root: YamlEntry, facts: ConfigFacts): readonly Suggestion[] {
  const key = path.at(-1);
  const isHidden = path.includes("model_group_alias") && key === "hidden";
  if (namesAnAlias.test(path.join(".")) && !isHidden)
    return facts.aliases.map((alias, rank) => aliasValue(alias, rank));
  if (typeof key !== "string") return [];
  const section = sectionAt(path.slice(0, -1));
  const isBoolean = isHidden || (section !== null && keysOf(section).get(key)?.kind === "boolean");
  const words = isBoolean ? ["true", "false"] : fixed[`${section ?? ""}.${key}`];
  if (words !== undefined) return words.map((word, rank) => plainSuggestion("value", word, rank));
  const own = section === "litellm_params" ? modelValues(key, root) : null;
  return own ?? (takesVariable(section, key, path) ? variableValues(path, root, facts) : []);
}

function aliasValue(alias: string, rank: number): Suggestion {
  return { label: alias, kind: "alias", snippet: escapeSnippet(yamlText(alias)), rank, goesOn: false };
}

/** Providers that this gateway speaks to. */
function providers(): string[] {
  return [...providerTable.values()].filter(({ dialect }) => dialect !== null).map(({ prefix }) => prefix);
}

/** @returns null for keys that have no values of their own */
function modelValues(key: string, root: YamlEntry): Suggestion[] | null {
  if (key === "custom_llm_provider") return providers().map(providerValue);
  if (key === "model")
    return providers().map((prefix, rank) => ({
      ...providerValue(prefix, rank),
      label: `${prefix}/`,
      snippet: `${prefix}/`,
    }));
  if (key !== "litellm_credential_name") return null;
  return namesIn(root, "credential_list", "credential_name").map((name, rank) =>
    plainSuggestion("value", yamlText(name), rank),
  );
}

function providerValue(prefix: string, rank: number): Suggestion {
  return plainSuggestion("provider", prefix, rank);
}

function takesVariable(section: ConfigSection | null, key: string, path: YamlPath): boolean {
  if (path.includes("credential_values") || path[0] === "environment_variables") return true;
  const kind = section === null ? undefined : keysOf(section).get(key)?.kind;
  return kind === "text" || kind === "any" || kind === "number";
}

/** The provider's own key variables first, then those that are set, then the rest. */
function variableValues(path: YamlPath, root: YamlEntry, { variables }: ConfigFacts): Suggestion[] {
  const usual =
    path.at(-1) === "api_key" ? keyVariables(path, root) : path.at(-1) === "master_key" ? ["LITELLM_MASTER_KEY"] : [];
  const known = new Map(variables.map(({ name, isSet }) => [name, isSet]));
  const names = [...new Set([...usual, ...known.keys()])];
  return names.map((name, index) => {
    const isSet = known.get(name) ?? false;
    const rank = usual.includes(name) ? index : (isSet ? 100 : 200) + index;
    return { ...plainSuggestion("variable", `os.environ/${name}`, rank), isSet };
  });
}

function keyVariables(path: YamlPath, root: YamlEntry): readonly string[] {
  let entry: YamlEntry | undefined = root;
  for (const step of path.slice(0, -1)) entry = childOf(entry, step);
  const model = childOf(entry, "model")?.text ?? "";
  return providerTable.get(model.slice(0, Math.max(0, model.indexOf("/"))))?.keyEnv ?? [];
}
