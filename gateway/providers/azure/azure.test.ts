import { describe, expect, it } from "vitest";
import type { Deployment } from "../../contract/deployment.ts";
import type { Operation } from "../../contract/operations.ts";
import { openaiCompatible } from "../openai-compatible/openai-compatible.ts";
import type { ChatTranslator, NativeRoute, UpstreamRequest } from "../provider.ts";
import { cloudDeployment } from "../shared/__fixtures__/cloud-deployment.ts";
import { conversationOf } from "../shared/__fixtures__/conversation-of.ts";
import { filteredPrompt } from "./__fixtures__/answers.ts";
import { azure } from "./azure.ts";

const provider = azure(openaiCompatible);
const resource = "https://r.openai.azure.com";

function send(
  operation: Operation,
  deployment: Deployment,
  body: Readonly<Record<string, unknown>> = { messages: [] },
): UpstreamRequest {
  const route = provider.native(operation, deployment);
  if (route === null) throw new Error(`no ${operation}`);
  return route.toRequest({
    operation,
    deployment,
    upstreamModel: deployment.upstreamModel,
    body: Buffer.from(JSON.stringify(body)),
    contentType: "application/json",
    formParts: null,
    fields: body,
    headers: {},
    isStream: false,
  });
}

const gpt = (over: Partial<Deployment> = {}): Deployment =>
  cloudDeployment("azure/my gpt", { apiBase: resource, ...over });
const bodyOf = (request: UpstreamRequest): unknown => JSON.parse(String(request.body));

describe("azure/", () => {
  it.each([
    ["chat", "/openai/deployments/my%20gpt/chat/completions?api-version=2025-02-01-preview"],
    ["completion", "/openai/deployments/my%20gpt/completions?api-version=2025-02-01-preview"],
    ["embedding", "/openai/deployments/my%20gpt/embeddings?api-version=2025-02-01-preview"],
    ["image_generation", "/openai/deployments/my%20gpt/images/generations?api-version=2025-02-01-preview"],
    ["speech", "/openai/deployments/my%20gpt/audio/speech?api-version=2025-02-01-preview"],
  ] as const)("asks for %s at the deployment's own path", (operation, path) => {
    const request = send(operation, gpt());
    expect([request.origin, request.path]).toEqual([resource, path]);
  });

  it("sends a form to the deployment's path with its own content type", () => {
    const route = provider.native("transcription", gpt());
    const request = route?.toRequest({
      operation: "transcription",
      deployment: gpt(),
      upstreamModel: "my gpt",
      body: Buffer.alloc(0),
      contentType: "multipart/form-data; boundary=x",
      formParts: [{ name: "file", filename: "a.wav", mimeType: "audio/wav", content: Buffer.from("RIFF") }],
      fields: {},
      headers: {},
      isStream: false,
    });
    expect(request?.path).toBe("/openai/deployments/my%20gpt/audio/transcriptions?api-version=2025-02-01-preview");
    expect(request?.headers["content-type"]).toMatch(/^multipart\/form-data/);
  });

  it.each([
    [resource, "2024-10-21", "/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21"],
    [`${resource}/openai`, null, "/openai/deployments/my%20gpt/chat/completions?api-version=2025-02-01-preview"],
    [
      `${resource}/openai/deployments/written`,
      null,
      "/openai/deployments/written/chat/completions?api-version=2025-02-01-preview",
    ],
    [
      `${resource}/openai/deployments/written/chat/completions?api-version=2024-06-01`,
      null,
      "/openai/deployments/written/chat/completions?api-version=2024-06-01",
    ],
    [`${resource}/openai/v1`, null, "/openai/v1/chat/completions"],
    [`${resource}/openai/v1/`, "2024-10-21", "/openai/v1/chat/completions"],
    [`${resource}/openai/v1`, "preview", "/openai/v1/chat/completions?api-version=preview"],
    [resource, "v1", "/openai/v1/chat/completions"],
    [resource, "latest", "/openai/v1/chat/completions?api-version=latest"],
    [
      "https://proxy.example/azure",
      null,
      "/azure/openai/deployments/my%20gpt/chat/completions?api-version=2025-02-01-preview",
    ],
  ])("goes from base %s with version %s to %s", (apiBase, apiVersion, path) => {
    const request = send("chat", gpt({ apiBase, apiVersion }));
    expect(request.path).toBe(path);
    expect(bodyOf(request)).toMatchObject({ model: "my gpt" });
  });

  it("has no operation that Azure lacks", () => {
    for (const operation of ["moderation", "rerank"] as const) expect(provider.native(operation, gpt())).toBeNull();
  });

  it("sends a key in Azure's own header, a token as bearer, and never both", () => {
    const { headers } = send("chat", gpt());
    expect(headers["api-key"]).toBe("the-key");
    expect(headers).not.toHaveProperty("authorization");
    const withToken = send("chat", gpt({ apiKey: null, cloud: { azure_ad_token: "eyJ0" } })).headers;
    expect(withToken["authorization"]).toBe("Bearer eyJ0");
    expect(withToken).not.toHaveProperty("api-key");
  });

  it.each([
    ["azure/o3-mini", {}, { max_completion_tokens: 5 }],
    ["azure/o_series/think", {}, { max_completion_tokens: 5 }],
    ["azure/think", { base_model: "azure/gpt-5-mini" }, { max_completion_tokens: 5 }],
    ["azure/gpt-5.1", {}, { max_completion_tokens: 5, temperature: 0.3 }],
    ["azure/gpt-5-chat", {}, { max_tokens: 5, temperature: 0.3 }],
    ["azure/gpt-4o", {}, { max_tokens: 5, temperature: 0.3 }],
  ])("gives %s with %j the limits in its own words", (model, modelInfo, expected) => {
    const deployment = cloudDeployment(model, { apiBase: resource, modelInfo });
    const { model: named, ...rest } = bodyOf(send("chat", deployment, { max_tokens: 5, temperature: 0.3 })) as Record<
      string,
      unknown
    >; // our own object
    expect(rest).toEqual(expected);
    expect(named).toBe(model.split("/").at(-1));
  });

  it("keeps a temperature of 1, which asks for nothing, and a limit that is said in both ways", () => {
    const deployment = cloudDeployment("azure/o3", { apiBase: resource });
    expect(bodyOf(send("chat", deployment, { temperature: 1, max_tokens: 5, max_completion_tokens: 7 }))).toEqual({
      model: "o3",
      temperature: 1,
      max_completion_tokens: 7,
    });
  });
});

/** A translator and a Responses route of an inner provider, as far as Azure looks at them. */
const request: UpstreamRequest = {
  origin: "https://inner.example",
  path: "/inner",
  method: "POST",
  headers: { "content-type": "application/json", authorization: "Bearer the-key" },
  body: Buffer.from('{"model":"o3","max_tokens":5,"temperature":0.2}'),
};
const chat: ChatTranslator = {
  framing: "sse",
  toRequest: () => ({ request, dropped: ["messages[0].audio"] }),
  readAnswer: () => ({ kind: "invalid", reason: "inner" }),
  openDecoder: () => ({ error: null, decode: () => [], end: () => [] }),
};
const responses: NativeRoute = {
  answers: "json",
  toRequest: () => request,
  judge: () => ({ kind: "invalid", reason: "inner" }),
};
const wider = azure({
  ...openaiCompatible,
  chat,
  native: (operation) => (operation === "responses" ? responses : null),
});

describe("what an inner provider translates", () => {
  it("is sent to Azure's address, and its notes are kept", () => {
    const deployment = cloudDeployment("azure/o3", { apiBase: resource });
    const input = { deployment, upstreamModel: "o3", conversation: conversationOf({}), dropParams: false, headers: {} };
    const sent = wider.chat?.toRequest(input);
    expect(sent?.request).toMatchObject({
      origin: resource,
      path: "/openai/deployments/o3/chat/completions?api-version=2025-02-01-preview",
      headers: { "api-key": "the-key" },
    });
    expect(bodyOf(sent?.request ?? request)).toEqual({ model: "o3", max_completion_tokens: 5 });
    expect(sent?.dropped).toEqual(["messages[0].audio", "temperature"]);
    expect(wider.chat?.readAnswer(Buffer.alloc(0))).toEqual({ kind: "invalid", reason: "inner" });
  });

  it.each([
    [null, "/openai/v1/responses?api-version=preview"],
    ["2025-04-01-preview", "/openai/responses?api-version=2025-04-01-preview"],
    ["v1", "/openai/v1/responses"],
  ])("asks for responses with version %s at %s", (apiVersion, path) => {
    const deployment = gpt({ apiVersion });
    const sent = wider.native("responses", deployment)?.toRequest({
      operation: "responses",
      deployment,
      upstreamModel: "my gpt",
      body: Buffer.from("{}"),
      contentType: "application/json",
      formParts: null,
      fields: {},
      headers: {},
      isStream: false,
    });
    expect(sent?.path).toBe(path);
  });
});

describe("azure_ai/", () => {
  const llama = (apiBase: string, apiVersion: string | null = null): Deployment =>
    cloudDeployment("azure_ai/Llama-3.3-70B", { apiBase, apiVersion });

  it.each([
    ["https://r.services.ai.azure.com", null, "/models/chat/completions?api-version=2024-05-01-preview"],
    ["https://r.services.ai.azure.com/models", "2025-01-01", "/models/chat/completions?api-version=2025-01-01"],
    [
      "https://r.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview",
      null,
      "/models/chat/completions?api-version=2024-05-01-preview",
    ],
    ["https://r.services.ai.azure.com/openai/v1", null, "/openai/v1/chat/completions"],
    ["https://x.eastus2.models.ai.azure.com", null, "/chat/completions"],
    ["https://x.eastus2.models.ai.azure.com/v1", null, "/v1/chat/completions"],
  ])("goes from base %s with version %s to %s", (apiBase, apiVersion, path) => {
    expect(send("chat", llama(apiBase, apiVersion)).path).toBe(path);
  });

  it("shows the key as each kind of endpoint wants it, and lets unknown parameters through", () => {
    expect(send("chat", llama("https://r.services.ai.azure.com")).headers).toMatchObject({
      "api-key": "the-key",
      "extra-parameters": "pass-through",
    });
    const { headers } = send("chat", llama("https://x.eastus2.models.ai.azure.com"));
    expect(headers["authorization"]).toBe("Bearer the-key");
    expect(headers).not.toHaveProperty("extra-parameters");
  });

  it("reranks at version 1, and has no speech", () => {
    const cohere = cloudDeployment("azure_ai/cohere-rerank-v3", { apiBase: "https://x.eastus2.models.ai.azure.com" });
    expect(send("rerank", cohere, { query: "q", documents: [] }).path).toBe("/v1/rerank");
    expect(provider.native("speech", cohere)).toBeNull();
  });
});

describe("classifyError", () => {
  const classify = (status: number, value: unknown): unknown =>
    provider.classifyError({
      status,
      headers: {},
      body: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
    });

  it("reads the content filter's refusal with the categories it found", () => {
    expect(classify(400, filteredPrompt)).toMatchObject({
      code: "upstream_content_policy",
      status: 400,
      className: "ContentPolicyViolationError",
      text: expect.stringMatching(
        /content management policy.*\(filtered: hate high, jailbreak, violence medium\)$/s,
      ) as unknown,
    });
  });

  it("knows the filter by its code alone", () => {
    expect(classify(400, { error: { code: "content_filter", message: "no" } })).toMatchObject({
      code: "upstream_content_policy",
      text: "no",
    });
  });

  it.each([
    [401, { error: { code: "401", message: "Access denied due to invalid subscription key." } }, "upstream_auth"],
    [
      404,
      { error: { code: "DeploymentNotFound", message: "The API deployment does not exist." } },
      "upstream_not_found",
    ],
    [429, { error: { code: "429", message: "Requests have exceeded call rate limit." } }, "upstream_rate_limit"],
    [500, filteredPrompt, "upstream_error"],
    [502, "<html>", "upstream_error"],
  ])("leaves %i to OpenAI's reading", (status, value, code) => {
    expect(classify(status, value)).toMatchObject({ code });
  });
});
