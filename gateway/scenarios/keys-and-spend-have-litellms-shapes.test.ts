/**
 * Every member that LiteLLM documents of its key and spend answers, member by member.
 *
 * LiteLLM answers these routes with a Postgres only, so the conformance suite cannot ask it: here its documented shapes
 * stand instead. @source https://docs.litellm.ai/docs/proxy/virtual_keys, https://docs.litellm.ai/docs/proxy/cost_tracking
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

type Fields = Record<string, unknown>;
let upstream: FakeUpstream;
let gateway: RunningGateway;
let made: Fields & { readonly key: string; readonly token: string };

beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(
    `model_list:\n  - {model_name: demo, litellm_params: {model: openai/demo, api_base: "${upstream.url}", api_key: x, ` +
      `input_cost_per_token: 0.001, output_cost_per_token: 0.002}}\ngeneral_settings: {master_key: ${masterKey}}\n`,
  );
  made = (await post("/key/generate", asked)) as typeof made;
  await (await gateway.chat({ model: "demo", messages: [{ role: "user", content: "hi" }] }, { key: made.key })).text();
  await gateway.rows(1);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const asked = {
  key_alias: "shaped",
  duration: "30d",
  models: ["demo"],
  aliases: { mini: "demo" },
  max_budget: 10,
  soft_budget: 5,
  budget_duration: "1d",
  user_id: "ann",
  team_id: "red",
  max_parallel_requests: 4,
  tpm_limit: 100_000,
  rpm_limit: 60,
  model_max_budget: { demo: { budget_limit: 3, time_period: "1d" } },
  model_rpm_limit: { demo: 9 },
  model_tpm_limit: { demo: 9000 },
  metadata: { of: "mine" },
  tags: ["a"],
};
const settings = [
  ...Object.keys(asked).filter((name) => name !== "duration"),
  ..."config spend budget_id organization_id tpm_limit_type rpm_limit_type permissions guardrails prompts blocked".split(
    " ",
  ),
  ..."allowed_routes allowed_cache_controls enforced_params auto_rotate rotation_interval object_permission".split(" "),
  ..."key_name expires budget_reset_at created_at updated_at created_by updated_by model_spend".split(" "),
];
const logColumns = (
  "request_id call_type api_key spend total_tokens prompt_tokens completion_tokens startTime endTime completionStartTime " +
  "model model_id model_group custom_llm_provider api_base user metadata cache_hit cache_key request_tags team_id end_user " +
  "requester_ip_address messages response session_id status mcp_namespaced_tool_name proxy_server_request"
).split(" ");

async function post(path: string, body: unknown): Promise<Fields> {
  const answer = await gateway.call(path, { method: "POST", body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Fields;
}
const get = async <Answer = Fields>(path: string, key = masterKey): Promise<Answer> => {
  const answer = await gateway.call(path, { key });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
};
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

it("POST /key/generate answers what was asked, the key, its digest twice and its times", () => {
  expect(Object.keys(made)).toEqual(
    expect.arrayContaining([...settings, "duration", "key", "token", "token_id", "litellm_budget_table"]),
  );
  expect(made).toMatchObject({
    ...asked,
    spend: 0,
    blocked: null,
    key_name: `sk-...${made.key.slice(-4)}`,
    token_id: made.token,
    expires: expect.stringMatching(iso),
    created_at: expect.stringMatching(iso),
  });
});

it("GET /key/info answers the key that was asked for and its row without a token, to an admin and to itself", async () => {
  for (const path of [`/key/info?key=${made.key}`, `/key/info?key=${made.token}`]) {
    const { key, info } = await get<{ key: string; info: Fields }>(path);
    expect(path).toContain(key);
    expect(Object.keys(info)).toEqual(expect.arrayContaining(settings));
    expect(info["token"]).toBeUndefined();
    expect(info).toMatchObject({ spend: expect.any(Number), budget_reset_at: expect.stringMatching(iso) });
  }
  expect(await get("/key/info", made.key)).toMatchObject({ info: { key_alias: "shaped" } });
});

it("GET /key/list pages digests, or whole rows", async () => {
  expect(await get("/key/list")).toEqual({ keys: [made.token], total_count: 1, current_page: 1, total_pages: 1 });
  const { keys } = await get<{ keys: Fields[] }>("/key/list?return_full_object=true&page=1&size=10");
  expect(Object.keys(keys[0] ?? {})).toEqual(expect.arrayContaining([...settings, "token"]));
});

it("POST /key/update answers the key and its changed row, and /key/block the row", async () => {
  expect(await post("/key/update", { key: made.key, rpm_limit: 61 })).toMatchObject({ key: made.key, rpm_limit: 61 });
  expect(await post("/key/block", { key: made.key })).toMatchObject({ token: made.token, blocked: true });
  expect(await post("/key/unblock", { key: made.key })).toMatchObject({ token: made.token, blocked: false });
});

it("GET /spend/logs answers LiteLLM's columns by row, and sums by day", async () => {
  const [row] = await get<Fields[]>(`/spend/logs?api_key=${made.token}`);
  expect(Object.keys(row ?? {})).toEqual(expect.arrayContaining(logColumns));
  expect(row).toMatchObject({
    api_key: made.token,
    spend: 0.017, // 11 and 3 tokens
    total_tokens: 14,
    model_group: "demo",
    custom_llm_provider: "openai",
    user: "ann",
    team_id: "red",
    request_tags: ["a"],
    status: "success",
    startTime: expect.stringMatching(iso),
  });
  const day = new Date().toISOString().slice(0, 10);
  expect(await get(`/spend/logs?start_date=${day}&end_date=${day}`)).toEqual([
    {
      startTime: day,
      spend: 0.017,
      requests: 1,
      unpriced_requests: 0,
      users: { ann: 0.017 },
      models: { demo: 0.017 },
      api_keys: { [made.token]: 0.017 },
    },
  ]);
});

it("POST /key/delete answers what is gone", async () => {
  expect(await post("/key/delete", { keys: [made.key] })).toEqual({ deleted_keys: [made.key] });
});
