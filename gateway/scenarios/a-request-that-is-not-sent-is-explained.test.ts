/** `POST /ui/api/explain`: the way of a request that is not sent, as the router stands now, and what would go upstream. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainAnswerSchema, type ExplainAnswer } from "../contract/explain.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { HandTime } from "./hand-time.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
const time = new HandTime();
const key = "sk-provider-key-0001";

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const entry = (name: string, id: string, model = `openai/${id}`): string =>
    `  - {model_name: ${name}, litellm_params: {model: "${model}", api_base: "${upstream.url}", api_key: ${key}, temperature: 0.5}, model_info: {id: ${id}}}\n`;
  gateway = await runGateway(
    `model_list:\n${entry("m", "a")}${entry("m", "b")}${entry("claude", "c", "anthropic/claude-sonnet-4-5")}${entry("spare", "s")}` +
      `  - {model_name: capped, litellm_params: {model: openai/capped, api_base: "${upstream.url}", api_key: ${key}, ` +
      `input_cost_per_token: 0.001, output_cost_per_token: 0.001, max_budget: 0.00001}}\n` +
      `router_settings: {fallbacks: [{m: [spare]}], context_window_fallbacks: [{m: [claude]}]}\n` +
      `general_settings: {master_key: ${masterKey}}\n`,
    {},
    time.seams(() => 0),
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const ask = async (question: unknown): Promise<ExplainAnswer> =>
  explainAnswerSchema.parse(await (await gateway.panel("/explain", question)).json());
const messages = [{ role: "user", content: "hi" }];

describe("an explanation", () => {
  it("needs the panel's session", async () => {
    const bare = await fetch(`${gateway.url}/ui/api/explain`, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect(bare.status).toBe(401);
    expect((await gateway.call("/ui/api/explain", { method: "POST", body: "{}" })).status).toBe(401);
  });

  it("calls nobody, counts nothing, and is what a real request then sends", async () => {
    const before = upstream.received.length;
    const body = { messages, stream: true, seed: 3, metadata: { secret: "kept here" } };
    const answer = await ask({ model: "m", body });
    expect(upstream.received.length).toBe(before);
    expect(answer).toMatchObject({
      error: null,
      upstream: { deploymentId: "a", method: "POST", url: `${upstream.url}/chat/completions` },
    });
    expect(answer.fallbacks).toEqual([
      { kind: "fallbacks", groups: ["spare"] },
      { kind: "context_window_fallbacks", groups: ["claude"] },
    ]);
    await (await gateway.chat({ model: "m", ...body })).text();
    expect(JSON.parse(answer.upstream?.body ?? "")).toEqual(upstream.received.at(-1)?.body);
  });

  it("holds no key, for any provider", async () => {
    for (const model of ["m", "claude"]) {
      const answer = await ask({ model, operation: "messages", body: { max_tokens: 9, messages } });
      expect(answer.upstream).not.toBeNull();
      expect(JSON.stringify(answer)).not.toContain(key);
    }
  });

  it("knows who rests now, and says so", async () => {
    upstream.faults.set("a", "fault:429:30");
    await (await gateway.chat({ model: "m", messages })).text();
    const { decision, upstream: planned } = await ask({ model: "m" });
    expect(planned?.deploymentId).toBe("b");
    expect(decision?.steps[0]).toMatchObject({
      type: "pick",
      picked: "b",
      candidates: [{ deploymentId: "a", excluded: "cooling_down", detail: "for 30.0 s more" }, { excluded: null }],
    });
  });

  it("asked as a key knows its models, tags and budgets, and takes nothing of them", async () => {
    const made = async (body: unknown): Promise<{ key: string; token: string }> => {
      const answer = await gateway.call("/key/generate", { method: "POST", body: JSON.stringify(body) });
      return (await answer.json()) as { key: string; token: string };
    };
    const { token, key: secret } = await made({ key_alias: "small", models: ["m"], tags: ["red"], max_budget: 1 });
    const open = await ask({ model: "m", key: "small" });
    expect(open).toMatchObject({ error: null, decision: { tags: ["red"] } });
    expect((await ask({ model: "spare", key: token })).error).toMatchObject({ code: "key_model_access_denied" });
    const named = { messages, fallbacks: ["spare"] };
    expect((await ask({ model: "m", key: "small", body: named })).error?.code).toBe("key_model_access_denied");
    await gateway.call("/key/update", { method: "POST", body: JSON.stringify({ key: secret, spend: 1 }) });
    const spent = await ask({ model: "m", key: "small" });
    expect(spent.error).toMatchObject({ code: "budget_exceeded", status: 400 });
    expect(spent.decision?.steps).toHaveLength(1);
    await gateway.call("/key/block", { method: "POST", body: JSON.stringify({ key: secret }) });
    expect((await ask({ model: "m", key: "small" })).error?.code).toBe("key_blocked");
    for (const name of ["nobody", secret]) expect((await ask({ key: name })).error?.code).toBe("key_not_found");
  });

  it("leaves out a deployment whose budget is spent, whoever asks", async () => {
    expect((await gateway.chat({ model: "capped", messages })).status).toBe(200);
    const { error, decision } = await ask({ model: "capped" });
    expect(error?.code).toBe("budget_exceeded");
    expect(decision?.steps).toMatchObject([{ picked: null, candidates: [{ excluded: "over_budget" }] }]);
  });

  it("answers a request that would be refused with its error, and a malformed question with a 400", async () => {
    expect((await ask({ model: "nope" })).error).toMatchObject({ code: "unknown_model", status: 400 });
    expect((await ask({ model: "m", body: { messages: "x" } })).error?.status).toBe(400);
    expect((await ask({ model: "m", body: { messages, api_base: "http://evil" } })).error?.code).toBe(
      "field_not_allowed",
    );
    expect((await gateway.panel("/explain", { operation: "nonsense" })).status).toBe(400);
  });
});
