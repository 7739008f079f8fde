/** Streams and whole answers as Google sends them, and everything it should not send. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../contract/answer.ts";
import { plain, readStream } from "./__fixtures__/read-stream.ts";
import { openDecoder } from "./decode-stream.ts";
import { readAnswer } from "./from-response.ts";

const fixtures = join(import.meta.dirname, "__fixtures__");
const bytesOf = (name: string): Buffer => readFileSync(join(fixtures, name));
const usage = { cacheWriteTokens: null, reportedCostUsd: null, cachedTokens: null, reasoningTokens: null };

function answerOf(name: string) {
  const verdict = readAnswer(bytesOf(name));
  if (verdict.kind !== "ok") throw new Error(JSON.stringify(verdict));
  return verdict.answer;
}

function lastUsage(events: readonly AnswerEvent[]): unknown {
  return events.findLast((event) => event.type === "usage");
}

describe("a stream", () => {
  it("of thoughts and text comes apart in order, and ends once", () => {
    const events = readStream(bytesOf("thinking-stream.sse"), openDecoder());
    expect(events.filter(({ type }) => type !== "usage")).toEqual([
      { type: "start", id: "c5J0aYq2", model: "gemini-2.5-flash" },
      { type: "reasoning", choice: 0, text: "**Counting**\n\nI look at the digits." },
      { type: "text", choice: 0, text: "답은 " },
      { type: "text", choice: 0, text: "42입니다 🙂" },
      { type: "finish", choice: 0, reason: "stop", stopSequence: null },
    ]);
    expect(lastUsage(events)).toEqual({
      type: "usage",
      usage: { ...usage, promptTokens: 12, completionTokens: 59, cachedTokens: 4, reasoningTokens: 51 },
    });
  });

  it("of parallel calls gives whole calls with ids, their signature, and the reason Google does not say", () => {
    const events = readStream(bytesOf("calls-stream.sse"), openDecoder());
    expect(plain(events.filter(({ type }) => type !== "usage"))).toEqual([
      { type: "start", id: "x9R0aZ", model: "gemini-3-pro-preview" },
      { type: "reasoning", choice: 0, text: "I need the weather of both cities." },
      { type: "reasoning_signature", choice: 0, signature: "EpcECpQEAdHtim8+Tz/kQ9g==" },
      {
        type: "tool_call",
        choice: 0,
        call: 0,
        id: "fc_1k2j",
        name: "get_weather",
        signature: "EpcECpQEAdHtim8+Tz/kQ9g==",
      },
      { type: "tool_arguments", choice: 0, call: 0, text: '{"city":"서울","days":2}' },
      { type: "tool_call", choice: 0, call: 1, id: "made", name: "get_weather" },
      { type: "tool_arguments", choice: 0, call: 1, text: '{"city":"Paris"}' },
      { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
    ]);
  });

  it("that says STOP in every event is not over before it ends", () => {
    const events = readStream(bytesOf("stop-in-every-event.sse"), openDecoder());
    expect(events.filter(({ type }) => type === "finish" || type === "text")).toEqual([
      { type: "text", choice: 0, text: "One, " },
      { type: "text", choice: 0, text: "two." },
      { type: "finish", choice: 0, reason: "stop", stopSequence: null },
    ]);
  });

  it("that fails in the middle has its error and no end", () => {
    const decoder = openDecoder();
    const [first, second] = JSON.parse(bytesOf("error-stream.json").toString()) as readonly unknown[]; // ours
    expect(decoder.decode(first, null)).toHaveLength(3);
    expect(decoder.decode(second, null)).toEqual([]);
    expect(decoder.error).toMatchObject({
      code: "upstream_unavailable",
      status: 503,
      className: "ServiceUnavailableError",
    });
    expect(decoder.decode(first, null)).toEqual([]);
    expect(decoder.end()).toEqual([]);
  });

  it("that only stops has no end either", () => {
    const whole = bytesOf("thinking-stream.sse");
    const cut = whole.subarray(0, whole.lastIndexOf("data: "));
    expect(readStream(cut, openDecoder()).some(({ type }) => type === "finish")).toBe(false);
  });

  it.each(["thinking-stream.sse", "calls-stream.sse", "stop-in-every-event.sse"])(
    "gives the same events for any split and any line end: %s",
    (name) => {
      const text = bytesOf(name).toString();
      const whole = plain(readStream(Buffer.from(text), openDecoder()));
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 200 }), fc.constantFrom("\r\n", "\n", "\r"), (step, end) => {
          const bytes = Buffer.from(text.replaceAll("\r\n", end));
          expect(plain(readStream(bytes, openDecoder(), step))).toEqual(whole);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe("a whole answer", () => {
  it("that was blocked is a filtered choice with Google's words", () => {
    expect(answerOf("blocked.json")).toMatchObject({
      choices: [
        {
          index: 0,
          finish: "content_filter",
          parts: [{ type: "refusal", text: "The prompt could not be submitted." }],
        },
      ],
      usage: { promptTokens: 7, completionTokens: null },
    });
  });

  it("holds the picture the model made", () => {
    expect(answerOf("image.json").choices[0]?.parts).toEqual([
      { type: "text", text: "Here is a dot." },
      { type: "image", source: { kind: "base64", mediaType: "image/png", data: "iVBORw0KGgo=" } },
    ]);
  });

  it("keeps what only Gemini can read: code that ran, and where it looked", () => {
    expect(answerOf("code.json").choices[0]?.parts.map(({ type }) => type)).toEqual([
      "text",
      "opaque",
      "opaque",
      "text",
    ]);
    expect(answerOf("grounded.json")).toMatchObject({
      choices: [
        {
          parts: [{ type: "text" }, { value: { groundingMetadata: { webSearchQueries: ["UEFA Euro 2024 winner"] } } }],
        },
      ],
      // What the search put into the prompt is billed as prompt.
      usage: { promptTokens: 23, completionTokens: 7 },
    });
  });

  it("has OpenAI's log probabilities", () => {
    expect(answerOf("logprobs.json").choices[0]?.logprobs).toEqual({
      content: [
        {
          token: "Hi",
          logprob: -0.1,
          bytes: [72, 105],
          top_logprobs: [
            { token: "Hi", logprob: -0.1, bytes: [72, 105] },
            { token: "Hey", logprob: -2.5, bytes: [72, 101, 121] },
          ],
        },
      ],
    });
  });

  it("keeps candidates apart, each with its own end", () => {
    expect(answerOf("two-candidates.json").choices).toMatchObject([
      { index: 0, finish: "stop", parts: [{ text: "A" }] },
      { index: 1, finish: "length", parts: [{ text: "B" }] },
    ]);
  });

  it.each([
    ["", "empty"],
    ["<html>", "not JSON"],
    ["[]", "not a JSON object"],
    ["{}", "candidates"],
    ['{"usageMetadata":{}}', "candidates"],
  ])("%j is not taken for one", (text, reason) => {
    expect(readAnswer(Buffer.from(text))).toMatchObject({
      kind: "invalid",
      reason: expect.stringContaining(reason) as string,
    });
  });

  it("that is an error in disguise is an error", () => {
    expect(readAnswer(bytesOf("quota-error.json"))).toMatchObject({
      kind: "error",
      error: { code: "upstream_rate_limit", retryAfterMs: 34_075 },
    });
  });

  it("counts thoughts once, whichever way the total was made", () => {
    const counted = (usageMetadata: object): unknown => {
      const verdict = readAnswer(Buffer.from(JSON.stringify({ candidates: [], usageMetadata })));
      return verdict.kind === "ok" ? verdict.answer.usage.completionTokens : verdict;
    };
    expect(counted({ promptTokenCount: 10, candidatesTokenCount: 5, thoughtsTokenCount: 3, totalTokenCount: 18 })).toBe(
      8,
    );
    expect(counted({ promptTokenCount: 10, candidatesTokenCount: 8, thoughtsTokenCount: 3, totalTokenCount: 18 })).toBe(
      8,
    );
    expect(counted({ promptTokenCount: 10 })).toBeNull();
  });
});

describe("any JSON at all", () => {
  const part = fc.oneof(
    fc.jsonValue(),
    fc.record({ text: fc.string(), thought: fc.boolean(), thoughtSignature: fc.string() }, { requiredKeys: [] }),
    fc.record({ functionCall: fc.oneof(fc.jsonValue(), fc.record({ name: fc.string(), args: fc.jsonValue() })) }),
  );
  const candidate = fc.record(
    {
      index: fc.oneof(fc.nat({ max: 200 }), fc.jsonValue()),
      content: fc.oneof(fc.jsonValue(), fc.record({ parts: fc.oneof(fc.array(part), fc.jsonValue()) })),
      finishReason: fc.oneof(fc.constantFrom("STOP", "SAFETY", "MAX_TOKENS"), fc.jsonValue()),
      logprobsResult: fc.jsonValue(),
      groundingMetadata: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const chunk = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        candidates: fc.oneof(fc.array(candidate), fc.jsonValue()),
        promptFeedback: fc.jsonValue(),
        usageMetadata: fc.jsonValue(),
        error: fc.option(fc.jsonValue()),
        responseId: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );

  it("is survived, starts at most once and first, opens a call before its arguments, ends each choice at most once", () => {
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 6 }), (chunks) => {
        const decoder = openDecoder();
        const events = chunks.flatMap((value) => decoder.decode(value, null));
        events.push(...decoder.end());
        expect(events.findIndex(({ type }) => type === "start")).toBeLessThanOrEqual(0);
        expect(events.filter(({ type }) => type === "start").length).toBe(events.length > 0 ? 1 : 0);
        const open = new Set<string>();
        const ended = new Set<number>();
        for (const event of events) {
          if (event.type === "tool_call") open.add(`${event.choice}.${event.call}`);
          if (event.type === "tool_arguments") expect(open.has(`${event.choice}.${event.call}`)).toBe(true);
          if (event.type !== "finish") continue;
          expect(ended.has(event.choice)).toBe(false);
          ended.add(event.choice);
        }
        if (decoder.error !== null) expect(ended.size).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it("is a verdict when it comes as a whole answer", () => {
    fc.assert(
      fc.property(chunk, (value) => {
        expect(["ok", "invalid", "error"]).toContain(readAnswer(Buffer.from(JSON.stringify(value))).kind);
      }),
      { numRuns: 500 },
    );
  });
});
