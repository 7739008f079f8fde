import { describe, expect, it } from "vitest";
import { keysOf } from "../../../gateway/contract/config.ts";
import { suggestAt } from "./suggest.ts";
import type { Suggestion } from "./suggestion.ts";

const facts = {
  aliases: ["qwen-235b", "claude", "*"],
  variables: [
    { name: "UNSET_KEY", isSet: false, source: null, aliases: [] },
    { name: "LOCAL_BASE", isSet: true, source: "env_file" as const, aliases: [] },
  ],
};

function suggest(marked: string): readonly Suggestion[] {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return [...(suggestAt(text, offset, facts)?.suggestions ?? [])].sort((left, right) => left.rank - right.rank);
}
const labels = (marked: string): string[] => suggest(marked).map(({ label }) => label);
/** The text once a suggestion is taken. */
function take(marked: string, label: string): string {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const found = suggestAt(text, offset, facts);
  const chosen = found?.suggestions.find((suggestion) => suggestion.label === label);
  if (found === null || chosen === undefined) throw new Error(`${label} is not suggested`);
  return text.slice(0, found.from) + chosen.snippet.replaceAll(/\$\d/g, "") + text.slice(found.to);
}

const entry = "model_list:\n  - model_name: a\n    litellm_params:\n      model: openrouter/x\n";

describe("what is suggested", () => {
  it("is every key of the section, the usual ones first, without the ones that are there", () => {
    const found = labels(`${entry}      |\n`);
    expect(found.slice(0, 3)).toEqual(["api_base", "api_key", "rpm"]);
    expect([...found, "model"].sort()).toEqual([...keysOf("litellm_params").keys()].sort());
    expect(labels("|").slice(0, 2)).toEqual(["model_list", "litellm_settings"]);
  });

  it("writes a key with what its kind needs, in the column it stands in", () => {
    expect(take("mo|", "model_list")).toBe("model_list:\n  - model_name: \n    litellm_params:\n      model: ");
    expect(take("model_list:\n  - lite|\n", "litellm_params")).toBe(
      "model_list:\n  - litellm_params:\n      model: \n",
    );
    expect(take("router_settings:\n  fall|\n", "fallbacks")).toBe("router_settings:\n  fallbacks:\n    - \n");
    expect(take("router_settings: {ret|}\n", "retry_policy")).toBe("router_settings: {retry_policy: {}}\n");
    expect(take("router_settings:\n  tim|eout: 3\n", "num_retries")).toBe("router_settings:\n  num_retries: 3\n");
  });

  it("offers the providers this gateway speaks to, and none that it does not", () => {
    const found = labels("model_list:\n  - litellm_params:\n      model: |\n");
    expect(found).toContain("openrouter/");
    expect(found).toContain("ollama_chat/");
    expect(found).not.toContain("replicate/");
  });

  it("offers a provider's own key variable first, and says which variables are set", () => {
    const found = suggest(`${entry}      api_key: |\n`);
    expect(found.map(({ label }) => label)).toEqual([
      "os.environ/OPENROUTER_API_KEY",
      "os.environ/OR_API_KEY",
      "os.environ/LOCAL_BASE",
      "os.environ/UNSET_KEY",
    ]);
    expect(found.map(({ isSet }) => isSet)).toEqual([false, false, true, false]);
    expect(take(`${entry}      api_key:|\n`, "os.environ/UNSET_KEY")).toContain("api_key: os.environ/UNSET_KEY\n");
  });

  it("offers strategies, modes and truth values where they belong", () => {
    expect(labels("router_settings:\n  routing_strategy: |\n")).toContain("latency-based-routing");
    expect(labels("model_list:\n  - model_info: {mode: |}\n")).toContain("embedding");
    expect(labels("router_settings:\n  disable_cooldowns: |\n")).toEqual(["true", "false"]);
  });

  it("offers aliases in fallbacks, in brackets and in lines, quoted where YAML needs it", () => {
    expect(labels("router_settings:\n  fallbacks: [{a: [|]}]\n")).toEqual(["qwen-235b", "claude", "*"]);
    expect(labels("router_settings:\n  default_fallbacks:\n    - |\n")).toEqual(["qwen-235b", "claude", "*"]);
    expect(take("router_settings:\n  default_fallbacks:\n    - qw|\n", "qwen-235b")).toContain("    - qwen-235b\n");
    expect(take("litellm_settings:\n  fallbacks:\n    - cl|\n", "claude")).toContain("    - claude: []\n");
    expect(take("router_settings:\n  fallbacks: [{a: [|]}]\n", "*")).toContain('[{a: ["*"]}]');
    expect(labels("router_settings:\n  model_group_alias:\n    new: |\n")).toEqual(["qwen-235b", "claude", "*"]);
    expect(labels("router_settings:\n  model_group_alias:\n    new: {model: a, hidden: |}\n")).toEqual([
      "true",
      "false",
    ]);
  });

  it("offers the error classes of a retry policy", () => {
    expect(labels("router_settings:\n  retry_policy:\n    |\n")).toContain("RateLimitErrorRetries");
  });

  it("offers nothing in a comment or in a map of the user's own", () => {
    expect(labels("# mod|")).toEqual([]);
    expect(labels(`${entry}      extra_body:\n        |\n`)).toEqual([]);
  });
});
