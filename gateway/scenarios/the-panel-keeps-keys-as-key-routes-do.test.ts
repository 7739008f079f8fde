/**
 * Virtual keys over the panel's own routes: the panel's session opens them, they do what `/key/...` does, and no answer
 * holds a secret but the one that makes it.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { panelKeyRoutes, type KeyList, type PanelKey } from "../contract/panel-keys.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

type Fields = Record<string, unknown>;
interface Made {
  readonly secret: string;
  readonly key: PanelKey;
}

let upstream: FakeUpstream;
let gateway: RunningGateway;
/** Every text the panel's key routes answered with, but for those that make a key. */
const answered: string[] = [];
const secrets: Made[] = [];

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const at = `api_base: "${upstream.url}", api_key: sk-upstream-1`;
  gateway = await runGateway(`
model_list:
  - model_name: priced
    litellm_params: {model: openai/up-model, ${at}, input_cost_per_token: 0.000001, output_cost_per_token: 0.000002}
    model_info: {id: dep-priced}
  - model_name: other
    litellm_params: {model: openai/up-model, ${at}, input_cost_per_token: 0.000001, output_cost_per_token: 0.000002, max_budget: 3}
    model_info: {id: dep-other}
  - model_name: unpriced
    litellm_params: {model: openai/nobody-knows-this-model, ${at}}
router_settings:
  provider_budget_config: {openai: {budget_limit: 50, time_period: 1d}}
litellm_settings:
  max_budget: 100
  budget_duration: 30d
  tag_budget_config: {nightly: {max_budget: 2, budget_duration: 7d}}
  default_key_generate_params: {tpm_limit: 90000}
  upperbound_key_generate_params: {max_parallel_requests: 20}
portico:
  alias_budget_config: {priced: {max_budget: 10}}
general_settings:
  master_key: ${masterKey}
`);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

async function panel<Answer = Fields>(path: string, body?: unknown): Promise<{ status: number; body: Answer }> {
  const answer = await gateway.panel(path, body);
  const text = await answer.text();
  const read = JSON.parse(text) as Answer & Partial<Made>; // the panel's contract
  if (read.secret === undefined) answered.push(text);
  return { status: answer.status, body: read };
}

async function create(draft: Fields): Promise<Made> {
  const { status, body } = await panel<Made>("/keys", draft);
  expect(status, JSON.stringify(body)).toBe(200);
  secrets.push(body);
  return body;
}

const list = async (): Promise<KeyList> => (await panel<KeyList>("/keys")).body;
const shown = async (id: string): Promise<PanelKey | undefined> => (await list()).keys.find((key) => key.id === id);
const infoOf = async (secret: string): Promise<Fields> =>
  ((await (await gateway.call(`/key/info?key=${secret}`)).json()) as { info: Fields }).info;
const chat = async (key: string, model = "priced"): Promise<{ status: number; code: string }> => {
  const answer = await gateway.chat({ model, max_tokens: 50, messages: [{ role: "user", content: "hi" }] }, { key });
  return { status: answer.status, code: /"portico_code":"(\w+)"/.exec(await answer.text())?.[1] ?? "" };
};

describe("the panel's key routes", () => {
  it("need the panel's session: neither no key, nor a key, nor the master key opens one", async () => {
    for (const { method, path } of Object.values(panelKeyRoutes)) {
      const url = `/ui/api${path.replace(":id", "0123456789ab")}`;
      const body = method === "POST" ? { body: "{}" } : {};
      for (const key of [null, masterKey, "sk-some-virtual-key"])
        expect((await gateway.call(url, { method, key, ...body })).status, `${method} ${url}`).toBe(401);
    }
  });

  it("make a key as /key/generate does: exact money, the file's defaults and bounds, its secret once", async () => {
    const { secret, key } = await create({
      key_alias: "notebook",
      models: ["priced", "unpriced"],
      max_budget: "12.345678901",
      soft_budget: "0.1",
      budget_duration: "30d",
      rpm_limit: 60,
      model_max_budget: { priced: { max_budget: "0.000000001", budget_duration: "1d" } },
      metadata: { team: "a" },
      tags: ["nightly"],
    });
    expect(secret).toMatch(/^sk-[\w-]{22}$/);
    expect(key).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      keyName: `sk-...${secret.slice(-4)}`,
      isExpired: false,
      lastUsedAt: null,
      budget: { spent: "0", reserved: "0", max: "12.345678901", soft: "0.1", duration: "30d" },
      modelBudgets: [{ alias: "priced", max: "0.000000001", duration: "1d" }],
      rates: [{ alias: null, rpm: 60, tpm: 90_000, parallel: 20, requests: 0, running: 0, resetMs: null }],
      settings: { key_alias: "notebook", max_budget: "12.345678901", tpm_limit: 90_000, max_parallel_requests: 20 },
    });
    expect(await infoOf(secret)).toMatchObject({
      max_budget: 12.345678901,
      soft_budget: 0.1,
      metadata: { team: "a" },
      model_max_budget: { priced: { max_budget: 0.000000001, budget_duration: "1d" } },
    });
    expect(await shown(key.id)).toEqual(key);
    expect((await list()).bounds).toEqual({ max_parallel_requests: "20" });
  });

  it("show what is spent, held, used of the minute and when it was last used", async () => {
    const { secret, key } = await create({
      key_alias: "busy",
      rpm_limit: 5,
      max_budget: "1",
      model_rpm_limit: { other: 1 },
    });
    expect(await chat(secret)).toMatchObject({ status: 200 });
    expect(await chat(secret, "other")).toMatchObject({ status: 200 });
    expect(await chat(secret, "other")).toMatchObject({ status: 429 });
    const now = await shown(key.id);
    expect(now).toMatchObject({
      lastUsedAt: expect.any(Number),
      budget: { spent: expect.stringMatching(/^0\.0000\d+$/), reserved: "0", max: "1", resetAt: null },
      rates: [
        { alias: null, requests: 2, rpm: 5, resetMs: expect.any(Number) },
        { alias: "other", requests: 1, rpm: 1, running: 0 },
      ],
    });
    expect(Number(now?.budget.spent)).toBe((await infoOf(secret))["spend"]);
  });

  it("show the file's budgets with what is spent of each", async () => {
    const { budgets } = await list();
    expect(budgets.map(({ scope, name, max, duration }) => [scope, name, max, duration])).toEqual([
      ["all", "", "100", "30d"],
      ["alias", "priced", "10", null],
      ["provider", "openai", "50", "1d"],
      ["tag", "nightly", "2", "7d"],
      ["deployment", "dep-other", "3", null],
    ]);
    const spent = Object.fromEntries(budgets.map(({ scope, spent: text }) => [scope, Number(text)]));
    expect(spent["all"]).toBeGreaterThan(spent["deployment"] ?? 0);
    expect(spent["all"]).toBe(spent["provider"]);
    expect(spent["deployment"]).toBeGreaterThan(0);
    expect(spent["tag"]).toBe(0);
  });

  it("tell what a key did today, the unknown beside the known", async () => {
    const { secret, key } = await create({ key_alias: "day" });
    const empty = await panel(`/keys/${key.id}/day`);
    expect(empty.body).toMatchObject({ requests: 0, spent: "0", unpriced: 0, aliases: [] });
    for (const model of ["priced", "priced", "unpriced"]) await chat(secret, model);
    const { body } = await panel(`/keys/${key.id}/day`);
    const { spent } = (await shown(key.id))?.budget ?? {};
    expect(body).toMatchObject({
      requests: 3,
      spent,
      unpriced: 1,
      aliases: [
        { alias: "priced", requests: 2, spent, unpriced: 0 },
        { alias: "unpriced", requests: 1, spent: "0", unpriced: 1 },
      ],
    });
    expect(new Date(body["since"] as number).toISOString()).toMatch(/T00:00:00\.000Z$/); // as the contract says
    const rows = await gateway.panel(`/requests?search=${key.id}`);
    expect(((await rows.json()) as { rows: unknown[] }).rows).toHaveLength(3);
  });

  it("change, block, make anew and delete a key, as clients and /key/info then see", async () => {
    const { secret, key } = await create({ key_alias: "changing", models: ["priced"], max_budget: "5" });
    const changed = await panel<PanelKey>(`/keys/${key.id}/update`, {
      models: ["other"],
      max_budget: null,
      duration: "1h",
      spend: "0.5",
    });
    expect(changed.body).toMatchObject({ settings: { models: ["other"], max_budget: null }, budget: { spent: "0.5" } });
    expect(changed.body.expiresAt).toBeGreaterThan(Date.now() + 3_500_000);
    expect(await infoOf(secret)).toMatchObject({ models: ["other"], max_budget: null, spend: 0.5 });
    expect(await chat(secret)).toMatchObject({ status: 401, code: "key_model_access_denied" });
    await panel(`/keys/${key.id}/block`, {});
    expect(await chat(secret, "other")).toMatchObject({ code: "key_blocked" });
    await panel(`/keys/${key.id}/unblock`, {});
    expect(await chat(secret, "other")).toMatchObject({ status: 200 });

    const { body: again } = await panel<Made>(`/keys/${key.id}/regenerate`, {});
    secrets.push(again);
    expect(again.secret).not.toBe(secret);
    expect(again.key).toMatchObject({
      settings: { key_alias: "changing" },
      budget: { spent: expect.stringMatching(/^0\.5/) },
    });
    expect([await chat(secret, "other"), await chat(again.secret, "other")]).toMatchObject([
      { status: 401 },
      { status: 200 },
    ]);
    expect((await panel(`/keys/${key.id}/update`, { models: [] })).body).toMatchObject({
      error: { portico_code: "key_not_found" },
    });
    expect((await panel(`/keys/${again.key.id}/delete`, {})).body).toEqual({ deleted: again.key.id });
    expect(await chat(again.secret, "other")).toMatchObject({ status: 401, code: "invalid_api_key" });
    expect(await shown(again.key.id)).toBeUndefined();
  });

  it.each([
    [{ user_role: "proxy_admin" }, "field_not_allowed", "user_role"],
    [{ key: "sk-chosen-in-a-browser" }, "field_not_allowed", "key"],
    [{ max_budget: 5 }, "invalid_request", "max_budget"],
    [{ max_budget: "-5" }, "invalid_request", "max_budget"],
    [{ max_budget: "1e3" }, "invalid_request", "max_budget"],
    [{ max_budget: "900000000.000000001" }, "invalid_request", "max_budget"],
    [{ max_budget: "1000000001" }, "invalid_request", "max_budget"],
    [{ max_parallel_requests: 21 }, "invalid_request", "max_parallel_requests"],
    [{ key_alias: "notebook" }, "duplicate_key", "key_alias"],
    [{ allowed_routes: ["everything"] }, "invalid_request", "allowed_routes.0"],
  ])("refuse %j by name", async (draft, code, param) => {
    const { status, body } = await panel("/keys", draft);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toMatchObject({ error: { portico_code: code, param } });
  });

  it("say whether a key would be let through now, and why not, as a real request then finds", async () => {
    const verdict = async (id: string, alias: string, operation = "chat"): Promise<Fields> =>
      (await panel(`/keys/${id}/try`, { alias, operation })).body;
    const { secret, key } = await create({
      models: ["priced", "other"],
      rpm_limit: 1,
      allowed_routes: ["/v1/chat/completions"],
    });
    const open = { refusal: null, deployment: { id: "dep-priced", provider: "openai", model: "up-model" } };
    expect(await verdict(key.id, "priced")).toEqual(open);
    expect(await verdict(key.id, "priced")).toEqual(open); // asking takes nothing
    const cases = [
      ["priced", "embedding", "key_route_not_allowed"],
      ["unpriced", "chat", "key_model_access_denied"],
      ["nowhere", "chat", "unknown_model"],
    ] as const;
    for (const [alias, operation, code] of cases)
      expect(await verdict(key.id, alias, operation)).toMatchObject({ refusal: { code }, deployment: null });
    expect(await chat(secret)).toMatchObject({ status: 200 });
    for (const step of ["rate_limit_exceeded", "budget_exceeded", "key_blocked"]) {
      if (step === "budget_exceeded")
        await panel(`/keys/${key.id}/update`, { rpm_limit: null, max_budget: "0.000000001" });
      if (step === "key_blocked") await panel(`/keys/${key.id}/block`, {});
      expect(await verdict(key.id, "priced")).toMatchObject({ refusal: { code: step } });
      expect(await chat(secret)).toMatchObject({ code: step });
    }
  });

  it("never answer with a secret or a whole digest", async () => {
    expect(secrets.length).toBeGreaterThan(5);
    const text = [...answered, gateway.logText(), ...secrets.map(({ key }) => JSON.stringify(key))].join("\n");
    expect(answered.length).toBeGreaterThan(20);
    for (const { secret } of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{64}/);
    expect(text).not.toContain(masterKey);
  });
});

describe("a ledger that cannot be opened", () => {
  it("still lists, and refuses every change with its reason", async () => {
    const config = `model_list:\n  - {model_name: m, litellm_params: {model: openai/m, mock_response: hi}}\ngeneral_settings: {master_key: ${masterKey}}\n`;
    const closed = await runGateway(config, {}, {}, (directory) => mkdirSync(join(directory, "ledger.db")));
    expect((await closed.panel("/keys")).status).toBe(200);
    const refused = await closed.panel("/keys", {});
    expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining("ledger_unavailable")]);
    await closed.stop();
  });
});
