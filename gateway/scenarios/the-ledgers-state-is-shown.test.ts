/** What the panel and a probe are told of the ledger: that it writes, why it does not, and who is over a soft budget. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { GatewayStatus } from "../contract/catalog.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const config = `
model_list:
  - model_name: priced
    litellm_params: {model: openai/priced, mock_response: "hello"}
general_settings:
  master_key: ${masterKey}
`;
type Fields = Record<string, unknown>;
let gateway: RunningGateway;
afterEach(() => gateway.stop());

const status = async (): Promise<GatewayStatus> => (await (await gateway.panel("/status")).json()) as GatewayStatus;
const readiness = async (): Promise<Fields> => {
  const answer = await gateway.call("/health/readiness", { key: null });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Fields;
};
const post = (path: string, body: Fields): Promise<Response> =>
  gateway.call(path, { method: "POST", body: JSON.stringify(body) });
const say = { model: "priced", messages: [{ role: "user", content: "hi" }] };

describe("a ledger that writes", () => {
  it("is said to, with the number of its keys", async () => {
    gateway = await runGateway(config);
    await post("/key/generate", {});
    expect((await status()).ledger).toEqual({ isWritable: true, problem: null, keys: 1 });
    expect(await readiness()).toMatchObject({ status: "healthy", ledger: { state: "ok" } });
  });
});

describe("a ledger that was damaged", () => {
  it("is said to be set aside: to the panel where, to a probe only that", async () => {
    gateway = await runGateway(config, {}, {}, (directory) =>
      writeFileSync(join(directory, "ledger.db"), Buffer.alloc(8192, 7)),
    );
    expect((await status()).ledger).toMatchObject({
      isWritable: true,
      problem: expect.stringMatching(/damaged and was set aside as .*ledger\.db\.corrupt-/),
    });
    const ready = await readiness();
    expect(ready).toMatchObject({ ledger: { state: "repaired" } });
    expect(JSON.stringify(ready)).not.toContain(gateway.directory);
  });
});

describe("a ledger that cannot be opened", () => {
  it("is said to be closed, keys cannot be made, and the master key's requests go on", async () => {
    gateway = await runGateway(config, {}, {}, (directory) => mkdirSync(join(directory, "ledger.db")));
    expect((await status()).ledger).toMatchObject({
      isWritable: false,
      problem: expect.stringContaining("The ledger is closed"),
    });
    const ready = await readiness();
    expect(ready).toMatchObject({ status: "healthy", ledger: { state: "unavailable" } });
    expect(JSON.stringify(ready)).not.toContain(gateway.directory);
    const refused = await post("/key/generate", {});
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { portico_code: "ledger_unavailable" } });
    expect((await gateway.chat(say)).status).toBe(200);
  });
});

describe("a key over its soft budget", () => {
  it("goes on, is told in its info, in the status and once in the live feed, until its budget is raised", async () => {
    gateway = await runGateway(config);
    const made = (await (
      await post("/key/generate", { key_alias: "team-red", soft_budget: 0.0000025, max_budget: 1 })
    ).json()) as { key: string; token: string };
    const info = async (): Promise<Fields> =>
      ((await (await gateway.call(`/key/info?key=${made.key}`)).json()) as { info: Fields }).info;
    expect(await info()).toMatchObject({ soft_budget: 0.0000025, is_over_soft_budget: false });
    expect((await status()).softBudgets).toEqual([]);
    await post("/key/update", { key: made.key, spend: 0.000003 });
    const leaver = new AbortController();
    const headers = { "x-portico-panel-token": "desktop-token" };
    const live = await fetch(`${gateway.url}/ui/api/live`, { headers, signal: leaver.signal });
    const reader = live.body?.getReader();
    for (let turn = 0; turn < 2; turn++) expect((await gateway.chat(say, { key: made.key })).status).toBe(200);
    let feed = "";
    while (feed.split('"type":"finished"').length < 3)
      feed += Buffer.from((await reader?.read())?.value ?? []).toString();
    leaver.abort();
    expect(feed.split('"type":"soft_budget"')).toHaveLength(2);
    expect(feed).toContain(`{"type":"soft_budget","token":"${made.token}","label":"team-red"}`);
    expect(await info()).toMatchObject({ is_over_soft_budget: true });
    expect((await status()).softBudgets).toEqual([
      { token: made.token, label: "team-red", spent: "0.000003", soft: "0.0000025" },
    ]);
    expect(gateway.logText()).toContain("a soft budget is spent");
    expect(gateway.logText()).not.toContain(made.key);
    await post("/key/update", { key: made.key, soft_budget: 5 });
    expect((await status()).softBudgets).toEqual([]);
  });
});
