/** Virtual keys from their making to their end, over LiteLLM's own routes; the file of the ledger is read beside them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const config = `
model_list:
  - model_name: demo
    litellm_params: {model: openai/demo, mock_response: "hello"}
  - model_name: gpt-mini
    litellm_params: {model: openai/mini, mock_response: "hello"}
    model_info: {access_groups: [small]}
litellm_settings:
  default_key_generate_params: {rpm_limit: 50}
  upperbound_key_generate_params: {max_budget: 100, duration: 30d}
general_settings:
  master_key: ${masterKey}
`;

type Fields = Record<string, unknown> & { readonly key: string; readonly token: string };
let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await runGateway(config);
});
afterAll(() => gateway.stop());

async function post(
  path: string,
  body: Record<string, unknown>,
  key = masterKey,
): Promise<{ status: number; body: Fields }> {
  const answer = await gateway.call(path, { method: "POST", body: JSON.stringify(body), key });
  return { status: answer.status, body: (await answer.json()) as Fields };
}

async function chat(key: string, model = "demo"): Promise<number> {
  return (await gateway.chat({ model, messages: [{ role: "user", content: "hi" }] }, { key })).status;
}

describe("a virtual key", () => {
  it("is made with LiteLLM's fields, shown once and kept as a digest", async () => {
    const { status, body } = await post("/key/generate", {
      key_alias: "first",
      models: ["demo"],
      metadata: { team: "a" },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      key_alias: "first",
      models: ["demo"],
      metadata: { team: "a" },
      rpm_limit: 50,
      max_budget: 100,
      spend: 0,
      key_name: `sk-...${body.key.slice(-4)}`,
    });
    expect(body.key).toMatch(/^sk-[\w-]{22}$/);
    expect(body["token_id"]).toMatch(/^[0-9a-f]{64}$/);
    const info = await (await gateway.call("/key/info", { key: body.key })).text();
    expect(info).toContain('"key_alias":"first"');
    expect(info).not.toContain(body.key);
    expect(await chat(body.key)).toBe(200);
    const files = readdirSync(gateway.directory).filter((name) => name.includes(".db"));
    expect(files).toContain("ledger.db");
    for (const name of files) expect(readFileSync(join(gateway.directory, name), "latin1")).not.toContain(body.key);
    expect(gateway.logText()).not.toContain(body.key);
  });

  it("is listed, found by its digest and its user, updated and blocked", async () => {
    const { body } = await post("/key/generate", { user_id: "ann", key_alias: "ann's" });
    const list = (await (await gateway.call("/key/list?user_id=ann")).json()) as { keys: string[] };
    expect(list).toMatchObject({ keys: [body.token], total_count: 1, current_page: 1, total_pages: 1 });
    expect((await post("/key/update", { key: body.token, models: ["gpt-mini"] })).body).toMatchObject({
      models: ["gpt-mini"],
    });
    expect([await chat(body.key), await chat(body.key, "gpt-mini")]).toEqual([401, 200]);
    expect((await post("/key/block", { key: body.key })).body).toMatchObject({ blocked: true });
    expect(await chat(body.key, "gpt-mini")).toBe(401);
    await post("/key/unblock", { key: body.key });
    expect(await chat(body.key, "gpt-mini")).toBe(200);
  });

  it("ends by deletion, by its key and by its alias", async () => {
    const [one, two] = [await post("/key/generate", {}), await post("/key/generate", { key_alias: "two" })];
    expect((await post("/key/delete", { keys: [one.body.key] })).body).toEqual({ deleted_keys: [one.body.key] });
    expect((await post("/key/delete", { key_aliases: ["two"] })).body).toEqual({ deleted_keys: ["two"] });
    expect([await chat(one.body.key), await chat(two.body.key)]).toEqual([401, 401]);
    expect((await post("/key/delete", { keys: [one.body.key] })).body).toMatchObject({ error: { code: "404" } });
  });

  it("is made anew with its limits and spend; the old one is dead", async () => {
    const { body } = await post("/key/generate", { key_alias: "renewed", spend: 2.5, tpm_limit: 9 });
    for (const path of ["/key/regenerate", `/key/${body.token}/regenerate`]) {
      const { key: current } = (await (
        await gateway.call("/key/list?key_alias=renewed&return_full_object=true")
      ).json()) as Fields;
      expect(current).toBeUndefined();
      const held = path === "/key/regenerate" ? { key: body.key } : {};
      const next = await post(path, held);
      if (path !== "/key/regenerate") {
        expect(next.status).toBe(404); // its digest is another one since
        continue;
      }
      expect(next.body).toMatchObject({ key_alias: "renewed", spend: 2.5, tpm_limit: 9 });
      expect([await chat(body.key), await chat(next.body.key)]).toEqual([401, 200]);
    }
  });

  it("reaches models by wildcard, by access group and by names of its own", async () => {
    const wild = await post("/key/generate", { models: ["gpt-*"] });
    const group = await post("/key/generate", { models: ["small"] });
    const named = await post("/key/generate", {
      models: ["gpt-mini"],
      aliases: { mini: "gpt-mini", demo: "gpt-mini" },
    });
    expect([await chat(wild.body.key, "gpt-mini"), await chat(wild.body.key)]).toEqual([200, 401]);
    expect([await chat(group.body.key, "gpt-mini"), await chat(group.body.key)]).toEqual([200, 401]);
    expect([await chat(named.body.key, "mini"), await chat(named.body.key)]).toEqual([200, 200]);
  });

  it.each([
    [{ user_role: "proxy_admin" }, "user_role"],
    [{ allowed_routes: ["everything"] }, "allowed_routes.0"],
    [{ max_budget: 101 }, "max_budget"],
    [{ duration: "31d" }, "duration"],
    [{ duration: "soon" }, "duration"],
    [{ key: "not-a-key" }, "key"],
    [{ guardrails: ["pii"] }, "guardrails"],
    [{ rpm_limit: -1 }, "rpm_limit"],
    [{ __proto__x: 1 }, "__proto__x"],
  ])("is not made of %j", async (body, param) => {
    const { status, body: answer } = await post("/key/generate", body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ error: { param } });
  });

  it("is unique by its alias and its value, and never the master key", async () => {
    await post("/key/generate", { key_alias: "once", key: "sk-chosen-by-me" });
    for (const body of [{ key_alias: "once" }, { key: "sk-chosen-by-me" }, { key: masterKey }]) {
      expect((await post("/key/generate", body)).body).toMatchObject({ error: { portico_code: "duplicate_key" } });
    }
  });

  it("knows nothing of other keys", async () => {
    const [mine, other] = [await post("/key/generate", {}), await post("/key/generate", {})];
    for (const asked of [other.body.key, other.body.token, "sk-nothing-there"]) {
      const answer = await gateway.call(`/key/info?key=${asked}`, { key: mine.body.key });
      expect(await answer.json()).toMatchObject({ error: { portico_code: "key_not_found" } });
    }
  });
});
