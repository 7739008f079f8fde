/** LiteLLM's own answers, read and written again: what our clients see is what its clients see. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openDecoder } from "../../providers/openai-compatible/decode-events.ts";
import { readAnswer } from "../../providers/openai-compatible/read-answer.ts";
import type { RenderContext } from "../client-dialect.ts";
import { openaiChat } from "./openai-chat.ts";

type Raw = Record<string, unknown>;

interface Golden {
  readonly answers: readonly { readonly id: string; readonly json: Raw }[];
  readonly streams: readonly { readonly id: string; readonly events: readonly string[] }[];
}

const golden = JSON.parse(
  readFileSync(new URL("./__fixtures__/golden-answers.json", import.meta.url), "utf8"),
) as Golden; // written beside this test

function contextFor(model: unknown): RenderContext {
  return {
    requestId: "r",
    model: String(model),
    createdAt: 0,
    wantsUsage: true,
    mergesReasoning: false,
    fields: {},
  };
}

function withoutEmpty(fields: Raw): Raw {
  const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

/** Differences on purpose: no empty fields, no `index` on whole calls, no provider's private fields, null beside calls. */
function plainAnswer(json: Raw): unknown {
  const [choice] = json["choices"] as Raw[];
  const message = withoutEmpty(choice?.["message"] as Raw);
  const calls = (message["tool_calls"] as Raw[] | undefined)?.map(({ index: _index, ...call }) => call);
  const specific = withoutEmpty((message["provider_specific_fields"] as Raw | undefined) ?? {});
  delete message["provider_specific_fields"];
  if (calls !== undefined && message["content"] === "") delete message["content"];
  return {
    id: json["id"],
    object: json["object"],
    created: json["created"],
    model: json["model"],
    finish: choice?.["finish_reason"],
    message: { ...message, ...(calls === undefined ? {} : { tool_calls: calls }) },
    specific,
    usage: json["usage"],
  };
}

/** Differences on purpose: a block is sent once, whole, with its signature; no empty content, no repeated type. */
function plainChunk(text: string): unknown {
  if (text === "[DONE]") return text;
  const chunk = JSON.parse(text) as Raw; // an event of the fixture or ours
  if (chunk["error"] !== undefined) return { error: (chunk["error"] as Raw)["code"] };
  const [choice] = chunk["choices"] as Raw[];
  const delta = { ...(choice?.["delta"] as Raw) };
  const isRunning = typeof delta["reasoning_content"] === "string" && delta["reasoning_content"] !== "";
  if (isRunning) for (const name of ["thinking_blocks", "provider_specific_fields"]) delete delta[name];
  for (const name of ["content", "reasoning_content"]) if (delta[name] === "") delete delta[name];
  const calls = delta["tool_calls"] as Raw[] | undefined;
  for (const call of calls ?? []) if (call["id"] === undefined) delete call["type"];
  const { cost: _cost, ...usage } = (chunk["usage"] ?? {}) as Raw; // LiteLLM computes it here; ours is in the log
  return {
    head: [chunk["id"], chunk["object"], chunk["created"], chunk["model"]],
    delta,
    finish: choice?.["finish_reason"],
    usage,
  };
}

describe("a whole answer", () => {
  it.each(golden.answers)("$id", ({ json }) => {
    const verdict = readAnswer(Buffer.from(JSON.stringify(json)));
    if (verdict.kind !== "ok") throw new Error(JSON.stringify(verdict));
    const rendered = JSON.parse(openaiChat.renderAnswer(verdict.answer, contextFor(json["model"]))) as Raw; // ours
    expect(plainAnswer(rendered)).toEqual(plainAnswer(json));
  });
});

function rewrite(events: readonly string[], model: unknown): readonly string[] {
  const decoder = openDecoder();
  const encoder = openaiChat.openEncoder(contextFor(model));
  let text = "";
  for (const event of events) if (event !== "[DONE]") text += encoder.encode(decoder.decode(JSON.parse(event), null));
  text += decoder.error === null ? encoder.end() : "";
  return text
    .split("\n\n")
    .filter((block) => block !== "")
    .map((block) => block.slice("data: ".length));
}

/** A call that LiteLLM tells with its arguments at once is two events of ours. */
function spread(text: string): readonly string[] {
  const chunk = (text === "[DONE]" ? {} : JSON.parse(text)) as Raw; // an event of the fixture
  const [choice] = (chunk["choices"] ?? []) as Raw[];
  const [call] = ((choice?.["delta"] as Raw | undefined)?.["tool_calls"] ?? []) as Raw[];
  const called = call?.["function"] as Raw | undefined;
  if (call?.["id"] === undefined || called === undefined || called["arguments"] === "") return [text];
  const { arguments: args, name } = called;
  const withCalls = (delta: Raw): string => JSON.stringify({ ...chunk, choices: [{ ...choice, delta }] });
  return [
    withCalls({ ...(choice?.["delta"] as Raw), tool_calls: [{ ...call, function: { arguments: "", name } }] }),
    withCalls({ tool_calls: [{ index: call["index"], function: { arguments: args } }] }),
  ];
}

describe("a stream", () => {
  it.each(golden.streams)("$id", ({ id, events }) => {
    const model = (JSON.parse(events[0] ?? "{}") as Raw)["model"];
    const theirs = events.flatMap(spread).map(plainChunk);
    const ours = rewrite(events, model).map(plainChunk);
    expect(ours).toEqual(id.includes("-err-") ? theirs.slice(0, -1) : theirs); // the pipeline words the error
  });
});
