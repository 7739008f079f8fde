/** What LiteLLM's clients ask about models: limits, prices, capabilities, groups, the cost of a prompt, its tokens. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await runGateway(`model_list:
  - {model_name: gpt, litellm_params: {model: openai/gpt-4, api_key: sk-provider-key-0001, rpm: 5}, model_info: {id: dep-gpt, description: kept}}
  - {model_name: both, litellm_params: {model: openai/gpt-4, api_key: sk-provider-key-0001, input_cost_per_token: 3e-6}, model_info: {id: dep-own, max_tokens: 77}}
  - {model_name: both, litellm_params: {model: anthropic/claude-sonnet-4-5, api_key: sk-provider-key-0002}}
  - {model_name: mine, litellm_params: {model: hosted_vllm/gpt-4, api_base: "http://127.0.0.1:9/v1"}}
  - {model_name: emb, litellm_params: {model: openai/text-embedding-3-small, api_key: sk-provider-key-0001}}
  - {model_name: "any/*", litellm_params: {model: "openai/*", api_key: sk-provider-key-0001}}
router_settings: {model_group_alias: {pointer: gpt}}
general_settings: {master_key: ${masterKey}}
`);
});
afterAll(() => gateway.stop());

async function get(path: string): Promise<Record<string, unknown>> {
  const response = await gateway.call(path);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

async function post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await gateway.call(path, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function infoOf(id: string): Promise<Record<string, unknown>> {
  const { data } = await get(`/model/info?litellm_model_id=${id}`);
  return (data as { model_info: Record<string, unknown> }[])[0]?.model_info ?? {};
}

describe("/model/info", () => {
  it("fills in from the price map what the file leaves out", async () => {
    expect(await infoOf("dep-gpt")).toMatchObject({
      id: "dep-gpt",
      key: "gpt-4",
      description: "kept",
      db_model: false,
      litellm_provider: "openai",
      mode: "chat",
      max_tokens: 4096,
      max_input_tokens: 8192,
      max_output_tokens: 4096,
      input_cost_per_token: 3e-5,
      output_cost_per_token: 6e-5,
      cache_read_input_token_cost: null,
      supports_function_calling: true,
      supports_vision: null,
      rpm: 5,
    });
  });

  it("keeps what the file says", async () => {
    expect(await infoOf("dep-own")).toMatchObject({
      max_tokens: 77,
      input_cost_per_token: 3e-6,
      output_cost_per_token: 6e-5,
    });
  });

  it("names the parameters that reach the provider, as its own translator has them", async () => {
    const { data } = (await get("/model/info")) as {
      data: { model_name: string; model_info: Record<string, unknown> }[];
    };
    const params = new Map(
      data.map(({ model_name, model_info }) => [
        `${model_name} ${String(model_info["litellm_provider"])}`,
        model_info["supported_openai_params"],
      ]),
    );
    expect(params.get("gpt openai")).toEqual(
      expect.arrayContaining(["temperature", "tools", "seed", "stream", "logit_bias", "prompt_cache_retention"]),
    );
    expect(params.get("gpt openai")).toEqual(expect.arrayContaining(["functions", "function_call"]));
    expect(params.get("both anthropic")).toEqual(
      expect.arrayContaining(["temperature", "tools", "response_format", "stop"]),
    );
    for (const word of ["seed", "prompt_cache_retention"]) expect(params.get("both anthropic")).not.toContain(word);
  });
});

describe("/v1/models", () => {
  it("shows mode and limits where they are known", async () => {
    const { data } = (await get("/v1/models")) as { data: Record<string, unknown>[] };
    const known = Object.fromEntries(
      data.map(({ id, mode, max_input_tokens, max_output_tokens }) => [
        id,
        [mode, max_input_tokens, max_output_tokens],
      ]),
    );
    expect(known).toEqual({
      pointer: ["chat", 8192, 4096],
      gpt: ["chat", 8192, 4096],
      both: ["chat", 8192, 4096],
      mine: [undefined, undefined, undefined],
      emb: ["embedding", 8191, undefined],
    });
  });
});

describe("/model_group/info", () => {
  it("tells of each group, pointers first, the most of its deployments", async () => {
    const { data } = (await get("/model_group/info")) as { data: Record<string, unknown>[] };
    expect(data.map(({ model_group }) => model_group)).toEqual(["pointer", "gpt", "both", "mine", "emb", "any/*"]);
    expect(data[2]).toMatchObject({
      providers: ["openai", "anthropic"],
      max_input_tokens: 200_000,
      max_output_tokens: 64_000,
      input_cost_per_token: 3e-6,
      output_cost_per_token: 6e-5,
      supports_vision: true,
      supports_reasoning: true,
      mode: "chat",
    });
    expect(data[3]).toMatchObject({ input_cost_per_token: null, mode: null, supports_vision: false });
  });

  it("tells of one when asked for one", async () => {
    const { data } = (await get("/model_group/info?model_group=emb")) as { data: Record<string, unknown>[] };
    expect(data.map(({ model_group, mode }) => [model_group, mode])).toEqual([["emb", "embedding"]]);
  });
});

describe("questions that need no call", () => {
  it("/spend/calculate prices a prompt and an answer, and says null where a price is unknown", async () => {
    const usage = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };
    expect(await post("/spend/calculate", { completion_response: { model: "gpt", usage } })).toEqual({
      status: 200,
      body: { cost: 0.036 },
    });
    const prompt = await post("/spend/calculate", {
      model: "gpt",
      messages: [{ role: "user", content: "hello there" }],
    });
    expect(prompt.body["cost"]).toBeCloseTo(8 * 3e-5, 10);
    expect(
      (await post("/spend/calculate", { model: "mine", messages: [{ role: "user", content: "x" }] })).body,
    ).toEqual({ cost: null });
    expect((await post("/spend/calculate", { model: "any/gpt-4", completion_response: { usage } })).body).toEqual({
      cost: 0.036,
    });
  });

  it("refuses a question without a model, about a strange one or without a prompt", async () => {
    expect(await post("/spend/calculate", {})).toMatchObject({ status: 400, body: { error: { param: "model" } } });
    expect(await post("/spend/calculate", { model: "nope", messages: [] })).toMatchObject({ status: 404 });
    expect(await post("/utils/token_counter", { model: "gpt" })).toMatchObject({
      status: 400,
      body: { error: { param: "messages" } },
    });
    expect(await post("/utils/token_counter", [])).toMatchObject({ status: 400 });
  });

  it("/utils/token_counter estimates and says so", async () => {
    const { body } = await post("/utils/token_counter", {
      model: "gpt",
      messages: [{ role: "user", content: "안녕하세요" }],
    });
    expect(body).toMatchObject({
      total_tokens: 9,
      request_model: "gpt",
      model_used: "gpt-4",
      tokenizer_type: "estimate",
      error: false,
    });
  });

  it("/utils/supported_openai_params and the whole price map", async () => {
    expect((await get("/utils/supported_openai_params?model=gpt"))["supported_openai_params"]).toContain("temperature");
    expect((await gateway.call("/utils/supported_openai_params?model=nope")).status).toBe(404);
    const map = await get("/get/litellm_model_cost_map");
    expect(map["gpt-4"]).toMatchObject({ input_cost_per_token: 3e-5, litellm_provider: "openai" });
  });

  it("needs the key", async () => {
    for (const path of ["/model_group/info", "/get/litellm_model_cost_map", "/utils/supported_openai_params?model=gpt"])
      expect((await gateway.call(path, { key: null })).status).toBe(401);
  });
});
