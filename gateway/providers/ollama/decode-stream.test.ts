import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLines } from "../../base/ndjson-bytes.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { NdjsonFramer } from "../../upstream/ndjson-framer.ts";
import { OllamaDecoder } from "./decode-stream.ts";
import { readAnswer } from "./read-answer.ts";

function fixture(name: string): Buffer {
  return readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url));
}

function decodeAll(chunks: readonly Buffer[]): { events: AnswerEvent[]; decoder: OllamaDecoder } {
  const framer = new NdjsonFramer(1 << 20);
  const decoder = new OllamaDecoder();
  const runs = [...chunks.map((chunk) => framer.push(chunk)), framer.flush()];
  const lines = runs.flatMap((run) => (run === null ? [] : splitLines(run)));
  const events = lines.flatMap((line) => [...decoder.decode(JSON.parse(line.toString("utf8")))]);
  return { events: [...events, ...decoder.end()], decoder };
}

function textOf(events: readonly AnswerEvent[], type: "text" | "reasoning"): string {
  return events.map((event) => (event.type === type ? event.text : "")).join("");
}

const usage = (promptTokens: number, completionTokens: number) => ({
  promptTokens,
  completionTokens,
  cachedTokens: null,
});

describe("a real Ollama's streams", () => {
  it("reads text, usage and the end", () => {
    const { events } = decodeAll([fixture("chat-plain.ndjson")]);
    expect(events[0]).toEqual({ type: "start", id: null, model: "tiny-plain" });
    expect(events.filter(({ type }) => type === "text")).toHaveLength(4);
    expect(textOf(events, "text")).toBe("Hello there.");
    expect(events.at(-2)).toMatchObject({ type: "usage", usage: usage(13, 5) });
    expect(events.at(-1)).toEqual({ type: "finish", choice: 0, reason: "stop", stopSequence: null });
  });

  it("ends with tool_calls when a call came, though the server says stop", () => {
    const { events } = decodeAll([fixture("chat-tools.ndjson")]);
    expect(events.slice(1, 3)).toMatchObject([
      { type: "tool_call", choice: 0, call: 0, id: expect.stringMatching(/^call_/), name: "w" },
      { type: "tool_arguments", choice: 0, call: 0, text: '{"a":1}' },
    ]);
    expect(events.at(-1)).toMatchObject({ type: "finish", reason: "tool_calls" });
  });

  it("keeps thinking apart from text, in every line", () => {
    const { events } = decodeAll([fixture("chat-thinking.ndjson")]);
    expect(textOf(events, "reasoning")).toBe("hmm,");
    expect(textOf(events, "text")).toBe("Hi!");
  });

  it("says length when the answer was cut", () => {
    expect(decodeAll([fixture("chat-length.ndjson")]).events.at(-1)).toMatchObject({
      type: "finish",
      reason: "length",
    });
  });

  it("hands log probabilities on as OpenAI's object", () => {
    const { events } = decodeAll([fixture("chat-logprobs.ndjson")]);
    expect(events[1]).toMatchObject({ type: "text", text: "Hel", logprobs: { content: [{ token: "Hel" }] } });
  });

  it("reads /api/generate's lines too", () => {
    const { events } = decodeAll([fixture("generate-plain.ndjson")]);
    expect(textOf(events, "text")).toBe("Hello there.");
    expect(events.at(-1)).toMatchObject({ type: "finish", reason: "stop" });
  });

  it.each(["chat-plain.ndjson", "chat-tools.ndjson", "chat-thinking.ndjson", "generate-plain.ndjson"])(
    "gives the same events of %s in any chunking (P1)",
    (name) => {
      const bytes = fixture(name);
      const whole = decodeAll([bytes]).events;
      fc.assert(
        fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 20 }), (cuts) => {
          const at = [0, ...cuts.toSorted((a, b) => a - b)];
          const chunks = at.map((start, index) => bytes.subarray(start, at[index + 1] ?? bytes.length));
          expect(decodeAll(chunks).events).toEqual(whole);
        }),
        { numRuns: 100 },
      );
    },
  );
});

describe("OllamaDecoder", () => {
  it("leaves <think> in the text when the server did not set it apart", () => {
    const { events } = decodeAll([Buffer.from('{"message":{"content":"<think>x</think>y"},"done":false}\n')]);
    expect(textOf(events, "text")).toBe("<think>x</think>y");
    expect(textOf(events, "reasoning")).toBe("");
  });

  it("makes an id for a call that has none, a different one each time", () => {
    const line =
      '{"message":{"tool_calls":[{"function":{"name":"w","arguments":{}}},{"function":{"name":"w"}}]},"done":true}\n';
    const calls = decodeAll([Buffer.from(line)]).events.filter((event) => event.type === "tool_call");
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    expect(calls.map(({ call }) => call)).toEqual([0, 1]);
  });

  it("does not report a count that the server left out as 0", () => {
    const { events } = decodeAll([Buffer.from('{"message":{"content":""},"done":true,"eval_count":3}\n')]);
    expect(events).toContainEqual({
      type: "usage",
      usage: expect.objectContaining({ promptTokens: null, completionTokens: 3 }),
    });
  });

  it("stops at an error line: the server's words, no finish, nothing after it", () => {
    const { events, decoder } = decodeAll([
      Buffer.from(
        '{"message":{"content":"Hel"},"done":false}\n{"error":"boom"}\n{"message":{"content":"lo"},"done":true}\n',
      ),
    ]);
    expect(textOf(events, "text")).toBe("Hel");
    expect(events.some(({ type }) => type === "finish")).toBe(false);
    expect(decoder.error).toMatchObject({ code: "upstream_error", status: 500, text: "boom" });
  });

  it("says nothing of an end that did not come", () => {
    const cut = fixture("chat-plain.ndjson").subarray(0, 300);
    const events = decodeAll([cut.subarray(0, cut.lastIndexOf("\n") + 1)]).events;
    expect(events.some(({ type }) => type === "finish" || type === "usage")).toBe(false);
  });

  it("never throws, whatever JSON comes (P3)", () => {
    const line = fc.record(
      {
        model: fc.jsonValue(),
        message: fc.oneof(
          fc.jsonValue(),
          fc.record({ content: fc.jsonValue(), thinking: fc.jsonValue(), tool_calls: fc.jsonValue() }),
        ),
        response: fc.jsonValue(),
        tool_calls: fc.array(fc.record({ id: fc.jsonValue(), function: fc.jsonValue() })),
        done: fc.oneof(fc.boolean(), fc.jsonValue()),
        done_reason: fc.jsonValue(),
        error: fc.jsonValue(),
        logprobs: fc.jsonValue(),
        eval_count: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), line), { maxLength: 6 }), (values) => {
        const decoder = new OllamaDecoder();
        const events = values.flatMap((value) => [...decoder.decode(value)]);
        expect(events.filter(({ type }) => type === "start").length).toBeLessThanOrEqual(1);
        expect(events.filter(({ type }) => type === "finish").length).toBeLessThanOrEqual(1);
        for (const value of values)
          expect(["ok", "invalid", "error"]).toContain(readAnswer(Buffer.from(JSON.stringify(value))).kind);
      }),
      { numRuns: 500 },
    );
  });

  it("decodes an event within the budget", () => {
    const value: unknown = JSON.parse(
      '{"model":"m","created_at":"t","message":{"role":"assistant","content":"word "},"done":false}',
    );
    const decoder = new OllamaDecoder();
    const startedAt = performance.now();
    for (let i = 0; i < 100_000; i++) decoder.decode(value);
    expect((performance.now() - startedAt) / 100_000).toBeLessThan(0.013); // ms an event
  });
});

describe("readAnswer", () => {
  it("reads a real answer with a call, thinking, text", () => {
    const tools = readAnswer(fixture("chat-tools.json"));
    expect(tools).toMatchObject({
      kind: "ok",
      answer: {
        model: "tiny",
        choices: [{ finish: "tool_calls", parts: [{ type: "tool_call", name: "w", arguments: '{"a":1}' }] }],
      },
    });
    const thinking = readAnswer(fixture("chat-thinking.json"));
    const parts = [
      { type: "reasoning", text: "hmm," },
      { type: "text", text: "Hi!" },
    ];
    expect(thinking).toMatchObject({
      kind: "ok",
      answer: { choices: [{ finish: "stop", parts }], usage: usage(13, 7) },
    });
    expect(readAnswer(fixture("generate-thinking.json"))).toMatchObject({
      kind: "ok",
      answer: { choices: [{ parts }] },
    });
  });

  it.each(["chat-load.json", "chat-unload.json"])("reads %s as an answer without content or counts", (name) => {
    expect(readAnswer(fixture(name))).toMatchObject({
      kind: "ok",
      answer: { choices: [{ finish: "stop", parts: [] }], usage: { promptTokens: null, completionTokens: null } },
    });
  });

  it("calls an error in a 200 an error, and what is no answer invalid", () => {
    expect(readAnswer(Buffer.from('{"error":"boom"}'))).toMatchObject({ kind: "error", error: { text: "boom" } });
    for (const body of ["", "[]", "{}", '{"message":"x"}', "<html>"]) {
      expect(readAnswer(Buffer.from(body))).toMatchObject({ kind: "invalid", reason: expect.stringMatching(/./) });
    }
  });
});
