/** One alias, several deployments: shared by weight, tried on another when one is dead; wildcards carry their name. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let dead: Server;
let gateway: RunningGateway;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  dead = createServer((_request, response) => response.socket?.destroy());
  await new Promise<void>((resolve) => dead.listen(0, "127.0.0.1", resolve));
  const deadUrl = `http://127.0.0.1:${(dead.address() as AddressInfo).port}/v1`; // a TCP server has one
  const entry = (name: string, model: string, more: string, base = upstream.url): string =>
    `  - {model_name: "${name}", litellm_params: {model: "openai/${model}", api_base: "${base}", api_key: sk-provider-key-0001${more}}}\n`;
  gateway = await runGateway(
    `model_list:\n${entry("weighted", "light", ", weight: 1")}${entry("weighted", "heavy", ", weight: 9")}` +
      `${entry("by-rpm", "slow", ", rpm: 10")}${entry("by-rpm", "quick", ", rpm: 90")}` +
      `${entry("even", "one", "")}${entry("even", "two", "")}` +
      `${entry("half-dead", "gone", "", deadUrl)}${entry("half-dead", "alive", "")}` +
      `${entry("vendor/*", "*", "")}general_settings: {master_key: ${masterKey}}\n`,
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
  await new Promise((resolve) => dead.close(resolve));
});

async function models(alias: string, calls: number): Promise<Map<string, number>> {
  const from = upstream.received.length;
  for (let index = 0; index < calls; index++) {
    const response = await gateway.chat({ model: alias, messages: [{ role: "user", content: "hi" }] });
    expect(response.status).toBe(200);
    await response.text();
  }
  const counts = new Map<string, number>();
  for (const { body } of upstream.received.slice(from)) {
    const model = String(body["model"]);
    counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  return counts;
}

describe("simple-shuffle", () => {
  // Bounds that a fair draw of 300 leaves less than once in a million runs.
  it.each([
    ["weighted", "heavy", 240, 295],
    ["by-rpm", "quick", 240, 295],
    ["even", "one", 105, 195],
  ])("%s gives %s its share", async (alias, model, least, most) => {
    const count = (await models(alias, 300)).get(model) ?? 0;
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  });
});

describe("a dead deployment", () => {
  it("is replaced by another one of its alias, and both attempts are in the log", async () => {
    expect((await models("half-dead", 12)).get("alive")).toBe(12);
    const rows = (await gateway.rows(1)).filter(({ alias }) => alias === "half-dead");
    const tried = rows.find(({ attempts }) => attempts === 2);
    expect(tried).toMatchObject({ state: "ok", upstreamModel: "alive" });
    const { attemptList } = await gateway.detail(tried?.id ?? "");
    expect(attemptList.map(({ upstreamModel, errorCode }) => [upstreamModel, errorCode])).toEqual([
      ["gone", "upstream_disconnected"],
      ["alive", null],
    ]);
  });
});

describe("a wildcard alias", () => {
  it("passes on the name it caught, and answers under the name that was asked", async () => {
    const response = await gateway.chat({ model: "vendor/some-model", messages: [{ role: "user", content: "hi" }] });
    expect(((await response.json()) as { model: string }).model).toBe("vendor/some-model");
    expect(upstream.received.at(-1)?.body["model"]).toBe("some-model");
  });
});

describe("/model/info", () => {
  it("tells each deployment and no key", async () => {
    const text = await (await gateway.call("/v1/model/info")).text();
    expect((JSON.parse(text) as { data: unknown[] }).data).toHaveLength(9);
    expect(text).not.toContain("sk-provider-key-0001");
  });
});
