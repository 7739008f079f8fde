/** The load in a worker: the same result as on the main thread, ended in time, and without a stall for open streams. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { providerTable } from "../contract/providers.ts";
import { loadConfigInWorker } from "./load-in-worker.ts";
import { loadConfig, type LoadOptions } from "./load.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-worker-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = "general_settings: {master_key: sk-a-strong-master-key-for-tests}\n";

function options(text: string, env: Readonly<Record<string, string>> = {}): LoadOptions {
  const file = join(folder, "config.yaml");
  writeFileSync(file, text);
  return { file, env, cwd: folder };
}

const entry = (index: number): string => `  - model_name: alias-number-${index}
    litellm_params:
      model: openrouter/qwen/model-${index}
      api_key: os.environ/KEY_${index % 500}
      rpm: 100
      temperature: 0.${index % 10}
      input_cost_per_token: 0.00001
      extra_headers: {X-Name: "${index}"}
      tags: [a, b]
    model_info: {id: id-${index}, mode: chat}
`;
const keys = Object.fromEntries(
  Array.from({ length: 500 }, (_, index) => [`KEY_${index}`, `sk-provider-key-${index}`]),
);

describe("a config loaded in a worker", () => {
  it("is the same as one loaded at once, frozen, with the table's own providers", async () => {
    const load = options(
      `${lock}nonsense: 1\nrouter_settings: {model_group_alias: {g: alias-number-0}}\nmodel_list:\n${entry(0)}${entry(1)}` +
        '  - {model_name: "w-*", litellm_params: {model: "groq/*", api_key: k}}\n  - {model_name: off, litellm_params: {model: nope/x}}\n',
      keys,
    );
    const result = await loadConfigInWorker(load, 20_000);
    expect(result).toEqual(loadConfig(load));
    expect(result.catalog?.wildcards[0]?.pattern.exec("w-x")?.[1]).toBe("x");
    expect(Object.isFrozen(result.catalog) && result.catalog?.deployments.every((one) => Object.isFrozen(one))).toBe(
      true,
    );
    expect(result.catalog?.deployments[0]?.providerRow).toBe(providerTable.get("openrouter"));
    expect(result.catalog?.byId.get("id-1")).toBe(result.catalog?.groups.get("alias-number-1")?.deployments[0]);
  });

  it("that is broken arrives with its findings", async () => {
    const result = await loadConfigInWorker(options("model_list: [\n"), 20_000);
    expect(result.catalog).toBeNull();
    expect(result.findings).toMatchObject([{ code: "syntax", line: 2 }]);
  });

  it("is given up after the limit: a huge file cannot keep the gateway waiting", async () => {
    const result = await loadConfigInWorker(options(`${lock}model_list:\n${entry(0).repeat(10_000)}`), 1);
    expect(result.catalog).toBeNull();
    expect(result.findings[0]?.message).toContain("longer than");
  });

  it("of ten thousand aliases arrives in pieces: no turn of the main thread works for 60 ms", async () => {
    const load = options(
      `${lock}model_list:\n${Array.from({ length: 10_000 }, (_, index) => entry(index)).join("")}`,
      keys,
    );
    const stalls: number[] = [];
    const totals: number[] = [];
    for (let round = 0; round < 5; round++) {
      let longest = 0;
      const startedAt = performance.now();
      // Processor time, not the clock: what another process takes from this thread is not its stall.
      let last = threadMs();
      const beat = setInterval(() => {
        const now = threadMs();
        longest = Math.max(longest, now - last);
        last = now;
      }, 1);
      const { catalog, findings } = await loadConfigInWorker(load, 60_000);
      totals.push(performance.now() - startedAt);
      await new Promise((resolve) => setTimeout(resolve, 5));
      clearInterval(beat);
      stalls.push(longest);
      expect([catalog?.groups.size, findings.length]).toEqual([10_000, 0]);
    }
    const median = (values: number[]): number => values.toSorted((left, right) => left - right)[2] ?? 0;
    process.stdout.write(
      `10,000 aliases in a worker: ${median(totals).toFixed(0)} ms, longest stall ${median(stalls).toFixed(0)} ms (medians)\n`,
    );
    expect(median(stalls)).toBeLessThan(60);
  }, 120_000);
});

/** @returns processor time of this thread, ms */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
