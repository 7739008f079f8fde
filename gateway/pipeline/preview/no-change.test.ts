/** A draft that changes nothing changes nothing for anyone: for every config that the repository has, and for any other. */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../base/clock.ts";
import type { Catalog } from "../../contract/deployment.ts";
import { operations } from "../../contract/operations.ts";
import type { RecentRequest } from "../../contract/request-use.ts";
import { readEnvFile } from "../../config/env-file.ts";
import { catalogOf, entry, impactOf, requestOf } from "./__fixtures__/catalogs.ts";
import { nameChanges } from "./name-changes.ts";

const root = join(import.meta.dirname, "../../..");
const files = [
  ["resources/litellm-seed/config.yaml", "resources/litellm-seed/example.env"],
  ["resources/default-config.yaml", null],
  ["scripts/conformance/configs/providers.yaml", null],
  ["scripts/conformance/configs/routing.yaml", null],
] as const;

/** Every name that the catalog answers to, and some that it does not. */
function namesIn({ groups, groupAliases, byId, byLitellmModel, wildcards }: Catalog): string[] {
  const filled = wildcards.map(({ alias }) => alias.replaceAll("*", "some/model"));
  return [...groups.keys(), ...groupAliases.keys(), ...byId.keys(), ...byLitellmModel.keys(), ...filled, "nobody"];
}

function requestsFor(catalog: Catalog): RecentRequest[] {
  const names = namesIn(catalog);
  return names.flatMap((name) =>
    operations.flatMap((operation) => [
      requestOf(name, { operation, tags: ["free"], promptTokens: 200_000 }),
      requestOf(name, { operation, completionTokens: null, givenUp: { groups: [name], kind: "fallbacks" } }),
    ]),
  );
}

async function expectNothing(running: Catalog, draft: Catalog): Promise<void> {
  expect(await nameChanges(running, draft, namesIn(running), systemClock)).toEqual([]);
  expect(await impactOf(running, draft, requestsFor(running))).toEqual([]);
}

describe("a draft that changes nothing", () => {
  it.each(files)("has no changes: %s", async (file, envFile) => {
    const text = readFileSync(join(root, file), "utf8");
    const env = {
      LITELLM_MASTER_KEY: "sk-a-strong-master-key-for-tests",
      ...(envFile === null ? {} : readEnvFile(join(root, envFile), {})),
    };
    const running = catalogOf(text, env);
    const draft = catalogOf(`# a comment\n${text}`, env);
    expect(running.groups.size).toBeGreaterThan(0);
    await expectNothing(running, draft);
  });

  const name = fc.constantFrom("a", "b", "c", "x/*", "*");
  const model = fc.constantFrom("openai/gpt-4o", "openrouter/qwen/q", "anthropic/claude-sonnet-4-5", "hosted_vllm/q");
  const params = fc.constantFrom("", ", weight: 3", ", weight: 0", ", rpm: 10", ", order: 1", ", tags: [free]");
  const entries = fc.array(fc.tuple(name, model, params), { minLength: 1, maxLength: 6 });
  const settings = fc.record({
    routing_strategy: fc.constantFrom("simple-shuffle", "least-busy", "cost-based-routing", "latency-based-routing"),
    enable_tag_filtering: fc.boolean(),
    enable_pre_call_checks: fc.boolean(),
    model_group_alias: fc.constantFrom({}, { old: "a" }, { old: "b", c: "a" }),
    fallbacks: fc.constantFrom([], [{ a: ["b", "c"] }, { b: ["a"] }], [{ "*": ["a"] }]),
  });

  it("has no changes, whatever the config", async () => {
    await fc.assert(
      fc.asyncProperty(entries, settings, async (list, router) => {
        const lines = list.map(([alias, litellmModel, more]) =>
          entry(alias, litellmModel, `${more}${litellmModel.startsWith("hosted") ? ", api_base: 'http://h/v1'" : ""}`),
        );
        const text = `model_list:\n${lines.join("")}router_settings: ${JSON.stringify(router)}\n`;
        await expectNothing(catalogOf(text), catalogOf(`# again\n${text}`));
      }),
      { numRuns: 40 },
    );
  });
});
