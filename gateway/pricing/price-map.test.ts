/** The bundled map: every entry is found, strangers are not, and it costs nothing to have. */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { afterAll, describe, expect, it } from "vitest";
import { isRecord } from "../base/json-shape.ts";
import { bundledMapFile, pricedDeployment } from "./__fixtures__/priced-deployment.ts";
import { PriceMap } from "./price-map.ts";
import { priceNames } from "./price-names.ts";

const map = new PriceMap(bundledMapFile);
afterAll(() => map.dispose());
const all: unknown = JSON.parse(readFileSync(bundledMapFile, "utf8"));
const names = isRecord(all) ? Object.keys(all).filter((name) => name !== "") : [];

describe("the price map", () => {
  it("finds every entry by its name, whatever the case", () => {
    expect(names.length).toBeGreaterThan(4000);
    for (const name of names) {
      const found = map.find(name.toUpperCase());
      expect(found?.name).toBe(name);
      expect(found?.entry).toEqual(isRecord(all) ? all[name] : null);
    }
  });

  it("finds nothing before, between and behind", () => {
    for (const name of ["!", "gpt-4o-", "gpt-4oo", "~~~", "zzzzzz", "}", "{"]) expect(map.find(name)).toBeNull();
  });

  it("opens its file only when asked, knows nothing without it, and answers in a fraction of a millisecond", () => {
    const before = performance.now();
    const unopened = new PriceMap("/nowhere/price-map.json");
    expect(performance.now() - before).toBeLessThan(20);
    expect(unopened.find("gpt-4o")).toBeNull();
    expect(unopened.title).toBe("no price map");
    const from = performance.now();
    for (const name of names.slice(0, 200)) map.find(name);
    expect((performance.now() - from) / 200).toBeLessThan(5);
  });

  it("holds only prices that are decimals, so that no bill meets a float's noise", () => {
    const noisy = names.flatMap((name) => {
      const entry = isRecord(all) ? all[name] : null;
      if (!isRecord(entry)) return [];
      return Object.entries(entry).filter(
        ([key, value]) => key.includes("cost") && typeof value === "number" && Number(value.toPrecision(12)) !== value,
      );
    });
    expect(noisy).toEqual([]);
  });

  it("gives LiteLLM's own shape without our head", () => {
    const given: unknown = JSON.parse(map.wholeJson().toString("utf8"));
    expect(isRecord(given) ? Object.keys(given).length : 0).toBe(names.length);
    expect(Object.hasOwn(Object(given), "")).toBe(false);
  });
});

describe("the names a model is sought by", () => {
  function found(model: string): string | null {
    const deployment = pricedDeployment(model);
    for (const { name, provider } of priceNames({ deployment, upstreamModel: deployment.upstreamModel })) {
      const hit = map.find(name);
      if (hit !== null && (provider === null || String(hit.entry["litellm_provider"]).startsWith(provider)))
        return hit.name;
    }
    return null;
  }

  it.each([
    ["openai/gpt-4o", "gpt-4o"],
    ["openai/ft:gpt-4o-2024-08-06:my-org:mine:abc123", "ft:gpt-4o-2024-08-06"],
    ["anthropic/claude-sonnet-4-5", "claude-sonnet-4-5"],
    ["gemini/gemini-2.5-pro", "gemini/gemini-2.5-pro"],
    ["deepseek/deepseek-v4-flash", "deepseek/deepseek-v4-flash"],
    ["vertex_ai/claude-sonnet-4-5", "vertex_ai/claude-sonnet-4-5"],
    ["bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"],
    ["bedrock/converse/jp.anthropic.claude-sonnet-4-5-20250929-v1:0", "jp.anthropic.claude-sonnet-4-5-20250929-v1:0"],
    ["openrouter/qwen/qwen3-235b-a22b-2507", null],
    ["hosted_vllm/gpt-4o", null],
  ])("%s is %s", (model, entry) => {
    expect(found(model)).toBe(entry);
  });
});
