/**
 * The catalog's rows over a real gateway: facts with their sources, health with its reason, limits and figures; and the
 * calls that test and probe one deployment, each a row of the log with its mark and its cost.
 */
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CatalogAnswer, CatalogRow, DeploymentTest, ProbeAnswer } from "../contract/model-catalog.ts";
import { startAbleUpstream } from "./able-upstream.ts";
import type { ListServer } from "./list-server.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: ListServer;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startAbleUpstream();
  gateway = await runGateway(configText(), { UP_KEY: "sk-up-secret-0000" });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

function configText(ableModel = "able"): string {
  const at = (model: string, more = ""): string =>
    `{model: openai/${model}, api_base: "${upstream.origin}/v1", api_key: os.environ/UP_KEY${more}}`;
  return `
model_list:
  - model_name: smart
    litellm_params: ${at(ableModel, ", rpm: 100, tpm: 5000, weight: 3, order: 1, max_parallel_requests: 4, input_cost_per_token: 0.000001, output_cost_per_token: 0.000002")}
    model_info: {id: smart-1, max_input_tokens: 4096, supports_vision: false, supports_function_calling: true}
  - {model_name: plain, litellm_params: ${at("plain")}, model_info: {id: plain-1}}
  - {model_name: picky, litellm_params: ${at("picky")}, model_info: {id: picky-1}}
  - {model_name: broken, litellm_params: ${at("down")}, model_info: {id: down-1}}
  - {model_name: broken, litellm_params: ${at("plain")}, model_info: {id: down-2}}
  - {model_name: vectors, litellm_params: ${at("text-embedding-3-small")}, model_info: {id: vectors-1}}
  - {model_name: pictures, litellm_params: ${at("dall-e-3")}, model_info: {id: pictures-1, mode: image_generation}}
  - {model_name: gpt, litellm_params: {model: openai/gpt-4o-mini, api_key: k}, model_info: {id: gpt-1}}
  - {model_name: "any/*", litellm_params: ${at("*")}, model_info: {id: any-1}}
  - {model_name: demo, litellm_params: {model: openai/demo, mock_response: Hello from the demo}, model_info: {id: demo-1}}
  - {model_name: lost, litellm_params: {model: anthropic/claude-x, api_key: os.environ/NOT_SET}}
router_settings: {num_retries: 0, cooldown_time: 600, fallbacks: [{picky: [plain]}]}
general_settings: {master_key: ${masterKey}}
`;
}

const catalog = async (): Promise<CatalogAnswer> => (await (await gateway.panel("/catalog")).json()) as CatalogAnswer; // the panel's contract

async function rowOf(id: string): Promise<CatalogRow> {
  const row = (await catalog()).rows.find(({ deploymentId }) => deploymentId === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  return row;
}

const post = (id: string, what: "test" | "probe"): Promise<Response> =>
  gateway.panel(`/catalog/${encodeURIComponent(id)}/${what}`, {});
const test = async (id: string): Promise<DeploymentTest> => (await (await post(id, "test")).json()) as DeploymentTest; // contract
const probe = async (id: string): Promise<ProbeAnswer> => (await (await post(id, "probe")).json()) as ProbeAnswer; // contract
const ability = (abilities: ProbeAnswer["abilities"], name: string) => abilities.find((one) => one.name === name);

describe("a row", () => {
  it("says what the file and the price map know, each with its source, and what nobody knows as null", async () => {
    const smart = await rowOf("smart-1");
    expect(smart).toMatchObject({
      alias: "smart",
      provider: "openai",
      model: "able",
      apiBase: `${upstream.origin}/v1`,
      mode: "chat",
      contextTokens: 4096,
      maxOutputTokens: null,
      price: { inputPerMillion: "1", outputPerMillion: "2", cacheReadPerMillion: null, source: "litellm_params" },
      weight: 3,
      order: 1,
      rateLimits: { rpmLimit: 100, rpmUsed: 0, tpmLimit: 5000, parallelLimit: 4, inFlight: 0 },
      health: "idle",
    });
    expect(ability(smart.abilities, "tools")).toMatchObject({ state: "yes", source: "config" });
    expect(ability(smart.abilities, "vision")).toMatchObject({ state: "no", source: "config" });
    expect(ability(smart.abilities, "json_schema")).toBeUndefined();
    expect(smart.file).toMatch(/config\.yaml$/);
    expect(smart.line).toBe(3);
    const gpt = await rowOf("gpt-1");
    expect(gpt).toMatchObject({
      contextTokens: 128000,
      price: { inputPerMillion: "0.15", cacheReadPerMillion: "0.075", source: "price_map" },
    });
    expect(ability(gpt.abilities, "vision")).toMatchObject({ state: "yes", source: "price_map" });
    expect(gpt.inputModalities).toEqual(["text", "image", "file"]);
    expect((await rowOf("plain-1")).price).toMatchObject({ inputPerMillion: null, source: null });
    expect(await rowOf("vectors-1")).toMatchObject({ mode: "embedding", outputModalities: ["embedding"] });
    expect(await rowOf("demo-1")).toMatchObject({
      isMock: true,
      apiBase: "",
      price: { inputPerMillion: "0", source: "built_in" },
    });
  });

  it("stands for an entry that cannot work too, with the reason and its place", async () => {
    const { rows } = await catalog();
    const lost = rows.filter(({ alias }) => alias === "lost");
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({ health: "disabled", healthReason: expect.stringContaining("NOT_SET") });
    expect(lost[0]?.line).toBeGreaterThan(10);
  });

  it("holds no secret", async () => {
    expect(JSON.stringify(await catalog())).not.toContain("sk-up-secret");
  });
});

describe("health and figures", () => {
  it("follow what happens: healthy, failing with the provider's words, and out of the pick until a time", async () => {
    const messages = [{ role: "user", content: "Hi" }];
    for (let index = 0; index < 4; index++) await gateway.chat({ model: "plain", messages });
    expect(await rowOf("plain-1")).toMatchObject({ health: "healthy", healthReason: null });
    // Alone in its group it is never sent to rest.
    await gateway.chat({ model: "down-1", messages });
    const failing = await rowOf("down-1");
    expect([failing.health, failing.healthReason]).toEqual([
      "failing",
      expect.stringContaining("the model is loading"),
    ]);
    for (let index = 0; index < 12; index++) await gateway.chat({ model: "broken", messages });
    const resting = await rowOf("down-1");
    expect(resting.health).toBe("cooling_down");
    expect(resting.cooldownUntil).toBeGreaterThan(Date.now());
    expect(resting.healthReason).toContain("the model is loading");
    expect(resting.rateLimits.rpmUsed).toBeGreaterThan(0);
    await gateway.rows(17);
    await expect.poll(async () => (await rowOf("plain-1")).calls, { timeout: 15_000 }).toBe(4);
    expect(await rowOf("plain-1")).toMatchObject({ errors: 0, medianTotalMs: expect.any(Number) });
    const down = await rowOf("down-1");
    expect(down.calls).toBeGreaterThan(0);
    expect(down.errors).toBe(down.calls);
    expect((await catalog()).figuresAt).toBeGreaterThan(0);
  });
});

describe("a test", () => {
  it("calls that very deployment once, says how long it took and what it cost, and is a row of the log", async () => {
    const before = upstream.asked.length;
    const answer = await test("smart-1");
    expect(answer).toMatchObject({ isOk: true, status: 200, text: "1 2 3", costUsdNanos: "16000" });
    expect(answer.firstTokenMs).toBeLessThanOrEqual(answer.totalMs);
    expect(upstream.asked.length).toBe(before + 1);
    await expect.poll(async () => (await gateway.detail(answer.requestId ?? "")).state, { timeout: 10_000 }).toBe("ok");
    const row = await gateway.detail(answer.requestId ?? "");
    expect(row).toMatchObject({
      alias: "smart",
      deploymentId: "smart-1",
      keyName: "panel",
      costUsdNanos: "16000",
      userAgent: "portico-panel",
    });
    expect(row.tags).toContain("portico:probe");
    expect(await rowOf("smart-1")).toMatchObject({ health: "healthy" });
  });

  it("reaches a deployment that rests, and no other one answers for it", async () => {
    expect((await rowOf("down-1")).health).toBe("cooling_down");
    const before = upstream.asked.length;
    const answer = await test("down-1");
    expect(answer).toMatchObject({ isOk: false, status: 503, text: expect.stringContaining("the model is loading") });
    expect(upstream.asked.length).toBe(before + 1);
    expect((await gateway.rows(1)).find(({ id }) => id === answer.requestId)).toMatchObject({
      deploymentId: "down-1",
      attempts: 1,
    });
  });

  it("asks an embedding model for an embedding, answers for a built-in one, and does not try what costs more", async () => {
    const vector = await test("vectors-1");
    expect(vector).toMatchObject({ isOk: true, firstTokenMs: null, text: expect.stringContaining("0.1") });
    expect(await test("demo-1")).toMatchObject({ isOk: true, text: "Hello from the demo", costUsdNanos: "0" });
    const picture = await post("pictures-1", "test");
    expect([picture.status, await picture.text()]).toEqual([400, expect.stringContaining("image generation")]);
    const wildcard = await post("any-1", "test");
    expect([wildcard.status, await wildcard.text()]).toEqual([400, expect.stringContaining("health_check_model")]);
    expect((await post("nobody", "test")).status).toBe(404);
  });
});

describe("a probe", () => {
  it("sees what an able model can do, with the evidence, the cost and its rows", async () => {
    const { abilities, costUsdNanos, requestIds } = await probe("smart-1");
    const seen = Object.fromEntries(abilities.map(({ name, state, evidence }) => [name, [state, evidence]]));
    expect(seen).toEqual({
      streaming: ["yes", "The answer came in 3 pieces."],
      tools: ["yes", 'It called get_weather({"city":"Seoul"}).'],
      json_schema: ["yes", 'It answered {"colour":"yellow","weight_in_grams":120}'],
      vision: ["yes", expect.stringMatching(/^It saw that the image is \w+\.$/)],
      reasoning: ["yes", "It counted 7 reasoning tokens."],
    });
    // (10 + 3 x 2) + 4 x (20 + 9 x 2), in millionths of a dollar
    expect(costUsdNanos).toBe("168000");
    expect(requestIds).toHaveLength(5);
    await expect.poll(async () => (await gateway.detail(requestIds[4] ?? "")).state).toBe("ok");
    expect((await gateway.detail(requestIds[1] ?? "")).tags).toEqual(["portico:probe", "portico:probe:tools"]);
    const asked = upstream.asked.slice(-5).map(({ body }) => JSON.parse(body) as { max_tokens?: number });
    for (const { max_tokens: most } of asked) expect(most).toBeLessThanOrEqual(512);
  });

  it("believes what was seen over what the file says", async () => {
    const { abilities } = await rowOf("smart-1");
    expect(ability(abilities, "vision")).toMatchObject({ state: "yes", source: "probe", at: expect.any(Number) });
  });

  it("says what a model cannot do: it talks instead, or its server refuses the question", async () => {
    const plain = (await probe("plain-1")).abilities;
    expect(plain.map(({ name, state }) => [name, state])).toEqual([
      ["streaming", "no"],
      ["tools", "no"],
      ["json_schema", "no"],
      ["vision", "no"],
      ["reasoning", "no"],
    ]);
    expect(ability(plain, "tools")?.evidence).toContain("I only talk.");
    const picky = (await probe("picky-1")).abilities;
    expect(ability(picky, "tools")).toMatchObject({
      state: "no",
      evidence: expect.stringContaining("unknown parameter tools"),
    });
    expect(ability(picky, "streaming")?.state).toBe("yes");
  });

  it("asks a server that is down once, and says nothing of what it can do", async () => {
    const before = upstream.asked.length;
    const { abilities } = await probe("down-1");
    expect(abilities).toMatchObject([
      { name: "streaming", state: "unknown", evidence: expect.stringContaining("loading") },
    ]);
    expect(upstream.asked.length).toBe(before + 1);
  });

  it("is forgotten by a deployment that was pointed at another model", async () => {
    writeFileSync(gateway.configFile, configText("plain"));
    await expect.poll(async () => (await rowOf("smart-1")).model, { timeout: 10_000 }).toBe("plain");
    expect(ability((await rowOf("smart-1")).abilities, "vision")).toMatchObject({ state: "no", source: "config" });
    writeFileSync(gateway.configFile, configText());
    await expect.poll(async () => (await rowOf("smart-1")).model, { timeout: 10_000 }).toBe("able");
    expect(ability((await rowOf("smart-1")).abilities, "vision")).toMatchObject({ source: "probe" });
  });
});
