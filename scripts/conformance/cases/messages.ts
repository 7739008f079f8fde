/** Anthropic's Messages and count_tokens, to each provider: Claude Code's kinds of request. */
import { post, withKey, type Case } from "../case.ts";
import type { JsonObject } from "../json.ts";
import { image, say, schema } from "./chat-bodies.ts";

const tool: JsonObject = { name: "w", description: "d", input_schema: schema };
const hi = { max_tokens: 2000, ...say("hi") };
const answered: JsonObject[] = [
  { role: "user", content: "hi" },
  {
    role: "assistant",
    content: [
      { type: "text", text: "ok" },
      { type: "tool_use", id: "toolu_9", name: "w", input: { a: 1 } },
    ],
  },
];
const result = (content: JsonObject[] | string): JsonObject => ({
  type: "tool_result",
  tool_use_id: "toolu_9",
  content,
});

const bodies: Readonly<Record<string, JsonObject>> = {
  plain: hi,
  "system-text": { ...hi, system: "S" },
  "system-array": {
    max_tokens: 2000,
    system: [
      { type: "text", text: "S1", cache_control: { type: "ephemeral" } },
      { type: "text", text: "S2" },
    ],
    messages: [{ role: "user", content: [{ type: "text", text: "hi", cache_control: { type: "ephemeral" } }] }],
  },
  tools: { ...hi, tools: [tool], tool_choice: { type: "auto" } },
  "tool-any": { ...hi, tools: [tool], tool_choice: { type: "any" } },
  "tool-named": { ...hi, tools: [tool], tool_choice: { type: "tool", name: "w" } },
  "tool-serial": { ...hi, tools: [tool], tool_choice: { type: "auto", disable_parallel_tool_use: true } },
  "tool-result": {
    max_tokens: 2000,
    messages: [
      ...answered,
      { role: "user", content: [result([{ type: "text", text: "42" }]), { type: "text", text: "and?" }] },
    ],
    tools: [tool],
  },
  "tool-error": {
    max_tokens: 2000,
    messages: [...answered, { role: "user", content: [{ ...result("boom"), is_error: true }] }],
    tools: [tool],
  },
  image: {
    max_tokens: 2000,
    messages: [
      {
        role: "user",
        content: [
          { type: "image", source: { type: "base64", media_type: "image/png", data: image.base64 } },
          { type: "text", text: "see" },
        ],
      },
    ],
  },
  thinking: { ...hi, ...say("fault:reason"), thinking: { type: "enabled", budget_tokens: 1024 } },
  "thinking-history": {
    max_tokens: 2000,
    thinking: { type: "enabled", budget_tokens: 1024 },
    messages: [
      { role: "user", content: "hi" },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hmm", signature: "sig" },
          { type: "text", text: "ok" },
        ],
      },
      { role: "user", content: "go on" },
    ],
  },
  params: { ...hi, temperature: 0.5, top_p: 0.9, top_k: 5, stop_sequences: ["x"], metadata: { user_id: "u1" } },
  "server-tool": { ...hi, tools: [{ type: "web_search_20250305", name: "web_search", max_uses: 2 }] },
  prefill: {
    max_tokens: 2000,
    messages: [
      { role: "user", content: "hi" },
      { role: "assistant", content: "I say" },
    ],
  },
  "cut-short": { max_tokens: 2000, ...say("fault:length") },
};
const streamed = new Set(["plain", "tools", "thinking", "cut-short", "tool-result"]);

export function messageCases(): Case[] {
  const cases = ["claude", "oai", "local", "oll", "gem"].flatMap((model) => [
    ...Object.entries(bodies).flatMap(([name, body]) => [
      post(`messages-${model}-${name}`, "/v1/messages", { model, ...body }),
      ...(streamed.has(name)
        ? [post(`messages-${model}-${name}-stream`, "/v1/messages", { model, ...body, stream: true })]
        : []),
    ]),
    post(`count-${model}`, "/v1/messages/count_tokens", { model, ...say("hi") }),
  ]);
  const key = { "x-api-key": "sk-conformance-0123456789", "anthropic-version": "2023-06-01" };
  return [
    ...cases,
    post("messages-no-max", "/v1/messages", { model: "claude", ...say("hi") }),
    post("messages-no-messages", "/v1/messages", { model: "claude", max_tokens: 5 }),
    post("messages-unknown", "/v1/messages", { model: "nope", max_tokens: 5, ...say("hi") }),
    post("messages-no-key", "/v1/messages", { model: "claude", ...hi }, {}),
    post("messages-x-api-key", "/v1/messages", { model: "claude", ...hi }, key),
    post(
      "messages-beta-header",
      "/v1/messages",
      { model: "claude", ...hi },
      { ...key, "anthropic-beta": "context-1m-2025-08-07" },
    ),
    post("messages-unknown-field", "/v1/messages", { model: "claude", ...hi, foo: "bar" }),
    post("messages-query", "/v1/messages?beta=true", { model: "claude", ...hi }),
    post("count-tools", "/v1/messages/count_tokens", { model: "claude", ...say("hi"), system: "S", tools: [tool] }),
    post("count-unknown", "/v1/messages/count_tokens", { model: "nope", ...say("hi") }),
    post(
      "count-no-key",
      "/v1/messages/count_tokens",
      { model: "claude", ...say("hi") },
      withKey({ authorization: "" }),
    ),
  ];
}
