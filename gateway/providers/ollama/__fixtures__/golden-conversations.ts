/** The golden cases' requests in the intermediate form, written by hand beside the upstream bodies they must become. */
import {
  noSampling,
  type Conversation,
  type FunctionTool,
  type Message,
  type WireFamily,
} from "../../../contract/conversation.ts";

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export function conversationOf(family: WireFamily, changes: Partial<Conversation>): Conversation {
  return {
    messages: [user("hi")],
    tools: [],
    toolChoice: null,
    parallelToolCalls: null,
    sampling: noSampling,
    responseFormat: null,
    reasoning: null,
    user: null,
    isStream: false,
    family,
    extra: {},
    ...changes,
  };
}

function user(text: string): Message {
  return { role: "user", parts: [{ type: "text", text }] };
}

function system(role: "system" | "developer", text: string): Message {
  return { role, parts: [{ type: "text", text }] };
}

const weather: FunctionTool = {
  kind: "function",
  name: "w",
  description: "d",
  parameters: { type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
};
const looseWeather: FunctionTool = {
  kind: "function",
  name: "w",
  description: "d",
  parameters: { type: "object", properties: { a: { type: "integer" } } },
  strict: false,
};
const strictSchema = {
  type: "object",
  properties: { a: { type: "integer" } },
  required: ["a"],
  additionalProperties: false,
};
const image = { type: "image", source: { kind: "base64", mediaType: "image/png", data: pixel } } as const;
const call = (id: string) => ({ type: "tool_call", id, name: "w", arguments: '{"a":1}' }) as const;
const result = (callId: string) =>
  ({ type: "tool_result", callId, parts: [{ type: "text", text: "42" }], isError: false }) as const;
const budget = { effort: null, budgetTokens: 1024, mode: "on", summary: null } as const;
const low = { effort: "low", budgetTokens: null, mode: null, summary: null } as const;
const asked = { ...noSampling, temperature: 0.5, topP: 0.9, stop: ["x"] };
const cacheControl = { type: "ephemeral" };

/** Case without its `chat-oll-` or `chat-ollgen-`. */
const chat: Readonly<Record<string, Partial<Conversation>>> = {
  plain: {},
  "plain-stream": { isStream: true },
  "system-developer": { messages: [system("system", "S"), system("developer", "D"), user("hi")] },
  tools: { tools: [weather], toolChoice: { kind: "auto" } },
  "tool-forced": { tools: [weather], toolChoice: { kind: "tool", name: "w" } },
  "tool-none": { tools: [weather], toolChoice: { kind: "none" } },
  "tool-result": {
    messages: [
      system("system", "Sys"),
      user("hi"),
      { role: "assistant", parts: [call("call_9")] },
      { role: "user", parts: [result("call_9")] },
      user("and?"),
    ],
    tools: [weather],
  },
  image: { messages: [{ role: "user", parts: [{ type: "text", text: "see" }, image] }] },
  "json-schema": { responseFormat: { kind: "schema", name: "x", strict: true, schema: strictSchema } },
  "json-object": { responseFormat: { kind: "json" } },
  params: { sampling: { ...asked, maxTokens: 7, seed: 3 }, user: "u1" },
  "max-completion": { sampling: { ...noSampling, maxTokens: 9 } },
  penalties: { sampling: { ...noSampling, presencePenalty: 0.1, frequencyPenalty: 0.2 } },
  logprobs: { sampling: { ...noSampling, logprobs: true, topLogprobs: 2 } },
  n2: { sampling: { ...noSampling, n: 2 } },
  effort: { reasoning: low },
  thinking: { reasoning: budget, sampling: { ...noSampling, maxTokens: 2000 } },
  "cache-control": { messages: [{ role: "system", parts: [{ type: "text", text: "S", cacheControl }] }, user("hi")] },
  "unknown-param": { extra: { foo: "bar" } },
};

const capped = { ...noSampling, maxTokens: 2000 };
const messages: Readonly<Record<string, Partial<Conversation>>> = {
  plain: {},
  "plain-stream": { isStream: true },
  "system-array": {
    messages: [
      {
        role: "system",
        parts: [
          { type: "text", text: "S1", cacheControl },
          { type: "text", text: "S2" },
        ],
      },
      { role: "user", parts: [{ type: "text", text: "hi", cacheControl }] },
    ],
  },
  tools: { tools: [weather], toolChoice: { kind: "auto" } },
  "tool-any": { tools: [weather], toolChoice: { kind: "required" } },
  "tool-result": {
    messages: [
      user("hi"),
      { role: "assistant", parts: [{ type: "text", text: "ok" }, call("toolu_9")] },
      { role: "user", parts: [result("toolu_9"), { type: "text", text: "and?" }] },
    ],
    tools: [weather],
  },
  image: { messages: [{ role: "user", parts: [image, { type: "text", text: "see" }] }] },
  thinking: { messages: [user("fault:reason")], reasoning: budget },
  params: { sampling: { ...asked, topK: 5, maxTokens: 2000 }, user: "u1" },
  "server-tool": {
    tools: [
      {
        kind: "native",
        family: "anthropic",
        value: { type: "web_search_20250305", name: "web_search", max_uses: 2 },
      },
    ],
  },
};

const responses: Readonly<Record<string, Partial<Conversation>>> = {
  plain: {},
  "plain-stream": { isStream: true },
  items: { messages: [system("system", "Sys"), system("developer", "D"), user("hi")], extra: { store: false } },
  tools: { tools: [looseWeather], toolChoice: { kind: "auto" }, parallelToolCalls: false },
  "tool-result": {
    messages: [user("hi"), { role: "assistant", parts: [call("call_9")] }, { role: "user", parts: [result("call_9")] }],
    tools: [looseWeather],
  },
  reasoning: { reasoning: { ...low, summary: "auto" }, extra: { include: ["reasoning.encrypted_content"] } },
  schema: {
    responseFormat: {
      kind: "schema",
      name: "x",
      strict: null,
      schema: { type: "object", properties: { a: { type: "integer" } } },
    },
  },
  previous: { extra: { previous_response_id: "resp_0" } },
};

/** @returns the request of a golden case */
export function goldenConversation(id: string): Conversation {
  const [, inbound = "", alias = "", name = ""] = /^(chat|messages|responses)-(oll|ollgen)-(.+)$/.exec(id) ?? [];
  if (inbound === "chat") return conversationOf("openai", known(chat, name, alias));
  if (inbound === "messages") return conversationOf("anthropic", { sampling: capped, ...known(messages, name, alias) });
  return conversationOf("responses", known(responses, name, alias));
}

function known(cases: Readonly<Record<string, Partial<Conversation>>>, name: string, alias: string) {
  const found = cases[name];
  if (found === undefined) throw new Error(`no conversation for ${alias}-${name}`);
  return found;
}
