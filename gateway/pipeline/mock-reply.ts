/**
 * `mock_response`: the deployment's own text as a whole answer or as a stream, without any network.
 *
 * Usage is an estimate by length, as LiteLLM's mock does it; cost is 0 because no provider was called.
 */
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import { providerFor } from "../providers/registry.ts";
import { StreamReader } from "./stream-reader.ts";
import type { Routed } from "./exchange.ts";
import type { UpstreamReply } from "./send.ts";

const charactersPerToken = 4;

export function mockReply(routed: Routed, text: string): UpstreamReply {
  if (routed.operation === "embedding") return jsonReply(embeddingBody(routed), promptOnly(routed));
  const usage = estimate(routed, text);
  return routed.isStream ? streamReply(routed, text, usage) : jsonReply(wholeBody(routed, text, usage), usage);
}

function estimate(routed: Routed, text: string): TokenUsage {
  return { ...promptOnly(routed), completionTokens: Math.max(1, Math.ceil(text.length / charactersPerToken)) };
}

function promptOnly(routed: Routed): TokenUsage {
  return {
    ...unknownUsage,
    promptTokens: Math.max(1, Math.ceil(routed.body.length / charactersPerToken)),
    completionTokens: 0,
    reportedCostUsd: "0",
  };
}

function jsonReply(value: unknown, usage: TokenUsage): UpstreamReply {
  return { kind: "json", headers: {}, body: Buffer.from(JSON.stringify(value)), usage };
}

function shape(routed: Routed, object: string): Record<string, unknown> {
  return {
    id: `chatcmpl-mock-${crypto.randomUUID()}`,
    object,
    created: Math.floor(Date.now() / 1000),
    model: routed.model,
  };
}

function wireUsage(usage: TokenUsage): Record<string, unknown> {
  const prompt = usage.promptTokens ?? 0;
  const completion = usage.completionTokens ?? 0;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function wholeBody(routed: Routed, text: string, usage: TokenUsage): Record<string, unknown> {
  const isChat = routed.operation === "chat";
  const answer = isChat ? { message: { role: "assistant", content: text } } : { text, logprobs: null };
  return {
    ...shape(routed, isChat ? "chat.completion" : "text_completion"),
    choices: [{ index: 0, ...answer, finish_reason: "stop" }],
    usage: wireUsage(usage),
  };
}

function embeddingBody(routed: Routed): Record<string, unknown> {
  const input = routed.fields["input"];
  const inputs = Array.isArray(input) && typeof input[0] !== "number" ? input : [input];
  const data = inputs.map((_, index) => ({ object: "embedding", index, embedding: [0, 0, 0] }));
  return { object: "list", data, model: routed.model, usage: wireUsage(promptOnly(routed)) };
}

function streamReply(routed: Routed, text: string, usage: TokenUsage): UpstreamReply {
  const provider = providerFor(routed.deployment.providerRow);
  const tap = provider.openStreamTap({ shownModel: null, hidesUsage: !routed.wantsUsage });
  const nothingToControl = { pause: () => {}, resume: () => {}, abort: () => {} };
  const reader = new StreamReader({}, tap, nothingToControl);
  for (const event of streamEvents(routed, text, usage)) reader.push(Buffer.from(`data: ${event}\n\n`));
  reader.end();
  return reader;
}

function* streamEvents(routed: Routed, text: string, usage: TokenUsage): Generator<string> {
  const isChat = routed.operation === "chat";
  const base = shape(routed, isChat ? "chat.completion.chunk" : "text_completion");
  const chunk = (content: string | null, finish: string | null, first: boolean): string => {
    const delta = { ...(first ? { role: "assistant" } : {}), ...(content === null ? {} : { content }) };
    const choice = isChat ? { index: 0, delta } : { index: 0, text: content ?? "", logprobs: null };
    return JSON.stringify({ ...base, choices: [{ ...choice, finish_reason: finish }] });
  };
  yield chunk("", null, true);
  for (const piece of text.match(/\S+\s*|\s+/g) ?? []) yield chunk(piece, null, false);
  yield chunk(null, "stop", false);
  yield JSON.stringify({ ...base, choices: [], usage: wireUsage(usage) });
  yield "[DONE]";
}
