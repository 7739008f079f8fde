import { describe, expect, it } from "vitest";
import { systemClock } from "../../base/clock.ts";
import { catalogOf, entry } from "./__fixtures__/catalogs.ts";
import { nameChanges, type NameChange } from "./name-changes.ts";

function changesOf(before: string, after: string, used: readonly string[] = []): Promise<NameChange[]> {
  return nameChanges(catalogOf(`model_list:\n${before}`), catalogOf(`model_list:\n${after}`), used, systemClock);
}

const qwen = entry("qwen", "openrouter/qwen/qwen3-235b");
const gpt = entry("gpt", "openai/gpt-4o");

describe("a name that clients can call", () => {
  it("that is gone is removed", async () => {
    expect(await changesOf(qwen + gpt, gpt)).toEqual([
      {
        alias: "qwen",
        change: "removed",
        to: null,
        before: ["openrouter/qwen/qwen3-235b"],
        after: [],
        usedAs: ["qwen"],
      },
    ]);
  });

  it("whose deployments stand under a new name is renamed", async () => {
    const [change] = await changesOf(qwen + gpt, gpt + entry("qwen-large", "openrouter/qwen/qwen3-235b"));
    expect(change).toMatchObject({ alias: "qwen", change: "renamed", to: "qwen-large" });
    expect(change?.after).toEqual(["openrouter/qwen/qwen3-235b"]);
  });

  it("is not renamed to one that was there already", async () => {
    const twin = entry("twin", "openrouter/qwen/qwen3-235b");
    expect(await changesOf(qwen + twin, twin)).toMatchObject([{ alias: "qwen", change: "removed", to: null }]);
  });

  it("is not renamed to the same model at another base", async () => {
    const here = entry("a", "hosted_vllm/q", ", api_base: 'http://one/v1'");
    const there = entry("b", "hosted_vllm/q", ", api_base: 'http://two/v1'");
    expect(await changesOf(here, there)).toMatchObject([{ alias: "a", change: "removed" }]);
  });

  it("that stays as a pointer to its group is unchanged", async () => {
    const pointer = "router_settings: {model_group_alias: {qwen: qwen-large}}\n";
    expect(await changesOf(qwen, entry("qwen-large", "openrouter/qwen/qwen3-235b") + pointer)).toEqual([]);
  });

  it("of a pointer is a name like any other", async () => {
    const pointer = "router_settings: {model_group_alias: {old: qwen}}\n";
    expect(await changesOf(qwen + pointer, qwen)).toMatchObject([{ alias: "old", change: "removed" }]);
    expect(await changesOf(qwen + gpt + pointer, qwen + gpt + pointer.replace("old: qwen", "old: gpt"))).toMatchObject([
      { alias: "old", change: "provider_changed", before: ["openrouter/qwen/qwen3-235b"], after: ["openai/gpt-4o"] },
    ]);
  });

  it("that no deployment works for any more is removed", async () => {
    const unset = qwen.replace("api_key: k", "api_key: os.environ/NOT_SET_ANYWHERE");
    const draft = catalogOf(`model_list:\n${unset}`);
    expect(draft.disabledAliases.has("qwen")).toBe(true);
    expect(await nameChanges(catalogOf(`model_list:\n${qwen}`), draft, [], systemClock)).toMatchObject([
      { change: "removed", after: [] },
    ]);
  });

  it("that means another provider or model says which", async () => {
    expect(await changesOf(gpt, entry("gpt", "azure/gpt-4o", ", api_base: 'https://x.azure.com'"))).toMatchObject([
      { change: "provider_changed", before: ["openai/gpt-4o"], after: ["azure/gpt-4o"] },
    ]);
    expect(await changesOf(gpt, entry("gpt", "openai/gpt-4o-mini"))).toMatchObject([
      { change: "model_changed", before: ["openai/gpt-4o"], after: ["openai/gpt-4o-mini"] },
    ]);
  });

  it("that may also mean another model, as with a canary, is told with both", async () => {
    expect(await changesOf(gpt, gpt + entry("gpt", "openai/gpt-4.1"))).toMatchObject([
      { change: "model_changed", after: ["openai/gpt-4o", "openai/gpt-4.1"] },
    ]);
  });

  it("is unchanged by another key, limit, weight or order of entries", async () => {
    const twice = gpt + entry("gpt", "openai/gpt-4.1");
    const other = entry("gpt", "openai/gpt-4.1", ", rpm: 3") + gpt.replace("api_key: k", "api_key: other, weight: 9");
    expect(await changesOf(twice, other)).toEqual([]);
  });
});

describe("names that clients used", () => {
  const wild = entry("openrouter/*", "openrouter/*");

  it("count for the wildcard they went through", async () => {
    expect(await changesOf(wild + gpt, gpt, ["openrouter/a", "openrouter/b/c", "gpt"])).toEqual([
      {
        alias: "openrouter/*",
        change: "removed",
        to: null,
        before: ["openrouter/*"],
        after: [],
        usedAs: ["openrouter/*", "openrouter/a", "openrouter/b/c"],
      },
    ]);
  });

  it("are told by themselves where only they change", async () => {
    const pinned = entry("openrouter/a", "openai/gpt-4o");
    expect(await changesOf(wild, wild + pinned, ["openrouter/a", "openrouter/b"])).toMatchObject([
      { alias: "openrouter/a", change: "provider_changed", before: ["openrouter/a"], after: ["openai/gpt-4o"] },
    ]);
  });

  it("may be a deployment's id or a model as the file writes it", async () => {
    const named = entry("gpt", "openai/gpt-4o", "", "id: my-gpt");
    const renamed = entry("gpt", "openai/gpt-4o", "", "id: other");
    expect(await changesOf(named, renamed, ["my-gpt"])).toMatchObject([{ alias: "my-gpt", change: "removed" }]);
    expect(await changesOf(gpt, entry("gpt", "openai/gpt-4.1"), ["openai/gpt-4o"])).toMatchObject([
      { alias: "gpt", change: "model_changed" },
      { alias: "openai/gpt-4o", change: "removed" },
    ]);
  });

  it("that nothing answered to before change nothing", async () => {
    expect(await changesOf(gpt, gpt + qwen, ["qwen", "typo"])).toEqual([]);
  });
});
