import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventData, splitEvents } from "../../base/sse-bytes.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { openDecoder } from "./decode-stream.ts";
import { readAnswer } from "./read-answer.ts";

const wire = readFileSync(join(import.meta.dirname, "__fixtures__", "messages-stream.txt"));
const values = splitEvents(wire).map((event) => JSON.parse(eventData(event) ?? "null") as unknown); // the fixture is JSON

function decodeAll(events: readonly unknown[]): readonly AnswerEvent[] {
  const decoder = openDecoder();
  return [...events.flatMap((value) => decoder.decode(value, null)), ...decoder.end()];
}

describe("Anthropic's stream, decoded", () => {
  it("gives every block in its order, calls counted from 0, server tools whole", () => {
    const usage = {
      promptTokens: 4779,
      completionTokens: null,
      cachedTokens: 2000,
      cacheWriteTokens: 100,
      reasoningTokens: null,
      reportedCostUsd: null,
      serviceTier: "standard",
    };
    expect(decodeAll(values)).toEqual([
      { type: "start", id: "msg_01XFD", model: "claude-sonnet-4-5-20250929" },
      { type: "usage", usage },
      { type: "reasoning", choice: 0, text: "두 번 " },
      { type: "reasoning", choice: 0, text: "look." },
      { type: "reasoning_signature", choice: 0, signature: "EqQBCgIYAhIM" },
      { type: "redacted_reasoning", choice: 0, data: "EmwKAhgB" },
      { type: "text", choice: 0, text: 'I search; "message_stop" "error" 😀.' },
      { type: "citation", choice: 0, value: { type: "char_location", cited_text: "x", document_index: 0 } },
      {
        type: "opaque",
        choice: 0,
        family: "anthropic",
        value: { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "weather" } },
      },
      expect.objectContaining({
        type: "opaque",
        value: expect.objectContaining({ type: "web_search_tool_result" }) as unknown,
      }),
      { type: "tool_call", choice: 0, call: 0, id: "toolu_1", name: "get_weather" },
      { type: "tool_arguments", choice: 0, call: 0, text: '{"city": "서울' },
      { type: "tool_arguments", choice: 0, call: 0, text: '"}' },
      { type: "tool_call", choice: 0, call: 1, id: "toolu_2", name: "now" },
      { type: "tool_arguments", choice: 0, call: 1, text: "{}" },
      { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
      { type: "usage", usage: { ...usage, completionTokens: 89, reasoningTokens: 12, webSearches: 1 } },
    ]);
  });

  it("a call cut in the middle leaves no finish; an error event is kept and ends the decoding", () => {
    const cut = decodeAll(values.slice(0, -5));
    expect(cut.some(({ type }) => type === "finish")).toBe(false);
    const decoder = openDecoder();
    for (const value of values.slice(0, 9)) decoder.decode(value, null);
    expect(
      decoder.decode({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "error"),
    ).toEqual([]);
    expect(decoder.error).toMatchObject({ code: "upstream_unavailable", status: 529, text: "Overloaded" });
    expect(decoder.decode(values.at(-2), null)).toEqual([]);
  });

  it("the tool that stands in for a schema comes as text and leaves nothing to call", () => {
    const block = { type: "tool_use", id: "t", name: "json_tool_call", input: {} };
    expect(
      decodeAll([
        { type: "content_block_start", index: 0, content_block: block },
        { type: "content_block_delta", index: 0, delta: { type: "input_json_delta", partial_json: '{"a":1}' } },
        { type: "content_block_stop", index: 0 },
        { type: "message_delta", delta: { stop_reason: "tool_use" } },
      ]),
    ).toEqual([
      { type: "start", id: null, model: null },
      { type: "text", choice: 0, text: '{"a":1}' },
      { type: "finish", choice: 0, reason: "stop", stopSequence: null },
    ]);
  });

  it("blocks of tomorrow are gathered from deltas nobody knows yet", () => {
    const events = decodeAll([
      { type: "content_block_start", index: 0, content_block: { type: "compaction", content: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "compaction_delta", content: "so " } },
      { type: "content_block_delta", index: 0, delta: { type: "compaction_delta", content: "far" } },
      { type: "content_block_stop", index: 0 },
    ]);
    expect(events.at(-1)).toMatchObject({ type: "opaque", value: { type: "compaction", content: "so far" } });
  });

  it("gathers a block of a hundred thousand citations in less than a second", () => {
    const delta = { type: "content_block_delta", index: 0, delta: { type: "citations_delta", citation: { a: 1 } } };
    const start = { type: "content_block_start", index: 0, content_block: { type: "later", citations: [{ a: 0 }] } };
    const startedAt = performance.now();
    const [, last] = decodeAll([
      start,
      ...Array.from({ length: 100_000 }, () => delta),
      { type: "content_block_stop", index: 0 },
    ]);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(last).toMatchObject({ type: "opaque", value: { citations: { length: 100_001, 0: { a: 0 }, 1: { a: 1 } } } });
  });

  it("never throws, whatever JSON comes", () => {
    const types = [
      "message_start",
      "content_block_start",
      "content_block_delta",
      "content_block_stop",
      "message_delta",
    ];
    const nearly = fc.record(
      {
        type: fc.constantFrom(...types),
        index: fc.oneof(fc.nat(3), fc.jsonValue()),
        message: fc.jsonValue(),
        content_block: fc.oneof(
          fc.jsonValue(),
          fc.record({
            type: fc.constantFrom("text", "thinking", "tool_use", "x"),
            input: fc.jsonValue(),
            text: fc.jsonValue(),
          }),
        ),
        delta: fc.oneof(
          fc.jsonValue(),
          fc.record({ type: fc.string(), partial_json: fc.jsonValue(), citation: fc.jsonValue() }),
        ),
        usage: fc.jsonValue(),
      },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), nearly)), (events) => {
        expect(decodeAll(events).filter(({ type }) => type === "start").length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("readAnswer", () => {
  it("reads text with citations, thinking, calls with their callers, server tools, usage", () => {
    const content = [
      { type: "thinking", thinking: "hm", signature: "s" },
      { type: "text", text: "a", citations: [{ type: "page_location" }] },
      { type: "server_tool_use", id: "srv", name: "web_search", input: {} },
      { type: "tool_use", id: "t", name: "w", input: { a: 1 }, caller: { type: "direct" } },
    ];
    const usage = { input_tokens: 11, cache_read_input_tokens: 4, cache_creation_input_tokens: 2, output_tokens: 3 };
    const verdict = readAnswer(
      Buffer.from(
        JSON.stringify({ id: "m", model: "c", content, stop_reason: "stop_sequence", stop_sequence: "END", usage }),
      ),
    );
    expect(verdict).toMatchObject({
      kind: "ok",
      answer: {
        id: "m",
        choices: [
          {
            finish: "stop_sequence",
            stopSequence: "END",
            parts: [
              { type: "reasoning", signature: "s" },
              { type: "text", citations: [{}] },
              { type: "opaque" },
              { type: "tool_call", arguments: '{"a":1}', extra: { caller: { type: "direct" } } },
            ],
          },
        ],
        usage: { promptTokens: 17, completionTokens: 3, cachedTokens: 4, cacheWriteTokens: 2 },
      },
    });
  });

  it("gives a call an id where a copy of this API gives none", () => {
    const block = { type: "tool_use", name: "w", input: {} };
    const verdict = readAnswer(Buffer.from(JSON.stringify({ content: [block], stop_reason: "tool_use" })));
    const id = expect.stringMatching(/^call_[0-9a-f]{24}$/) as unknown;
    expect(verdict).toMatchObject({ answer: { choices: [{ parts: [{ type: "tool_call", id }] }] } });
    const events = decodeAll([{ type: "content_block_start", index: 0, content_block: block }]);
    expect(events).toContainEqual(expect.objectContaining({ type: "tool_call", id }));
  });

  it("says why something is no answer, and hears an error dressed as one", () => {
    expect(readAnswer(Buffer.from(""))).toEqual({ kind: "invalid", reason: "The answer was empty." });
    expect(readAnswer(Buffer.from("<html>"))).toMatchObject({ kind: "invalid" });
    expect(readAnswer(Buffer.from("[]"))).toMatchObject({ kind: "invalid" });
    expect(readAnswer(Buffer.from("{}"))).toMatchObject({
      kind: "invalid",
      reason: expect.stringContaining("content") as unknown,
    });
    const body = { type: "error", error: { type: "rate_limit_error", message: "slow" } };
    expect(readAnswer(Buffer.from(JSON.stringify(body)))).toMatchObject({
      kind: "error",
      error: { code: "upstream_rate_limit", status: 429, text: "slow" },
    });
  });

  it("never throws, whatever JSON comes", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ content: fc.array(fc.jsonValue()), usage: fc.jsonValue() })),
        (body) => {
          expect(["ok", "invalid", "error"]).toContain(readAnswer(Buffer.from(JSON.stringify(body))).kind);
        },
      ),
    );
  });
});
