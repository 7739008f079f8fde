/**
 * What a real LiteLLM sent to Gemini for the same requests, and what it answered: bodies must be equal but for the
 * differences listed here with their reasons.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noSampling, type Conversation, type Tool } from "../../contract/conversation.ts";
import { anthropicMessages } from "../../dialects/anthropic-messages/anthropic-messages.ts";
import { conversationOf, geminiParams, inputOf, user } from "./__fixtures__/deployment.ts";
import { readAnswer } from "./from-response.ts";
import { toRequest } from "./to-request.ts";

interface Golden {
  readonly id: string;
  readonly client: Readonly<Record<string, unknown>>;
  readonly upstream?: { readonly path: string; readonly key: string; readonly body: unknown };
  readonly status: number;
  readonly message?: string;
  readonly answer?: {
    readonly finish: string;
    readonly content: string | null;
    readonly calls: readonly { readonly name: string; readonly arguments: unknown }[];
    readonly usage: Readonly<Record<string, unknown>>;
  };
}

const fixtures = join(import.meta.dirname, "__fixtures__");
const golden = JSON.parse(readFileSync(join(fixtures, "litellm-golden.json"), "utf8")) as readonly Golden[]; // ours

const tool: Tool = {
  kind: "function",
  name: "w",
  description: "d",
  parameters: { type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
};
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const effort = { effort: "low", budgetTokens: null, mode: null, summary: null } as const;
const budget = { effort: null, budgetTokens: 1024, mode: "on", summary: null } as const;
const result: Partial<Conversation> = {
  messages: [
    { role: "system", parts: [{ type: "text", text: "Sys" }] },
    user("hi"),
    { role: "assistant", parts: [{ type: "tool_call", id: "call_9", name: "w", arguments: '{"a":1}' }] },
    {
      role: "user",
      parts: [{ type: "tool_result", callId: "call_9", parts: [{ type: "text", text: "42" }], isError: false }],
    },
    user("and?"),
  ],
  tools: [tool],
};

/** OpenAI's requests in the intermediate form, by the case's name without its inbound and `-stream`. */
const chats: Readonly<Record<string, Partial<Conversation>>> = {
  plain: {},
  "system-developer": {
    messages: [
      { role: "system", parts: [{ type: "text", text: "S" }] },
      { role: "developer", parts: [{ type: "text", text: "D" }] },
      user("hi"),
    ],
  },
  tools: { tools: [tool], toolChoice: { kind: "auto" } },
  "tool-forced": { tools: [tool], toolChoice: { kind: "tool", name: "w" } },
  "tool-none": { tools: [tool], toolChoice: { kind: "none" } },
  "tool-result": result,
  image: {
    messages: [
      {
        role: "user",
        parts: [
          { type: "text", text: "see" },
          { type: "image", source: { kind: "base64", mediaType: "image/png", data: pixel } },
        ],
      },
    ],
  },
  "json-schema": {
    responseFormat: {
      kind: "schema",
      name: "x",
      strict: true,
      schema: {
        type: "object",
        properties: { a: { type: "integer" } },
        required: ["a"],
        additionalProperties: false,
      },
    },
  },
  "json-object": { responseFormat: { kind: "json" } },
  params: {
    sampling: { ...noSampling, temperature: 0.5, topP: 0.9, maxTokens: 7, stop: ["x"], seed: 3 },
    user: "u1",
  },
  "max-completion": { sampling: { ...noSampling, maxTokens: 9 } },
  penalties: { sampling: { ...noSampling, presencePenalty: 0.1, frequencyPenalty: 0.2 } },
  logprobs: { sampling: { ...noSampling, logprobs: true, topLogprobs: 2 } },
  n2: { sampling: { ...noSampling, n: 2 } },
  effort: { reasoning: effort },
  thinking: { reasoning: budget, sampling: { ...noSampling, maxTokens: 2000 } },
  "cache-control": {
    messages: [
      { role: "system", parts: [{ type: "text", text: "S", cacheControl: { type: "ephemeral" } }] },
      user("hi"),
    ],
  },
  "unknown-param": { extra: { foo: "bar" } },
};

/** Our body differs from LiteLLM's on purpose. */
const differences: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // LiteLLM glues the blocks of Messages' system together; Gemini takes them apart as they were.
  "messages-gem-system-array": { system_instruction: { parts: [{ text: "S1" }, { text: "S2" }] } },
};

function conversationFor({ id, client }: Golden): Conversation {
  if (id.startsWith("messages-")) return anthropicMessages.toConversation(client);
  const name = id.replace(/^chat-gem-/, "").replace(/-stream$/, "");
  const over = chats[name];
  if (over === undefined) throw new Error(`no conversation for ${id}`);
  return conversationOf({ ...over, isStream: client["stream"] === true });
}

describe("requests to Gemini, beside LiteLLM's", () => {
  it.each(golden.filter(({ upstream }) => upstream !== undefined))("$id reaches it the same", (row) => {
    const { request } = toRequest({ ...inputOf(), conversation: conversationFor(row) });
    expect(request.origin + request.path).toBe(`http://127.0.0.1:9902${row.upstream?.path}`);
    expect(request.headers["x-goog-api-key"]).toBe(row.upstream?.key);
    const expected = { ...(row.upstream?.body as object), ...differences[row.id] }; // ours
    expect(JSON.parse(request.body?.toString() ?? "")).toEqual(expected);
  });

  it.each(golden.filter(({ status }) => status === 400))("$id is refused with the same words", (row) => {
    const send = (): unknown => toRequest({ ...inputOf(), conversation: conversationFor(row) });
    expect(send).toThrow(row.message?.replace(/\.$/, ""));
  });

  it("sends what was refused when the alias allows it, and drops it when told to", () => {
    const refused = { sampling: { ...noSampling, seed: 3, logprobs: true, topLogprobs: 2 } };
    const params = { ...geminiParams, allowed_openai_params: ["seed", "top_logprobs"] };
    const allowed = toRequest(inputOf(refused, params));
    expect(JSON.parse(allowed.request.body?.toString() ?? "")).toMatchObject({
      generationConfig: { seed: 3, responseLogprobs: true, logprobs: 2 },
    });
    const dropped = toRequest(inputOf(refused, geminiParams, true));
    expect(dropped.dropped).toEqual(["seed", "top_logprobs"]);
    expect(JSON.parse(dropped.request.body?.toString() ?? "").generationConfig).toEqual({ responseLogprobs: true });
  });
});

describe("answers of Gemini, beside LiteLLM's", () => {
  const answered = golden.filter(({ answer }) => answer !== undefined);

  it.each(answered)("$id says and counts the same", ({ answer }) => {
    const name = answer?.calls.length === 0 ? "text.json" : "call.json";
    const verdict = readAnswer(readFileSync(join(fixtures, name)));
    if (verdict.kind !== "ok") throw new Error(verdict.kind);
    const [choice] = verdict.answer.choices;
    const { usage } = verdict.answer;
    expect({
      finish: choice?.finish,
      content: choice?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("") || null,
      calls: choice?.parts.flatMap((part) =>
        part.type === "tool_call" ? [{ name: part.name, arguments: JSON.parse(part.arguments) as unknown }] : [],
      ),
      usage: {
        completion_tokens: usage.completionTokens,
        prompt_tokens: usage.promptTokens,
        total_tokens: (usage.promptTokens ?? 0) + (usage.completionTokens ?? 0),
        completion_tokens_details: {
          reasoning_tokens: usage.reasoningTokens,
          text_tokens: (usage.completionTokens ?? 0) - (usage.reasoningTokens ?? 0),
        },
        prompt_tokens_details: { cached_tokens: usage.cachedTokens },
      },
    }).toEqual(answer);
  });
});
