/** OpenAI's Responses, to each provider: Codex's kinds of request. */
import { get, post, raw, withKey, type Case } from "../case.ts";
import type { JsonObject } from "../json.ts";
import { image, schema } from "./chat-bodies.ts";

const tool: JsonObject = { type: "function", name: "w", description: "d", parameters: schema, strict: false };
const user = (...content: JsonObject[]): JsonObject => ({ type: "message", role: "user", content });

const bodies: Readonly<Record<string, JsonObject>> = {
  plain: { input: "hi" },
  items: {
    instructions: "Sys",
    input: [
      { type: "message", role: "developer", content: [{ type: "input_text", text: "D" }] },
      user({ type: "input_text", text: "hi" }),
    ],
    store: false,
  },
  turns: {
    input: [
      { role: "user", content: "one" },
      { role: "assistant", content: [{ type: "output_text", text: "two" }] },
      { role: "user", content: "three" },
    ],
  },
  tools: { input: "hi", tools: [tool], tool_choice: "auto", parallel_tool_calls: false },
  "tool-named": { input: "hi", tools: [tool], tool_choice: { type: "function", name: "w" } },
  "tool-result": {
    input: [
      { type: "message", role: "user", content: "hi" },
      { type: "function_call", call_id: "call_9", name: "w", arguments: '{"a":1}' },
      { type: "function_call_output", call_id: "call_9", output: "42" },
    ],
    tools: [tool],
  },
  image: { input: [user({ type: "input_text", text: "see" }, { type: "input_image", image_url: image.url })] },
  reasoning: { input: "hi", reasoning: { effort: "low", summary: "auto" }, include: ["reasoning.encrypted_content"] },
  schema: { input: "fault:json", text: { format: { type: "json_schema", name: "x", schema, strict: true } } },
  previous: { input: "hi", previous_response_id: "resp_0" },
  params: { input: "hi", temperature: 0.5, top_p: 0.9, max_output_tokens: 20, user: "u1", metadata: { a: "b" } },
  "server-tool": { input: "hi", tools: [{ type: "web_search" }] },
  "cut-short": { input: "fault:length" },
};
const streamed = new Set(["plain", "items", "tools", "reasoning"]);

export function responseCases(): Case[] {
  const cases = ["oai", "local", "claude", "oll", "gem"].flatMap((model) =>
    Object.entries(bodies).flatMap(([name, body]) => [
      post(`responses-${model}-${name}`, "/v1/responses", { model, ...body }),
      ...(streamed.has(name)
        ? [post(`responses-${model}-${name}-stream`, "/v1/responses", { model, ...body, stream: true })]
        : []),
    ]),
  );
  return [
    ...cases,
    post("responses-no-v1", "/responses", { model: "oai", input: "hi" }),
    post("responses-unknown", "/v1/responses", { model: "nope", input: "hi" }),
    post("responses-no-input", "/v1/responses", { model: "oai" }),
    post("responses-no-model", "/v1/responses", { input: "hi" }),
    post("responses-no-key", "/v1/responses", { model: "oai", input: "hi" }, {}),
    raw("responses-bad-json", "/v1/responses", "{", withKey({ "content-type": "application/json" })),
    get("responses-get", "/v1/responses/resp_0"),
  ];
}
