import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventData, splitEvents } from "../../base/sse-bytes.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { unknownUsage } from "../../contract/usage.ts";
import { SseFramer } from "../../upstream/sse-framer.ts";
import type { AnswerDecoder } from "../provider.ts";
import { citedAnswer, embedAnswer, textStream, toolAnswer, toolStream } from "./__fixtures__/answers.ts";
import { cohere } from "./cohere.ts";
import { openDecoder } from "./decode-stream.ts";
import { readEmbedding } from "./embedding.ts";
import { readAnswer } from "./from-response.ts";

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe("a whole answer", () => {
  it("keeps thinking, text and citations, and counts the tokens that passed through the model", () => {
    expect(readAnswer(json(citedAnswer))).toEqual({
      kind: "ok",
      answer: {
        id: citedAnswer.id,
        model: null,
        choices: [
          {
            index: 0,
            parts: [
              { type: "reasoning", text: "The tool said 12." },
              { type: "text", text: "It's 12 °C." },
              { type: "opaque", family: "cohere", value: { citations: citedAnswer.message.citations } },
            ],
            finish: "stop",
            stopSequence: null,
            logprobs: null,
          },
        ],
        usage: { ...unknownUsage, promptTokens: 71, completionTokens: 27, cachedTokens: 64 },
      },
    });
  });

  it("reads a plan as reasoning and calls with their arguments as written", () => {
    expect(readAnswer(json(toolAnswer))).toMatchObject({
      answer: {
        choices: [
          {
            finish: "tool_calls",
            parts: [
              { type: "reasoning", text: "I will look the weather up." },
              { type: "tool_call", id: "get_weather_x1", name: "get_weather", arguments: '{"city":"서울"}' },
              { type: "tool_call", id: "now_x2", name: "now", arguments: "{}" },
            ],
          },
        ],
      },
    });
  });

  it("gives log probabilities in OpenAI's shape", () => {
    const logprobs = [{ text: "It", token_ids: [7], logprobs: [-0.5] }];
    expect(readAnswer(json({ ...citedAnswer, logprobs }))).toMatchObject({
      answer: {
        choices: [{ logprobs: { content: [{ token: "It", logprob: -0.5, bytes: [73, 116], top_logprobs: [] }] } }],
      },
    });
  });

  it.each([
    ["", "invalid", "The answer was empty."],
    ["<html>", "invalid", "not JSON"],
    ["[]", "invalid", "not a JSON object"],
    ["{}", "invalid", "`message`"],
    ['{"message":"internal server error"}', "error", "internal server error"],
    ['{"finish_reason":"ERROR","message":{"role":"assistant"}}', "error", "ended the generation with ERROR"],
  ])("judges %j", (body, kind, words) => {
    const verdict = readAnswer(Buffer.from(body));
    expect(verdict.kind).toBe(kind);
    expect(JSON.stringify(verdict)).toContain(words);
  });
});

function decodeAll(bytes: Buffer, cuts: readonly number[]): { events: AnswerEvent[]; decoder: AnswerDecoder } {
  const at = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  const framer = new SseFramer(1 << 20);
  const decoder = openDecoder();
  const events: AnswerEvent[] = [];
  for (const [index, start] of [0, ...at].entries()) {
    const run = framer.push(bytes.subarray(start, at[index] ?? bytes.length));
    for (const event of run === null ? [] : splitEvents(run)) {
      events.push(...decoder.decode(JSON.parse(eventData(event) ?? "null") as unknown, null)); // unknown: what a decoder must take
    }
  }
  events.push(...decoder.end());
  return { events, decoder };
}

function wire(stream: readonly Readonly<Record<string, unknown>>[], end = "\n"): Buffer {
  return Buffer.from(
    stream.map((event) => `event: ${String(event["type"])}${end}data: ${JSON.stringify(event)}${end}${end}`).join(""),
  );
}

const textEvents: readonly AnswerEvent[] = [
  { type: "start", id: "29f14a5a", model: null },
  { type: "reasoning", choice: 0, text: "Hm." },
  { type: "text", choice: 0, text: "It's 12" },
  {
    type: "text",
    choice: 0,
    text: " °C 🙂.",
    logprobs: {
      content: [{ token: " °C 🙂.", logprob: -0.75, bytes: [...Buffer.from(" °C 🙂.")], top_logprobs: [] }],
      refusal: null,
    },
  },
  { type: "opaque", choice: 0, family: "cohere", value: { citations: citedAnswer.message.citations } },
  { type: "finish", choice: 0, reason: "stop", stopSequence: null },
  { type: "usage", usage: { ...unknownUsage, promptTokens: 71, completionTokens: 26 } },
];
const toolEvents: readonly AnswerEvent[] = [
  { type: "start", id: "fba98ad3", model: null },
  { type: "reasoning", choice: 0, text: "I will" },
  { type: "reasoning", choice: 0, text: " look." },
  { type: "tool_call", choice: 0, call: 0, id: "get_weather_x1", name: "get_weather" },
  { type: "tool_arguments", choice: 0, call: 0, text: '{"city":' },
  { type: "tool_arguments", choice: 0, call: 0, text: ' "서울"}' },
  { type: "tool_call", choice: 0, call: 1, id: "now_x2", name: "now" },
  { type: "tool_arguments", choice: 0, call: 1, text: "{}" },
  { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
  { type: "usage", usage: { ...unknownUsage, promptTokens: 913, completionTokens: 83 } },
];

describe("a stream", () => {
  it.each([
    ["text", textStream, textEvents],
    ["tools", toolStream, toolEvents],
  ] as const)("of %s gives the same events in every split and with every line end", (_name, stream, expected) => {
    fc.assert(
      fc.property(fc.constantFrom("\n", "\r\n"), fc.array(fc.nat(), { maxLength: 40 }), (end, cuts) => {
        expect(decodeAll(wire(stream, end), cuts).events).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("is not complete when it was cut, wherever that is, also inside a call", () => {
    for (let count = 0; count < toolStream.length; count++) {
      const { events, decoder } = decodeAll(wire(toolStream.slice(0, count)), []);
      expect(events).toEqual(toolEvents.slice(0, events.length));
      expect(events.some(({ type }) => type === "finish")).toBe(false);
      expect(decoder.error).toBeNull();
    }
  });

  it.each([
    [{ type: "message-end", delta: { finish_reason: "ERROR", error: "out of memory" } }, 500, "out of memory"],
    [{ type: "message-end", delta: { finish_reason: "TIMEOUT" } }, 504, "Cohere ended the generation with TIMEOUT."],
    [{ message: "too many tokens" }, 500, "too many tokens"],
  ])("fails on %j and hears nothing after it", (event, status, words) => {
    const { events, decoder } = decodeAll(wire([...textStream.slice(0, 3), event, ...textStream.slice(3)]), []);
    expect(decoder.error).toMatchObject({ status, text: words });
    expect(events).toEqual(textEvents.slice(0, 2));
  });
});

const types = [...new Set([...textStream, ...toolStream].map(({ type }) => type)), "debug", "error", null];
const keys = [
  "delta",
  "message",
  "content",
  "tool_calls",
  "function",
  "citations",
  "usage",
  "tokens",
  "logprobs",
  "embeddings",
  "float",
  "meta",
];
const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom(...keys), tie("value")),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;

describe("arbitrary JSON", () => {
  it("never makes a reader throw", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...types), anyJson), { maxLength: 6 }), (events) => {
        const decoder = openDecoder();
        for (const [type, value] of events) {
          decoder.decode(value, null);
          decoder.decode({ type, delta: value, index: value }, null);
          readAnswer(json({ finish_reason: "COMPLETE", message: value }));
          readEmbedding(json(value));
          cohere.native("rerank", deploymentless)?.judge(json(value), "application/json");
          cohere.classifyError({ status: 400, headers: {}, body: json(value) });
        }
        decoder.end();
      }),
      { numRuns: 300 },
    );
  });
});

const deploymentless = {} as never; // the rerank route looks at no deployment before a request

describe("embeddings", () => {
  it("reads floats and what was billed", () => {
    expect(readEmbedding(json(embedAnswer))).toEqual({
      kind: "ok",
      vectors: embedAnswer.embeddings.float,
      usage: { ...unknownUsage, promptTokens: 2 },
    });
    expect(readEmbedding(json({ embeddings: { float: [["a"]] } }))).toMatchObject({ kind: "invalid" });
    expect(readEmbedding(json({ message: "no" }))).toMatchObject({ kind: "error" });
  });
});

describe("classifyError", () => {
  it.each([
    [
      400,
      "too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 4292.",
      "upstream_context_window",
      400,
    ],
    [400, "invalid request: list of documents must not be empty", "upstream_bad_request", 400],
    [401, "invalid api token", "upstream_auth", 401],
    [402, "Please add or update your payment method", "upstream_payment", 402],
    [404, "model 'x' not found", "upstream_not_found", 404],
    [429, "You are using a Trial key, which is limited to 40 API calls / minute.", "upstream_rate_limit", 429],
    [498, "blocked by the token check", "upstream_auth", 401],
    [500, "internal server error", "upstream_error", 500],
  ])("reads %i %s", (status, message, code, clientStatus) => {
    expect(cohere.classifyError({ status, headers: {}, body: json({ message }) })).toMatchObject({
      code,
      status: clientStatus,
      text: message,
    });
  });
});
