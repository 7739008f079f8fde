import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { noSampling, type Conversation, type Message } from "../../contract/conversation.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { anthropicMessages } from "../../dialects/anthropic-messages/anthropic-messages.ts";
import { openaiChat as chatDialect } from "../../dialects/openai-chat/openai-chat.ts";
import { testDeployment } from "./__fixtures__/test-deployment.ts";
import { toRequest } from "./translate-request.ts";

interface GoldenCase {
  readonly id: string;
  /** A Messages client's body. */
  readonly request: Record<string, unknown>;
  readonly upstream: Record<string, unknown>;
}

const fixture = (name: string): string => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), "utf8");
const golden = JSON.parse(fixture("golden-messages.json")) as GoldenCase[]; // written beside this test
const chatRequests = JSON.parse(
  readFileSync(new URL("../../dialects/openai-chat/__fixtures__/golden-requests.json", import.meta.url), "utf8"),
) as { readonly id: string; readonly body: Record<string, unknown> }[]; // written beside that dialect

const base: Conversation = {
  messages: [],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  sampling: noSampling,
  responseFormat: null,
  reasoning: null,
  user: null,
  isStream: false,
  family: "anthropic",
  extra: {},
};

function translate(
  conversation: Partial<Conversation>,
  deployment: Deployment = testDeployment("hosted_vllm"),
  upstreamModel = "tiny",
): { readonly body: Record<string, unknown>; readonly dropped: readonly string[] } {
  const input = {
    deployment,
    upstreamModel,
    conversation: { ...base, ...conversation },
    dropParams: false,
    headers: {},
  };
  const { request, dropped } = toRequest(input);
  return { body: JSON.parse(String(request.body)) as Record<string, unknown>, dropped }; // an object: we wrote it
}

/**
 * Differences on purpose: one text in a list is the same as a string, and a string is what every chat template takes;
 * arguments are JSON with other spaces.
 */
function plainTexts(body: Record<string, unknown>): unknown {
  const messages = (body["messages"] as { content: unknown; tool_calls?: unknown }[]).map((message) => {
    const { content, tool_calls: calls } = message;
    const only =
      Array.isArray(content) && content.length === 1 ? (content[0] as { type: string; text?: string }) : null;
    const plain = only?.type === "text" ? { ...message, content: only.text } : message;
    return calls === undefined ? plain : { ...plain, tool_calls: JSON.stringify(calls).replaceAll(/[\s\\]/g, "") };
  });
  return { ...body, messages };
}

describe("what LiteLLM sends to vLLM for a Messages client", () => {
  it.each(golden)("is what we send: $id", ({ request, upstream }) => {
    const conversation = anthropicMessages.toConversation(request);
    expect(plainTexts(translate(conversation).body)).toEqual(plainTexts(upstream));
  });

  it("also reaches an openai/ server of one's own, but for what its model cannot do", () => {
    const server = testDeployment("openai");
    for (const { request, upstream } of golden) {
      const conversation = anthropicMessages.toConversation(request);
      const { body, dropped } = translate(conversation, server, "gpt-4o");
      const { reasoning_effort: effort, web_search_options: search, ...rest } = upstream;
      const user = conversation.user === null ? {} : { user: conversation.user };
      expect(plainTexts(body)).toEqual(plainTexts({ ...rest, ...user, model: "gpt-4o" }));
      expect(dropped.includes("reasoning_effort")).toBe(effort !== undefined);
      expect(dropped.includes("tools[0]")).toBe(search !== undefined);
    }
  });
});

describe("a chat client's request that must be re-encoded", () => {
  it.each(chatRequests)("keeps every field: $id", ({ body }) => {
    const conversation = chatDialect.toConversation(body);
    expect(plainTexts(translate(conversation, testDeployment("litellm_proxy")).body)).toEqual({
      ...(plainTexts(body) as object),
      model: "tiny",
      ...("max_completion_tokens" in body
        ? { max_tokens: body["max_completion_tokens"], max_completion_tokens: undefined }
        : {}),
    });
  });

  it("is refused for the parameters an untouched one is refused for", () => {
    const conversation = chatDialect.toConversation({ messages: [], reasoning_effort: "low" });
    expect(() => translate(conversation, testDeployment("openai"), "gpt-4")).toThrow(
      /openai does not support parameters: \['reasoning_effort'\]/,
    );
  });
});

describe("a Responses client's request", () => {
  const conversation: Partial<Conversation> = {
    messages: [
      { role: "system", parts: [{ type: "text", text: "Sys" }] },
      { role: "developer", parts: [{ type: "text", text: "D" }] },
      { role: "user", parts: [{ type: "text", text: "hi" }] },
      { role: "assistant", parts: [{ type: "tool_call", id: "call_9", name: "w", arguments: '{"a":1}' }] },
      {
        role: "user",
        parts: [{ type: "tool_result", callId: "call_9", parts: [{ type: "text", text: "42" }], isError: false }],
      },
    ],
    tools: [{ kind: "function", name: "w", parameters: { type: "object" }, strict: false }],
    parallelToolCalls: false,
    responseFormat: { kind: "schema", name: "x", schema: { type: "object" }, strict: null },
    reasoning: { effort: "low", budgetTokens: null, mode: null, summary: "auto" },
    family: "responses",
    extra: { store: false, prompt_cache_key: "k", verbosity: "low", include: ["reasoning.encrypted_content"] },
  };
  const shared = {
    tools: [{ type: "function", function: { name: "w", parameters: { type: "object" }, strict: false } }],
    parallel_tool_calls: false,
    response_format: { type: "json_schema", json_schema: { name: "x", schema: { type: "object" } } },
    reasoning_effort: "low",
  };
  const messages = (role: string): unknown => [
    { role: "system", content: "Sys" },
    { role, content: "D" },
    { role: "user", content: "hi" },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "call_9", type: "function", function: { name: "w", arguments: '{"a":1}' } }],
    },
    { role: "tool", tool_call_id: "call_9", content: "42" },
  ];

  it("reaches OpenAI's chat with its developer message and the fields both have", () => {
    const { body, dropped } = translate(conversation, testDeployment("openai"), "o4-mini");
    const both = { store: false, prompt_cache_key: "k" };
    expect(body).toEqual({ model: "o4-mini", messages: messages("developer"), ...shared, ...both });
    expect(dropped).toEqual(["include", "verbosity"]);
    const five = translate(conversation, testDeployment("openai"), "gpt-5.1");
    expect(five.body).toMatchObject({ ...both, verbosity: "low" });
    expect(translate(conversation, testDeployment("openrouter")).body).toMatchObject({ verbosity: "low" });
  });

  it("reaches a server that knows no developer role as system, without OpenAI's own fields", () => {
    const { body, dropped } = translate(conversation);
    expect(body).toEqual({ model: "tiny", messages: messages("system"), ...shared });
    expect(dropped).toEqual(["store", "prompt_cache_key", "verbosity", "include"]);
  });
});

describe("tool results", () => {
  const image = { type: "image", source: { kind: "base64", mediaType: "image/png", data: "aGk=" } } as const;
  const answered: Message[] = [
    { role: "assistant", parts: [{ type: "tool_call", id: "c1", name: "f", arguments: "" }] },
    {
      role: "user",
      parts: [
        { type: "text", text: "look" },
        { type: "tool_result", callId: "c1", parts: [{ type: "text", text: "seen" }, image], isError: true },
      ],
    },
  ];

  it("follow their call at once, with their images in the user message after them", () => {
    const { body, dropped } = translate({ messages: answered });
    expect(body["messages"]).toEqual([
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "c1", content: "seen" },
      {
        role: "user",
        content: [
          { type: "text", text: "Result of c1:" },
          { type: "image_url", image_url: { url: "data:image/png;base64,aGk=" } },
          { type: "text", text: "look" },
        ],
      },
    ]);
    expect(dropped).toEqual(["messages[1].tool_result.is_error"]);
  });

  it("stay whole for a client of OpenAI's dialect", () => {
    const { body } = translate({ messages: answered, family: "openai" });
    expect((body["messages"] as unknown[])[1]).toEqual({
      role: "tool",
      tool_call_id: "c1",
      content: [
        { type: "text", text: "seen" },
        { type: "image_url", image_url: { url: "data:image/png;base64,aGk=" } },
      ],
    });
  });
});

describe("documents", () => {
  it("go as text where they are text, as a file where they are bytes, and an id of another family is named as dropped", () => {
    const { body, dropped } = translate({
      messages: [
        {
          role: "user",
          parts: [
            { type: "document", source: { kind: "text", text: "plain" }, title: "T" },
            { type: "document", source: { kind: "base64", mediaType: "text/plain", data: "aGk=" } },
            {
              type: "document",
              source: { kind: "base64", mediaType: "application/pdf", data: "JVBERg==" },
              title: "a.pdf",
            },
            { type: "document", source: { kind: "url", url: "https://x.example/a.pdf" } },
            { type: "document", source: { kind: "file", id: "file_1" } },
          ],
        },
      ],
    });
    expect((body["messages"] as { content: unknown }[])[0]?.content).toEqual([
      { type: "text", text: "T\nplain" },
      { type: "text", text: "hi" },
      { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERg==" } },
      { type: "text", text: "https://x.example/a.pdf" },
    ]);
    expect(dropped).toEqual(["messages[0].document"]);
  });
});

describe("reasoning", () => {
  const thought: Message = {
    role: "assistant",
    parts: [
      { type: "reasoning", text: "hmm", signature: "sig" },
      { type: "reasoning", text: "", redacted: "xyz" },
      { type: "text", text: "ok" },
    ],
  };
  const history = (provider: string, model = "tiny"): unknown =>
    (translate({ messages: [thought] }, testDeployment(provider), model).body["messages"] as unknown[])[0];

  it("goes back in the fields its server reads", () => {
    const plain = { role: "assistant", content: "ok" };
    expect(history("hosted_vllm")).toEqual({ ...plain, reasoning: "hmm", reasoning_content: "hmm" });
    expect(history("lm_studio")).toEqual({ ...plain, reasoning_content: "hmm" });
    expect(history("mistral")).toEqual(plain);
    expect(history("deepseek")).toEqual(plain);
    expect(history("openrouter", "anthropic/claude-sonnet-4.5")).toEqual({
      ...plain,
      reasoning_details: [
        { type: "reasoning.text", text: "hmm", signature: "sig", format: "anthropic-claude-v1", index: 0 },
        { type: "reasoning.encrypted", data: "xyz", format: "anthropic-claude-v1", index: 1 },
      ],
    });
    expect(history("litellm_proxy")).toEqual({
      ...plain,
      reasoning_content: "hmm",
      thinking_blocks: [
        { type: "thinking", thinking: "hmm", signature: "sig" },
        { type: "redacted_thinking", data: "xyz" },
      ],
    });
  });

  it("is named as dropped where no field takes it", () => {
    expect(translate({ messages: [thought] }, testDeployment("mistral")).dropped).toEqual(["messages[0].reasoning"]);
  });

  it.each([
    [10, "minimal"],
    [1024, "low"],
    [2047, "low"],
    [2048, "medium"],
    [31_999, "high"],
  ])("budget %i asks vLLM for %s effort", (budgetTokens, effort) => {
    const reasoning = { effort: null, budgetTokens, mode: "on", summary: null } as const;
    expect(translate({ reasoning }).body["reasoning_effort"]).toBe(effort);
  });

  it("asks OpenRouter in its own words, and leaves out what a server would refuse", () => {
    const reasoning = { effort: null, budgetTokens: 2000, mode: "on", summary: null } as const;
    expect(translate({ reasoning }, testDeployment("openrouter")).body).toMatchObject({
      reasoning: { max_tokens: 2000 },
      usage: { include: true },
    });
    const groq = translate({ reasoning }, testDeployment("groq"), "llama-3.3-70b-versatile");
    expect(groq.body).not.toHaveProperty("reasoning_effort");
    expect(groq.dropped).toEqual(["thinking"]);
  });
});

describe("the deployment", () => {
  it("adds its defaults below the client and its extra_body above, and drops by name", () => {
    const deployment = testDeployment("openai", {
      defaultParams: { temperature: 0.1, max_tokens: 9 },
      extraBody: { top_p: 0.3 },
      extraHeaders: { "x-team": "a" },
      additionalDropParams: ["seed"],
    });
    const sampling = { ...noSampling, temperature: 0.9, topP: 0.8, seed: 4 };
    const conversation = { ...base, sampling, isStream: true };
    const input = { deployment, upstreamModel: "m", conversation, dropParams: false, headers: {} };
    const { request, dropped } = toRequest(input);
    expect(JSON.parse(String(request.body))).toEqual({
      model: "m",
      messages: [],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.9,
      max_tokens: 9,
      top_p: 0.3,
    });
    expect(request.headers).toMatchObject({ "x-team": "a", authorization: "Bearer sk-up-1" });
    expect(request.path).toBe("/v1/chat/completions");
    expect(dropped).toEqual(["seed"]);
  });

  it("is asked in its model's words", () => {
    const sampling = { ...noSampling, maxTokens: 50, temperature: 0.2, seed: 3 };
    const o3 = translate({ sampling }, testDeployment("openai"), "o3-mini");
    expect(o3.body).toMatchObject({ max_completion_tokens: 50, seed: 3 });
    expect(o3.body).not.toHaveProperty("max_tokens");
    expect(o3.dropped).toEqual(["temperature"]);
    const mistral = translate({ sampling, isStream: true }, testDeployment("mistral"));
    expect(mistral.body).toMatchObject({ random_seed: 3, max_tokens: 50 });
    expect(mistral.body).not.toHaveProperty("stream_options");
  });

  it("never gets a tool choice without a tool", () => {
    const tool = { kind: "native", family: "gemini", value: { googleSearch: {} } } as const;
    const { body, dropped } = translate({ tools: [tool], toolChoice: { kind: "required" }, parallelToolCalls: false });
    expect(body).toEqual({ model: "tiny", messages: [] });
    expect(dropped).toEqual(["tools[0]"]);
  });

  it("gets an end user's id no longer than OpenAI takes it, and a chat client's as it is", () => {
    const user = "u".repeat(150);
    expect(translate({ user }, testDeployment("openai")).body["user"]).toBe("u".repeat(64));
    expect(translate({ user, family: "openai" }, testDeployment("openai")).body["user"]).toBe(user);
  });

  it("gets cache marks where it reads them", () => {
    const messages: Message[] = [
      { role: "user", parts: [{ type: "text", text: "hi", cacheControl: { type: "ephemeral" } }] },
    ];
    const claude = translate({ messages }, testDeployment("openrouter"), "anthropic/claude-sonnet-4.5");
    expect(JSON.stringify(claude.body)).toContain('"cache_control":{"type":"ephemeral"}');
    const vllm = translate({ messages });
    expect(JSON.stringify(vllm.body)).not.toContain("cache_control");
    expect(vllm.dropped).toEqual(["cache_control"]);
  });
});
