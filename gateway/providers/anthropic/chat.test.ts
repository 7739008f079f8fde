import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isRecord, recordsOf } from "../../base/json-shape.ts";
import { noSampling, type Conversation, type Message } from "../../contract/conversation.ts";
import type { Deployment } from "../../contract/deployment.ts";
import type { TranslatedInput } from "../provider.ts";
import { goldenConversation } from "./__fixtures__/golden-conversation.ts";
import { sampleDeployment } from "./__fixtures__/sample-deployment.ts";
import { chat } from "./chat.ts";

const golden = recordsOf(
  JSON.parse(readFileSync(join(import.meta.dirname, "__fixtures__", "litellm-to-claude.json"), "utf8")),
);
const chatCases = golden.filter(({ id }) => String(id).startsWith("chat-"));

function inputFor(conversation: Conversation, deployment: Partial<Deployment> = {}): TranslatedInput {
  const chosen = sampleDeployment(deployment);
  return { deployment: chosen, upstreamModel: chosen.upstreamModel, conversation, dropParams: false, headers: {} };
}

function sent(input: TranslatedInput): {
  body: Record<string, unknown>;
  dropped: readonly string[];
  path: string;
  headers: Readonly<Record<string, string>>;
} {
  const { request, dropped } = chat.toRequest(input);
  const body: unknown = JSON.parse((request.body ?? Buffer.from("null")).toString());
  if (!isRecord(body)) throw new Error("no body was sent");
  return { body, dropped, path: request.path, headers: request.headers };
}

function asking(messages: readonly Message[], changes: Partial<Conversation> = {}): Conversation {
  return { ...goldenConversation({}), messages, sampling: noSampling, ...changes };
}

const hi: Message = { role: "user", parts: [{ type: "text", text: "hi" }] };

describe("what LiteLLM sent to Anthropic for the same chat request", () => {
  const answered = chatCases.filter(({ upstream }) => isRecord(upstream));
  it.each(answered.map((entry) => [String(entry["id"]), entry] as const))(
    "%s reaches the upstream alike",
    (_id, entry) => {
      const upstream = isRecord(entry["upstream"]) ? entry["upstream"] : {};
      const request = isRecord(entry["request"]) ? entry["request"] : {};
      const { body, path, headers } = sent(inputFor(goldenConversation(request)));
      expect(body).toEqual(upstream["body"]);
      expect(path).toBe(upstream["path"]);
      expect(headers).toMatchObject({ "x-api-key": "sk-ant-1", "anthropic-version": "2023-06-01" });
      expect(headers["anthropic-beta"] ?? null).toBe(upstream["beta"] ?? null);
    },
  );

  const refused = chatCases.filter(({ upstream }) => !isRecord(upstream));
  it.each(refused.map((entry) => [String(entry["id"]), entry] as const))(
    "%s is refused naming the same parameters",
    (_id, entry) => {
      const request = isRecord(entry["request"]) ? entry["request"] : {};
      const named = [...String(entry["error"]).matchAll(/'([a-z_]+)'/g)].map(([, name]) => name);
      expect(named.length).toBeGreaterThan(0);
      try {
        chat.toRequest(inputFor(goldenConversation(request)));
        expect.unreachable("the request went through");
      } catch (error) {
        for (const name of named) expect(String(error)).toContain(`'${name}'`);
      }
      const { dropped } = chat.toRequest({ ...inputFor(goldenConversation(request)), dropParams: true });
      expect(new Set(dropped)).toEqual(new Set(named));
    },
  );
});

describe("what LiteLLM sent to Anthropic for the same Responses request", () => {
  const call = { type: "tool_call", id: "call_9", name: "w", arguments: '{"a":1}' } as const;
  const result = {
    type: "tool_result",
    callId: "call_9",
    parts: [{ type: "text", text: "42" }],
    isError: false,
  } as const;
  const tool = {
    kind: "function",
    name: "w",
    description: "d",
    parameters: { type: "object", properties: { a: { type: "integer" } } },
    strict: false,
  } as const;
  const schema = { type: "object", properties: { a: { type: "integer" } } };
  const cases: readonly (readonly [string, Conversation])[] = [
    ["responses-claude-tools", asking([hi], { tools: [tool], toolChoice: { kind: "auto" }, parallelToolCalls: false })],
    [
      "responses-claude-tool-result",
      asking([hi, { role: "assistant", parts: [call] }, { role: "user", parts: [result] }], { tools: [tool] }),
    ],
    [
      "responses-claude-reasoning",
      asking([hi], { reasoning: { effort: "low", budgetTokens: null, mode: null, summary: "auto" } }),
    ],
    ["responses-claude-schema", asking([hi], { responseFormat: { kind: "schema", name: "x", schema, strict: null } })],
    [
      "responses-claude-items",
      asking([
        { role: "system", parts: [{ type: "text", text: "Sys" }] },
        { role: "developer", parts: [{ type: "text", text: "D" }] },
        hi,
      ]),
    ],
  ];
  it.each(cases)("%s reaches the upstream alike", (id, conversation) => {
    const upstream = golden.find((entry) => entry["id"] === id)?.["upstream"];
    const { body, headers } = sent(inputFor({ ...conversation, family: "responses" }));
    expect(body).toEqual(isRecord(upstream) ? upstream["body"] : null);
    expect(headers["anthropic-beta"] ?? null).toBe(isRecord(upstream) ? (upstream["beta"] ?? null) : null);
  });
});

describe("the API's own rules, kept for clients that do not know them", () => {
  it("a conversation that starts with the assistant gets a user's turn before it", () => {
    const { body } = sent(inputFor(asking([{ role: "assistant", parts: [{ type: "text", text: "Hello " }] }])));
    expect(body["messages"]).toEqual([
      { role: "user", content: [{ type: "text", text: "." }] },
      { role: "assistant", content: [{ type: "text", text: "Hello" }] },
    ]);
  });

  it("neighbours of one role become one turn, tool results first", () => {
    const result = { type: "tool_result", callId: "c", parts: [], isError: true } as const;
    const call = { type: "tool_call", id: "c", name: "w", arguments: "{" } as const;
    const { body } = sent(
      inputFor(
        asking([
          hi,
          { role: "assistant", parts: [{ type: "text", text: "" }, call] },
          hi,
          { role: "user", parts: [result] },
        ]),
      ),
    );
    expect(body["messages"]).toEqual([
      { role: "user", content: [{ type: "text", text: "hi" }] },
      { role: "assistant", content: [{ type: "tool_use", id: "c", name: "w", input: { INVALID_JSON: "{" } }] },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "c", is_error: true },
          { type: "text", text: "hi" },
        ],
      },
    ]);
    expect(body["tools"]).toMatchObject([{ name: "w" }]);
    expect(body["tool_choice"]).toEqual({ type: "none" });
  });

  it("what Claude cannot read is left out and named", () => {
    const { body, dropped } = sent(
      inputFor(
        asking(
          [
            {
              role: "user",
              name: "kim",
              parts: [
                { type: "text", text: "hear" },
                { type: "audio", data: "UklG", format: "wav" },
                { type: "image", source: { kind: "file", id: "file-abc" } },
                { type: "reasoning", text: "unsigned" },
                { type: "opaque", family: "gemini", value: { executableCode: {} } },
              ],
            },
          ],
          { user: "kim@example.com", tools: [{ kind: "native", family: "gemini", value: { googleSearch: {} } }] },
        ),
      ),
    );
    expect(body["messages"]).toEqual([{ role: "user", content: [{ type: "text", text: "hear" }] }]);
    expect(dropped).toEqual([
      "messages[0].name",
      "messages[0].audio",
      "messages[0].image",
      "messages[0].reasoning",
      "messages[0].opaque",
      "user",
      "tools[0]",
    ]);
    expect(body["metadata"]).toBeUndefined();
  });

  it("PDFs go as documents however the client calls them, text files as their text", () => {
    const pdf = { kind: "base64", mediaType: "application/pdf", data: "JVBE" } as const;
    const { body } = sent(
      inputFor(
        asking([
          {
            role: "user",
            parts: [
              { type: "image", source: pdf },
              { type: "image", source: { kind: "url", url: "https://a.example/x.pdf?y=1" } },
              { type: "document", source: { kind: "base64", mediaType: "text/csv", data: "YSxi" }, title: "t.csv" },
              { type: "document", source: { kind: "base64", mediaType: "image/png", data: "iVBO" } },
            ],
          },
        ]),
      ),
    );
    expect(body["messages"]).toMatchObject([
      {
        content: [
          { type: "document", source: { type: "base64", media_type: "application/pdf" } },
          { type: "document", source: { type: "url" } },
          { type: "document", source: { type: "text", data: "a,b" }, title: "t.csv" },
          { type: "image", source: { media_type: "image/png" } },
        ],
      },
    ]);
  });

  it("signed reasoning and redacted reasoning go back before the call they led to", () => {
    const { body } = sent(
      inputFor(
        asking([
          hi,
          {
            role: "assistant",
            parts: [
              { type: "reasoning", text: "hmm", signature: "sig" },
              { type: "reasoning", text: "", redacted: "xx" },
              { type: "tool_call", id: "c", name: "w", arguments: "" },
            ],
          },
        ]),
      ),
    );
    expect(body["messages"]).toMatchObject([
      {},
      {
        content: [
          { type: "thinking", thinking: "hmm", signature: "sig" },
          { type: "redacted_thinking", data: "xx" },
          { type: "tool_use", input: {} },
        ],
      },
    ]);
  });
});

describe("thinking, as the model at hand takes it", () => {
  const effort = (word: string): Partial<Conversation> => ({
    reasoning: { effort: word, budgetTokens: null, mode: null, summary: null },
  });
  it.each([
    ["minimal", 1024],
    ["low", 1024],
    ["medium", 2048],
    ["high", 4096],
    ["xhigh", 8192],
    ["max", 16_384],
  ])("effort %s is a budget of %i tokens on claude-sonnet-4-5", (word, budget) => {
    const { body } = sent(inputFor(asking([hi], effort(word))));
    expect(body).toMatchObject({ thinking: { type: "enabled", budget_tokens: budget }, max_tokens: budget + 4096 });
  });

  it.each([
    ["claude-opus-4-7", "xhigh", "xhigh"],
    ["claude-sonnet-4-6", "xhigh", "high"],
    ["claude-opus-5", "minimal", "low"],
    ["claude-haiku-5-5", "max", "max"],
  ])("%s thinks adaptively at effort %s", (model, word, written) => {
    const { body } = sent(inputFor(asking([hi], effort(word)), { upstreamModel: model }));
    expect(body).toMatchObject({
      thinking: { type: "adaptive", display: "summarized" },
      output_config: { effort: written },
      max_tokens: 128_000,
    });
  });

  it("a budget is cut below the length the client named, and goes when nothing fits", () => {
    const cut = sent(inputFor(asking([hi], { ...effort("high"), sampling: { ...noSampling, maxTokens: 2000 } })));
    expect(cut.body).toMatchObject({ thinking: { budget_tokens: 1999 }, max_tokens: 2000 });
    const gone = sent(inputFor(asking([hi], { ...effort("high"), sampling: { ...noSampling, maxTokens: 1000 } })));
    expect(gone.body["thinking"]).toBeUndefined();
    expect(gone.dropped).toEqual(["reasoning_effort"]);
  });

  it("a forced tool wins over thinking, which the API refuses beside it", () => {
    const tools = [{ kind: "function", name: "w" }] as const;
    const { body, dropped } = sent(
      inputFor(asking([hi], { ...effort("low"), tools, toolChoice: { kind: "required" } })),
    );
    expect(body["tool_choice"]).toEqual({ type: "any" });
    expect(body["thinking"]).toBeUndefined();
    expect(dropped).toEqual(["reasoning_effort"]);
  });

  it("none is no thinking, an unknown word is a 400, and old models refuse the parameter", () => {
    expect(sent(inputFor(asking([hi], effort("none")))).body["thinking"]).toBeUndefined();
    const summary = { effort: null, budgetTokens: null, mode: null, summary: "auto" } as const;
    expect(sent(inputFor(asking([hi], { reasoning: summary }))).body["thinking"]).toBeUndefined();
    expect(() => chat.toRequest(inputFor(asking([hi], effort("hard"))))).toThrow(/Invalid reasoning_effort: 'hard'/);
    const old = inputFor(asking([hi], effort("low")), { upstreamModel: "claude-3-5-haiku-20241022" });
    expect(() => chat.toRequest(old)).toThrow(/'reasoning_effort'/);
  });

  it("a chat client's own `thinking` goes as written", () => {
    const thinking = { type: "enabled", budget_tokens: 3000, display: "omitted" };
    const { body } = sent(inputFor(asking([hi], { extra: { thinking } })));
    expect(body).toMatchObject({ thinking, max_tokens: 7096 });
  });
});

describe("structured output", () => {
  const schema = {
    type: "object",
    properties: { n: { type: "integer", minimum: 1, description: "count" }, u: { oneOf: [{ type: "string" }] } },
  };
  const format = { kind: "schema", name: "x", schema, strict: true } as const;

  it("keywords the grammar cannot enforce move into the description", () => {
    const { body } = sent(inputFor(asking([hi], { responseFormat: format })));
    expect(body["output_format"]).toEqual({
      type: "json_schema",
      schema: {
        type: "object",
        properties: {
          n: { type: "integer", description: "count (minimum: 1)" },
          u: { anyOf: [{ type: "string" }] },
        },
        additionalProperties: false,
      },
    });
  });

  it("models without it are made to call one tool, whose input comes back as the answer's text", () => {
    const { body } = sent(
      inputFor(asking([hi], { responseFormat: format }), { upstreamModel: "claude-sonnet-4-20250514" }),
    );
    expect(body["tools"]).toMatchObject([{ name: "json_tool_call", input_schema: schema }]);
    expect(body["tool_choice"]).toEqual({ type: "tool", name: "json_tool_call" });
    const content = [{ type: "tool_use", id: "t", name: "json_tool_call", input: { n: 2 } }];
    const verdict = chat.readAnswer(Buffer.from(JSON.stringify({ content, stop_reason: "tool_use" })));
    expect(verdict).toMatchObject({
      answer: { choices: [{ parts: [{ type: "text", text: '{"n":2}' }], finish: "stop" }] },
    });
  });
});

describe("what the deployment adds", () => {
  it("fills in what the client did not say, and its extra body wins", () => {
    const { body, headers } = sent(
      inputFor(asking([hi]), {
        defaultParams: { temperature: 0.2, max_tokens: 50, stop: "END", reasoning_effort: "none", inference_geo: "us" },
        extraBody: { service_tier: "standard_only" },
        extraHeaders: { "Anthropic-Beta": "fast-mode-2026-02-01" },
      }),
    );
    expect(body).toMatchObject({
      temperature: 0.2,
      max_tokens: 50,
      stop_sequences: ["END"],
      inference_geo: "us",
      service_tier: "standard_only",
    });
    expect(headers["anthropic-beta"]).toBe("fast-mode-2026-02-01");
  });

  it("parameters it allows go on under their own names", () => {
    const seeded = asking([hi], { sampling: { ...noSampling, seed: 3 } });
    expect(sent(inputFor(seeded, { allowedOpenaiParams: ["seed"] })).body["seed"]).toBe(3);
  });

  it("OpenAI's web search becomes Anthropic's", () => {
    const search = {
      search_context_size: "low",
      user_location: { type: "approximate", approximate: { city: "Seoul" } },
    };
    const { body } = sent(inputFor(asking([hi], { extra: { web_search_options: search } })));
    expect(body["tools"]).toEqual([
      {
        type: "web_search_20250305",
        name: "web_search",
        max_uses: 1,
        user_location: { city: "Seoul", type: "approximate" },
      },
    ]);
    expect(body["web_search_options"]).toBeUndefined();
  });
});
