import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GatewayError } from "../../contract/errors.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { testDeployment } from "./__fixtures__/test-deployment.ts";
import { toRequest } from "./to-request.ts";

interface GoldenParam {
  readonly id: string;
  readonly alias: "gpt-4" | "qwen-235b" | "local";
  readonly params: Record<string, unknown>;
  /** What arrived beside model, messages and stream; absent = refused. */
  readonly upstream?: Record<string, unknown> | null;
  readonly refused?: string[] | null;
}

const cases = JSON.parse(
  readFileSync(new URL("./__fixtures__/golden-params.json", import.meta.url), "utf8"),
) as GoldenParam[]; // written beside this test

const targets: Readonly<Record<GoldenParam["alias"], readonly [Deployment, string]>> = {
  "gpt-4": [testDeployment("openai"), "gpt-4"],
  "qwen-235b": [testDeployment("openrouter"), "qwen/qwen3-235b-a22b-2507"],
  local: [testDeployment("hosted_vllm"), "tiny"],
};

/** Refused before a provider is asked, or served without one: other rooms' tests. */
const elsewhere =
  /-(base_url|api_base|api_key|litellm_params|custom_llm_provider|mock_response|mock_testing_fallbacks)$/;

/**
 * Where LiteLLM refuses what OpenRouter documents, or can be told in its words (docs/decisions/0018), and where it sends
 * `stream_options` with a call that is not streamed, which OpenAI and vLLM refuse.
 */
const better: Readonly<Record<string, Record<string, unknown>>> = {
  "param-qwen-235b-reasoning_effort": { reasoning_effort: "low", usage: { include: true } },
  "param-qwen-235b-stream_options": { usage: { include: true } },
  "param-local-stream_options": {},
  "param-qwen-235b-verbosity": { verbosity: "low", usage: { include: true } },
  "param-qwen-235b-thinking": { reasoning: { max_tokens: 10 }, usage: { include: true } },
};

function send(fields: Record<string, unknown>, [deployment, upstreamModel]: readonly [Deployment, string]): unknown {
  const body = { model: "alias", messages: [], ...fields };
  const { body: sent } = toRequest("/chat/completions", {
    operation: "chat",
    deployment,
    upstreamModel,
    body: Buffer.from(JSON.stringify(body)),
    contentType: "application/json",
    formParts: null,
    fields: body,
    headers: {},
    isStream: false,
  });
  const { model, messages, ...rest } = JSON.parse(String(sent)) as Record<string, unknown>; // an object: we wrote it
  expect({ model, messages }).toEqual({ model: upstreamModel, messages: [] });
  return rest;
}

function refusal(run: () => unknown): GatewayError {
  try {
    run();
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a chat client's parameter meets LiteLLM's own treatment", () => {
  it.each(cases.filter(({ id }) => !elsewhere.test(id)))("$id", ({ id, alias, params, upstream, refused }) => {
    const target = targets[alias];
    const improved = better[id];
    if (improved !== undefined) {
      expect(refused ?? upstream).not.toEqual(improved);
      expect(send(params, target)).toEqual(improved);
    } else if (refused !== undefined && refused !== null) {
      const error = refusal(() => send(params, target));
      expect(error).toMatchObject({ code: "unsupported_params", status: 400, param: refused[0] });
      expect(error.message).toContain(`does not support parameters: ['${refused[0]}'], for model=${target[1]}`);
    } else {
      expect(send(params, target)).toEqual(upstream);
    }
  });
});

describe("the file's and the request's own rules", () => {
  const gpt4 = targets["gpt-4"];
  const withRules = (changes: Partial<Deployment>): readonly [Deployment, string] => [
    { ...gpt4[0], ...changes },
    "gpt-4",
  ];

  it("drop what is certainly unsupported when drop_params says so, in the file or in the request", () => {
    const params = { reasoning_effort: "low", temperature: 0.5 };
    expect(send(params, withRules({ dropParams: true }))).toEqual({ temperature: 0.5 });
    expect(send({ ...params, drop_params: true }, gpt4)).toEqual({ temperature: 0.5 });
  });

  it("let a parameter through that allowed_openai_params names", () => {
    const params = { reasoning_effort: "low" };
    expect(send(params, withRules({ allowedOpenaiParams: ["reasoning_effort"] }))).toEqual(params);
    expect(send({ ...params, allowed_openai_params: ["reasoning_effort"] }, gpt4)).toEqual(params);
  });

  it("drop by name before anything is judged", () => {
    const rules = withRules({ additionalDropParams: ["reasoning_effort", "seed"] });
    expect(send({ reasoning_effort: "low", seed: 1, top_p: 0.5 }, rules)).toEqual({ top_p: 0.5 });
    expect(send({ seed: 1, n: 2, additional_drop_params: ["seed"] }, gpt4)).toEqual({ n: 2 });
  });

  it("name every refused parameter at once", () => {
    expect(refusal(() => send({ reasoning_effort: "low", verbosity: "low" }, gpt4)).message).toContain(
      "['reasoning_effort', 'verbosity']",
    );
  });
});

describe("OpenAI's reasoning models", () => {
  const o3: readonly [Deployment, string] = [testDeployment("openai"), "o3-mini"];

  it("get max_tokens under the name they take, and temperature only at its default", () => {
    expect(send({ max_tokens: 7, temperature: 1 }, o3)).toEqual({ max_completion_tokens: 7, temperature: 1 });
    expect(refusal(() => send({ temperature: 0.2 }, o3))).toMatchObject({ param: "temperature" });
  });

  it("keep the client's max_completion_tokens where both are set", () => {
    expect(send({ max_tokens: 7, max_completion_tokens: 9 }, o3)).toEqual({ max_completion_tokens: 9 });
  });

  it("of gpt-5.1 and later may be told a temperature, because they may be told not to think", () => {
    const params = { temperature: 0.2, reasoning_effort: "none" };
    expect(send(params, [testDeployment("openai"), "gpt-5.1"])).toEqual(params);
  });
});
