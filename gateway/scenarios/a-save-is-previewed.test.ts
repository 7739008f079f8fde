/**
 * Before a save: who used the names that would change, and which requests of the last day would go elsewhere, cost
 * something else, or be refused. A real gateway writes the log that is asked.
 */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import type { SavePreview } from "../contract/config-files.ts";
import { catalogOf, impactParts } from "../pipeline/preview/__fixtures__/catalogs.ts";
import { previewSave } from "../pipeline/preview/preview-save.ts";
import { openRequestStore, type RequestStore } from "../store/request-store.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
let store: RequestStore;

const settings = `general_settings: {master_key: ${masterKey}}\nlitellm_settings: {num_retries: 0}\n`;
// 11 tokens in (4 of them cached) and 3 out, at these prices: 7 x 1000 + 4 x 1000 + 3 x 2000 nanos.
const prices = "model_info: {input_cost_per_token: 1e-6, output_cost_per_token: 2e-6}";
const costNanos = 17_000;

function line(alias: string, model: string, more = ""): string {
  const params = `{model: hosted_vllm/${model}, api_base: "${upstream.url}"${more}}`;
  return `  - {model_name: "${alias}", litellm_params: ${params}, ${prices}}\n`;
}

const list = (...lines: string[]): string => `${settings}model_list:\n${lines.join("")}`;
const base = (): string[] => [line("qwen", "qwen3"), line("gpt", "gpt"), line("idle", "idle"), line("wild/*", "*")];

const webui = { "user-agent": "Open-WebUI/0.6" };
const script = { "user-agent": "OpenAI/Python 1.90.0" };

async function chats(count: number, model: string, headers: Record<string, string>, content = "Hi"): Promise<void> {
  for (let at = 0; at < count; at++) {
    await (await gateway.chat({ model, messages: [{ role: "user", content }] }, { headers })).text();
  }
}

function preview(text: string | null): Promise<SavePreview> {
  const running = catalogOf(list(...base()));
  return previewSave({
    ...impactParts,
    clock: systemClock,
    log: store,
    catalog: () => running,
    draftCatalog: (drafts) => Promise.resolve(drafts[0]?.text === "" ? null : catalogOf(drafts[0]?.text ?? "")),
    read: () => Promise.resolve({ findings: [], isRunnable: text !== null }),
  })([{ file: "config.yaml", text: text ?? "" }]);
}

beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(list(...base()));
  await chats(4, "qwen", webui);
  await chats(2, "qwen", script);
  await chats(1, "gpt", script);
  await chats(2, "wild/llama", script);
  await chats(1, "gpt", script, "fault:400");
  await chats(3, "typo", webui);
  await gateway.rows(13);
  await gateway.gateway.stop(1000);
  store = await openRequestStore({
    file: join(gateway.directory, "requests.db"),
    bodies: { enabled: false, maxBytes: 0 },
    retention: { days: 30, maxBytes: 1e9 },
    secrets: [],
  });
});

afterAll(async () => {
  await store.dispose();
  await gateway.stop();
  await upstream.stop();
});

describe("a preview of a save", () => {
  it("says nothing of a draft that changes nothing", async () => {
    const { aliasChanges, impact } = await preview(`# only a comment\n${list(...base())}`);
    expect(aliasChanges).toEqual([]);
    expect(impact).toMatchObject({ requests: 13, isCut: false, changed: [] });
    expect(Math.abs(Date.now() - 24 * 3_600_000 - impact.since)).toBeLessThan(60_000);
  });

  it("warns of a renamed alias with who used it, how often and when", async () => {
    const { aliasChanges, impact } = await preview(list(...base()).replace('"qwen"', '"qwen-large"'));
    expect(aliasChanges).toEqual([
      {
        alias: "qwen",
        change: "renamed",
        to: "qwen-large",
        before: ["hosted_vllm/qwen3"],
        after: ["hosted_vllm/qwen3"],
        requests: 6,
        lastUsedAt: expect.any(Number),
        users: [
          { key: "master key", client: "Open-WebUI/0.6", requests: 4, lastUsedAt: expect.any(Number) },
          { key: "master key", client: "OpenAI/Python 1.90.0", requests: 2, lastUsedAt: expect.any(Number) },
        ],
        moreUsers: 0,
      },
    ]);
    expect(Math.abs(Date.now() - (aliasChanges[0]?.lastUsedAt ?? 0))).toBeLessThan(60_000);
    expect(impact.changed).toEqual([
      {
        alias: "qwen",
        requests: 6,
        before: "hosted_vllm/qwen3",
        after: null,
        costBeforeUsdNanos: String(6 * costNanos),
        costAfterUsdNanos: "0",
        reason: "no alias of this name is there",
      },
    ]);
  });

  it("tells the most used names first, wildcards with what went through them, and idle ones too", async () => {
    const { aliasChanges } = await preview(list(line("other", "other")));
    expect(aliasChanges.map(({ alias, change, requests }) => [alias, change, requests])).toEqual([
      ["qwen", "removed", 6],
      ["gpt", "removed", 2],
      ["wild/*", "removed", 2],
      ["idle", "removed", 0],
    ]);
    expect(aliasChanges.at(-1)).toMatchObject({ lastUsedAt: null, users: [] });
  });

  it("shows a canary as shares, and what it comes to in money", async () => {
    const cheap = line("qwen", "small", ", weight: 10").replace("1e-6", "0").replace("2e-6", "0");
    const draft = list(line("qwen", "qwen3", ", weight: 90"), cheap, ...base().slice(1));
    const { aliasChanges, impact } = await preview(draft);
    expect(aliasChanges).toMatchObject([{ alias: "qwen", change: "model_changed", requests: 6 }]);
    expect(impact.changed).toMatchObject([
      {
        alias: "qwen",
        requests: 6,
        before: "100 % hosted_vllm/qwen3",
        after: "90 % hosted_vllm/qwen3, 10 % hosted_vllm/small",
        costBeforeUsdNanos: String(6 * costNanos),
        costAfterUsdNanos: String((6 * costNanos * 9) / 10),
      },
    ]);
  });

  it("shows a change of provider, and the other way of every request", async () => {
    const draft = list(...base()).replace("hosted_vllm/gpt", "openai/gpt-4o, api_key: k");
    const { aliasChanges, impact } = await preview(draft);
    expect(aliasChanges).toMatchObject([
      { alias: "gpt", change: "provider_changed", before: ["hosted_vllm/gpt"], after: ["openai/gpt-4o"] },
    ]);
    // The one that failed cost nothing, and would be sent elsewhere like the other.
    expect(impact.changed).toMatchObject([
      { alias: "gpt", requests: 2, after: "openai/gpt-4o", costBeforeUsdNanos: String(costNanos) },
    ]);
  });

  it("shows a change of price alone", async () => {
    const { aliasChanges, impact } = await preview(list(...base()).replace("1e-6", "2e-6"));
    expect(aliasChanges).toEqual([]);
    expect(impact.changed).toMatchObject([
      {
        alias: "qwen",
        requests: 6,
        before: "hosted_vllm/qwen3",
        after: "hosted_vllm/qwen3",
        costBeforeUsdNanos: String(6 * costNanos),
        costAfterUsdNanos: String(6 * (costNanos + 11_000)),
      },
    ]);
  });

  it("shows that names which were asked for in vain would be answered", async () => {
    const { aliasChanges, impact } = await preview(list(...base(), line("typo", "qwen3")));
    expect(aliasChanges).toEqual([]);
    expect(impact.changed).toMatchObject([{ alias: "typo", requests: 3, before: "", after: "hosted_vllm/qwen3" }]);
  });

  it("of a draft that cannot run is its findings alone", async () => {
    expect(await preview(null)).toMatchObject({
      isRunnable: false,
      aliasChanges: [],
      impact: { requests: 0, isCut: false, changed: [] },
    });
  });
});
