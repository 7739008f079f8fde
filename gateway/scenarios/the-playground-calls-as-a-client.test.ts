/** The playground's routes: its calls are rows like any client's, its sessions outlive a restart, and both need the panel. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, readEvents, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(
    `model_list:\n  - {model_name: m, litellm_params: {model: openai/m, api_base: "${upstream.url}", api_key: sk-up-00001}}\n` +
      `general_settings: {master_key: ${masterKey}}\n`,
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const messages = [{ role: "user", content: "hi" }];
const session = {
  id: "s1",
  title: "안녕",
  createdAt: 1,
  updatedAt: 2,
  parentId: null,
  system: "",
  params: {
    temperature: null,
    top_p: null,
    max_tokens: null,
    seed: null,
    presence_penalty: null,
    frequency_penalty: null,
    stop: [],
    reasoning_effort: null,
  },
  tools: [],
  schema: "",
  columns: [{ id: "c1", alias: "m", overrides: "", messages: [] }],
};

describe("the playground", () => {
  it("streams an answer and leaves a row that names it", async () => {
    const response = await gateway.panel("/playground/chat", { model: "m", stream: true, messages });
    expect(response.status).toBe(200);
    expect((await readEvents(response)).at(-1)).toBe("[DONE]");
    const [row] = await gateway.rows(1);
    expect(row).toMatchObject({
      id: response.headers.get("x-litellm-call-id"),
      alias: "m",
      state: "ok",
      keyName: "panel",
      userAgent: "portico-playground",
    });
  });

  it("says an error in the envelope of every route", async () => {
    const response = await gateway.panel("/playground/chat", { model: "nobody", messages });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { portico_code: "unknown_model" } });
  });

  it("sends no header of the browser upstream", async () => {
    await (await gateway.panel("/playground/chat", { model: "m", messages })).text();
    const headers = upstream.received.at(-1)?.headers ?? {};
    expect(Object.keys(headers)).not.toContain("cookie");
    expect(JSON.stringify(headers)).not.toContain("portico_session");
  });

  it("keeps sessions, lists them and lets them go", async () => {
    expect((await gateway.panel("/playground/sessions", session)).status).toBe(200);
    expect(await (await gateway.panel("/playground/sessions")).json()).toEqual({
      sessions: [{ id: "s1", title: "안녕", createdAt: 1, updatedAt: 2, parentId: null }],
    });
    expect(await (await gateway.panel("/playground/sessions/s1")).json()).toEqual(session);
    expect((await gateway.panel("/playground/sessions/s1/remove", {})).status).toBe(200);
    expect((await gateway.panel("/playground/sessions/s1")).status).toBe(404);
    expect((await gateway.panel("/playground/sessions/s1/remove", {})).status).toBe(404);
  });

  it("refuses what is no session, and says which part", async () => {
    const response = await gateway.panel("/playground/sessions", { ...session, columns: [] });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("columns");
  });

  it("is closed to whoever has a key and no session of the panel", async () => {
    for (const path of ["/ui/api/playground/chat", "/ui/api/playground/sessions"]) {
      const body = JSON.stringify({ model: "m", messages });
      expect((await gateway.call(path, { method: "POST", body })).status).toBe(401);
    }
  });
});
