import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitMessages } from "../../base/aws-event-bytes.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { AwsEventFramer } from "../../upstream/aws-event-framer.ts";
import { awsEvent, awsException } from "../../upstream/__fixtures__/aws-message.ts";
import type { AnswerDecoder } from "../provider.ts";
import { citedAnswer, claudeAnswer, claudeStream } from "./__fixtures__/answers.ts";
import { bedrock } from "./bedrock.ts";
import { openDecoder } from "./decode-stream.ts";
import { readEmbedding } from "./embedding.ts";
import { readAnswer } from "./from-response.ts";

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe("a whole answer", () => {
  it("keeps its parts in their order, and counts cached tokens into the prompt", () => {
    expect(readAnswer(json(claudeAnswer))).toEqual({
      kind: "ok",
      answer: {
        id: null,
        model: null,
        choices: [
          {
            index: 0,
            parts: [
              { type: "reasoning", text: "Both are needed.", signature: "RXNNQ21jSUVSQUJHQUlx" },
              { type: "reasoning", text: "", redacted: "cmVkYWN0ZWQgYnl0ZXM=" },
              { type: "text", text: "I look both up." },
              { type: "tool_call", id: "tooluse_K1lsjyEk", name: "get_weather", arguments: '{"city":"서울","days":2}' },
              { type: "tool_call", id: "tooluse_Zq8", name: "now", arguments: "{}" },
            ],
            finish: "tool_calls",
            stopSequence: null,
            logprobs: null,
          },
        ],
        usage: {
          promptTokens: 515 + 2048 + 1000,
          completionTokens: 100,
          cachedTokens: 2048,
          cacheWriteTokens: 1000,
          reasoningTokens: null,
          reportedCostUsd: null,
        },
      },
    });
  });

  it("reads cited text as text and says which sequence stopped it", () => {
    const verdict = readAnswer(json(citedAnswer));
    expect(verdict).toMatchObject({
      answer: {
        choices: [
          {
            finish: "stop_sequence",
            stopSequence: "END",
            parts: [
              { type: "text", text: "It says: " },
              { type: "text", text: "a large language model" },
              { type: "opaque", family: "bedrock", value: { citations: [{ title: "document-1" }] } },
            ],
          },
        ],
        usage: { promptTokens: 20, cachedTokens: null },
      },
    });
  });

  it.each([
    ["", "invalid", "The answer was empty."],
    ["<html>", "invalid", "not JSON"],
    ["[]", "invalid", "not a JSON object"],
    ['{"output":{}}', "invalid", "`output.message.content`"],
    ['{"message":"The model is not ready."}', "error", "The model is not ready."],
  ])("judges %j", (body, kind, words) => {
    const verdict = readAnswer(Buffer.from(body));
    expect(verdict.kind).toBe(kind);
    expect(JSON.stringify(verdict)).toContain(words);
  });
});

function decodeAll(bytes: Buffer, cuts: readonly number[]): { events: AnswerEvent[]; decoder: AnswerDecoder } {
  const at = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  const framer = new AwsEventFramer(1 << 20);
  const decoder = openDecoder();
  const events: AnswerEvent[] = [];
  for (const [index, start] of [0, ...at].entries()) {
    const run = framer.push(bytes.subarray(start, at[index] ?? bytes.length));
    for (const { payload, name } of run === null ? [] : splitMessages(run)) {
      events.push(...decoder.decode(JSON.parse(payload.toString()) as unknown, name)); // unknown: what a decoder must take
    }
  }
  events.push(...decoder.end());
  return { events, decoder };
}

const streamBytes = Buffer.concat(claudeStream.map(([name, value]) => awsEvent(name, value)));
const streamEvents: readonly AnswerEvent[] = [
  { type: "start", id: null, model: null },
  { type: "reasoning", choice: 0, text: "Both are " },
  { type: "reasoning", choice: 0, text: "needed." },
  { type: "reasoning_signature", choice: 0, signature: "RXNNQ21jSUVSQUJHQUlx" },
  { type: "redacted_reasoning", choice: 0, data: "cmVkYWN0ZWQgYnl0ZXM=" },
  { type: "text", choice: 0, text: "I look " },
  { type: "text", choice: 0, text: "both up 🙂." },
  { type: "tool_call", choice: 0, call: 0, id: "tooluse_K1", name: "get_weather" },
  { type: "tool_arguments", choice: 0, call: 0, text: '{"city":' },
  { type: "tool_arguments", choice: 0, call: 0, text: '"서울"}' },
  { type: "tool_call", choice: 0, call: 1, id: "tooluse_Z8", name: "now" },
  { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
  {
    type: "usage",
    usage: {
      promptTokens: 51,
      completionTokens: 94,
      cachedTokens: null,
      cacheWriteTokens: null,
      reasoningTokens: null,
      reportedCostUsd: null,
    },
  },
];

describe("a stream", () => {
  it("gives the same events in every split of its bytes", () => {
    expect(decodeAll(streamBytes, []).events).toEqual(streamEvents);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (cuts) => {
        expect(decodeAll(streamBytes, cuts).events).toEqual(streamEvents);
      }),
      { numRuns: 200 },
    );
  });

  it("ends with an exception of Bedrock's, and hears nothing after it", () => {
    const bytes = Buffer.concat([
      ...claudeStream.slice(0, 9).map(([name, value]) => awsEvent(name, value)),
      awsException("throttlingException", { message: "Too many requests, please wait." }),
      ...claudeStream.slice(9).map(([name, value]) => awsEvent(name, value)),
    ]);
    const { events, decoder } = decodeAll(bytes, []);
    expect(decoder.error).toMatchObject({
      code: "upstream_rate_limit",
      status: 429,
      text: "Too many requests, please wait.",
    });
    expect(events.at(-1)).toEqual({ type: "text", choice: 0, text: "I look " });
  });

  it("is not complete when it was cut, wherever that is, also inside a call", () => {
    fc.assert(
      fc.property(fc.nat(claudeStream.length - 3), (count) => {
        const bytes = Buffer.concat(claudeStream.slice(0, count).map(([name, value]) => awsEvent(name, value)));
        const { events, decoder } = decodeAll(bytes, []);
        expect(events.some(({ type }) => type === "finish")).toBe(false);
        expect(decoder.error).toBeNull();
      }),
    );
  });

  it("gives the blocks it does not know to clients of its family, and passes over later versions' events", () => {
    const decoder = openDecoder();
    const citation = { citation: { title: "document-1" } };
    expect(decoder.decode({ contentBlockIndex: 0, delta: citation }, "contentBlockDelta")).toEqual([
      { type: "start", id: null, model: null },
      { type: "opaque", choice: 0, family: "bedrock", value: citation },
    ]);
    expect(decoder.decode({ anything: 1 }, "somethingNew")).toEqual([]);
  });
});

const names = fc.constantFrom(
  null,
  "messageStart",
  "contentBlockStart",
  "contentBlockDelta",
  "contentBlockStop",
  "messageStop",
  "metadata",
  "error",
  "throttlingException",
);
const keys = [
  "delta",
  "start",
  "toolUse",
  "text",
  "reasoningContent",
  "usage",
  "output",
  "message",
  "content",
  "embedding",
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
      fc.property(fc.array(fc.tuple(anyJson, names), { maxLength: 6 }), (events) => {
        const decoder = openDecoder();
        for (const [value, name] of events) {
          decoder.decode(value, name);
          readAnswer(json(value));
          readEmbedding(json(value));
          bedrock.classifyError({ status: 400, headers: {}, body: json(value) });
        }
        decoder.end();
      }),
      { numRuns: 500 },
    );
  });
});

describe("embeddings", () => {
  it.each([
    [{ embedding: [0.1, -0.2], inputTextTokenCount: 3, embeddingsByType: { float: [0.1, -0.2] } }, [[0.1, -0.2]], 3],
    [{ embeddings: [[1], [2]], id: "x", response_type: "embeddings_floats", texts: ["a", "b"] }, [[1], [2]], null],
    [{ embeddings: { float: [[1], [2]] }, id: "x", response_type: "embeddings_by_type" }, [[1], [2]], null],
  ])("reads %j", (body, vectors, promptTokens) => {
    expect(readEmbedding(json(body))).toMatchObject({ kind: "ok", vectors, usage: { promptTokens } });
  });

  it("refuses what holds no vectors", () => {
    expect(readEmbedding(json({ embedding: ["a"] }))).toMatchObject({ kind: "invalid" });
    expect(readEmbedding(json({ message: "no" }))).toMatchObject({ kind: "error" });
  });
});

describe("classifyError", () => {
  it.each([
    [429, "ThrottlingException", "Too many tokens, please wait before trying again.", "upstream_rate_limit", 429],
    [400, "ValidationException", "Input is too long for requested model.", "upstream_context_window", 400],
    [400, "ValidationException", "This model doesn't support the image field.", "upstream_bad_request", 400],
    [403, "AccessDeniedException", "You don't have access to the model.", "upstream_permission", 403],
    [
      403,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
      "upstream_auth",
      401,
    ],
    [
      403,
      "InvalidSignatureException:http://internal/",
      "The request signature we calculated does not match.",
      "upstream_auth",
      401,
    ],
    [404, "ResourceNotFoundException", "Could not resolve the foundation model.", "upstream_not_found", 404],
    [408, "ModelTimeoutException", "Model has timed out in processing the request.", "upstream_timeout", 408],
    [503, "ServiceUnavailableException", "Bedrock is unable to process your request.", "upstream_unavailable", 503],
    [500, "", "boom", "upstream_error", 500],
  ])("reads %i %s", (status, type, message, code, clientStatus) => {
    const headers = type === "" ? {} : { "x-amzn-errortype": type };
    const classified = bedrock.classifyError({ status, headers, body: json({ message }) });
    expect(classified).toMatchObject({ code, status: clientStatus, text: message });
  });
});
