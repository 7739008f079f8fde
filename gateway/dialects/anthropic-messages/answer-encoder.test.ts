import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRecord, recordsOf } from "../../base/json-shape.ts";
import { eventData, splitEvents } from "../../base/sse-bytes.ts";
import type { Answer, AnswerEvent } from "../../contract/answer.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import { openEncoder } from "./answer-encoder.ts";
import { renderAnswer } from "./render-answer.ts";

const golden = recordsOf(
  JSON.parse(readFileSync(join(import.meta.dirname, "__fixtures__", "litellm-answers.json"), "utf8")),
);

function contextFor(model: string): Parameters<typeof openEncoder>[0] {
  return { requestId: "r1", model, createdAt: 0, wantsUsage: false, mergesReasoning: false, fields: {} };
}

type Wire = Readonly<Record<string, unknown>>;

/** Usage that LiteLLM's upstream had reported, from what it told the client. */
function usageBehind(usage: unknown): TokenUsage {
  const told: Wire = isRecord(usage) ? usage : {};
  const cached = typeof told["cache_read_input_tokens"] === "number" ? told["cache_read_input_tokens"] : null;
  return {
    ...unknownUsage,
    promptTokens: Number(told["input_tokens"]) + (cached ?? 0),
    completionTokens: Number(told["output_tokens"]),
    cachedTokens: cached,
  };
}

function answerBehind(answer: Wire): Answer {
  const parts = recordsOf(answer["content"]).map((block): Answer["choices"][number]["parts"][number] => {
    if (block["type"] === "thinking") return { type: "reasoning", text: String(block["thinking"]) };
    if (block["type"] === "text") return { type: "text", text: String(block["text"]) };
    return {
      type: "tool_call",
      id: String(block["id"]),
      name: String(block["name"]),
      arguments: JSON.stringify(block["input"]),
    };
  });
  const finish = answer["stop_reason"] === "tool_use" ? "tool_calls" : "stop";
  const choice = { index: 0, parts, finish, stopSequence: null, logprobs: null } as const;
  return { id: String(answer["id"]), model: null, choices: [choice], usage: usageBehind(answer["usage"]) };
}

describe("what LiteLLM answered to Messages clients", () => {
  const whole = golden.filter(({ answer }) => isRecord(answer));
  it.each(whole.map((entry) => [String(entry["id"]), entry["answer"] as Wire] as const))(
    "%s has the same shape here",
    (_id, answer) => {
      // Differences: a missing signature is "" as the SDKs type it, not null; `stop_details` is left out.
      const { stop_details: _details, ...expected } = answer;
      const content = recordsOf(answer["content"]).map((block) =>
        block["type"] === "thinking" ? { ...block, signature: "" } : block,
      );
      expect(JSON.parse(renderAnswer(answerBehind(answer), contextFor(String(answer["model"]))))).toEqual({
        ...expected,
        content,
      });
    },
  );

  // LiteLLM loses an upstream's failure in these, and opens a call without closing it in `messages-oai-tools-stream`.
  const wrong = /-(?:cut|err)-stream$|^messages-oai-tools-stream$/;
  const streamed = golden.filter(({ id, events }) => Array.isArray(events) && !wrong.test(String(id)));
  it.each(streamed.map((entry) => [String(entry["id"]), entry["events"] as readonly string[]] as const))(
    "%s has the same events here",
    (_id, events) => {
      const told = events.map((event) => JSON.parse(event.slice(event.indexOf("data: ") + 6)) as Wire); // the fixture's events
      const start = told.find(({ type }) => type === "message_start")?.["message"] as Wire; // every stream has one
      const encoder = openEncoder(contextFor(String(start["model"])));
      const text = encoder.encode(eventsBehind(told, String(start["id"]))) + encoder.end();
      expect(wireEvents(text).map(comparable)).toEqual(told.map(comparable));
    },
  );
});

/** The last event of LiteLLM's lacks a null. */
function comparable(event: Wire): Wire {
  if (event["type"] !== "message_delta" || !isRecord(event["delta"])) return event;
  return { ...event, delta: { stop_sequence: null, ...event["delta"] } };
}

function eventsBehind(told: readonly Wire[], id: string): readonly AnswerEvent[] {
  let call = -1;
  return told.flatMap((event): readonly AnswerEvent[] => {
    const { delta, content_block: block } = event;
    if (event["type"] === "message_start") return [{ type: "start", id, model: null }];
    if (isRecord(block) && block["type"] === "tool_use") {
      return [{ type: "tool_call", choice: 0, call: ++call, id: String(block["id"]), name: String(block["name"]) }];
    }
    if (!isRecord(delta)) return [];
    switch (delta["type"]) {
      case "text_delta":
        return [{ type: "text", choice: 0, text: String(delta["text"]) }];
      case "thinking_delta":
        return [{ type: "reasoning", choice: 0, text: String(delta["thinking"]) }];
      case "input_json_delta":
        return [{ type: "tool_arguments", choice: 0, call, text: String(delta["partial_json"]) }];
      default:
        return [
          {
            type: "finish",
            choice: 0,
            reason: delta["stop_reason"] === "tool_use" ? "tool_calls" : "stop",
            stopSequence: null,
          },
          { type: "usage", usage: usageBehind(event["usage"]) },
        ];
    }
  });
}

function wireEvents(text: string): readonly Wire[] {
  return splitEvents(Buffer.from(text)).map((event) => JSON.parse(eventData(event) ?? "null") as Wire); // the encoder writes objects
}

function typesOf(text: string): readonly unknown[] {
  return wireEvents(text).map(({ type, index }) => (typeof index === "number" ? `${String(type)} ${index}` : type));
}

describe("the encoder", () => {
  it("opens blocks by what comes first, and an empty answer has none", () => {
    const encoder = openEncoder(contextFor("m"));
    expect(typesOf(encoder.encode([{ type: "start", id: null, model: null }]))).toEqual(["message_start"]);
    expect(encoder.encode([{ type: "text", choice: 0, text: "" }])).toBe("");
    expect(encoder.encode([{ type: "text", choice: 1, text: "another choice" }])).toBe("");
    expect(encoder.encode([{ type: "opaque", choice: 0, family: "gemini", value: {} }])).toBe("");
    expect(typesOf(encoder.end())).toEqual(["message_delta", "message_stop"]);
  });

  it("holds the end until usage came, and tells it once", () => {
    const encoder = openEncoder(contextFor("m"));
    encoder.encode([
      { type: "start", id: null, model: null },
      { type: "text", choice: 0, text: "a" },
    ]);
    const finish = encoder.encode([{ type: "finish", choice: 0, reason: "stop_sequence", stopSequence: "END" }]);
    expect(typesOf(finish)).toEqual(["content_block_stop 0"]);
    const usage = { ...unknownUsage, promptTokens: 9, completionTokens: 1 };
    const [delta] = wireEvents(encoder.encode([{ type: "usage", usage }]));
    expect(delta).toMatchObject({
      delta: { stop_reason: "stop_sequence", stop_sequence: "END" },
      usage: { input_tokens: 9, output_tokens: 1 },
    });
    expect(encoder.encode([{ type: "usage", usage }])).toBe("");
    expect(typesOf(encoder.end())).toEqual(["message_stop"]);
  });

  it("a refusal is text with the stop reason that says so", () => {
    const encoder = openEncoder(contextFor("m"));
    const text = encoder.encode([
      { type: "refusal", choice: 0, text: "I will not." },
      { type: "finish", choice: 0, reason: "stop", stopSequence: null },
    ]);
    expect(wireEvents(text + encoder.end()).find(({ type }) => type === "message_delta")).toMatchObject({
      delta: { stop_reason: "refusal" },
    });
  });

  it("whatever events come, blocks open and close in order and every event is JSON", () => {
    const event: fc.Arbitrary<AnswerEvent> = fc.oneof(
      fc.record({ type: fc.constant("text"), choice: fc.nat(1), text: fc.string({ unit: "binary" }) }),
      fc.record({ type: fc.constant("reasoning"), choice: fc.constant(0), text: fc.string() }),
      fc.record({ type: fc.constant("reasoning_signature"), choice: fc.constant(0), signature: fc.string() }),
      fc.record({ type: fc.constant("redacted_reasoning"), choice: fc.constant(0), data: fc.string() }),
      fc.record({
        type: fc.constant("tool_call"),
        choice: fc.constant(0),
        call: fc.nat(3),
        id: fc.string(),
        name: fc.string(),
      }),
      fc.record({ type: fc.constant("tool_arguments"), choice: fc.constant(0), call: fc.nat(3), text: fc.string() }),
      fc.record({ type: fc.constant("citation"), choice: fc.constant(0), value: fc.jsonValue() }),
      fc.record({
        type: fc.constant("finish"),
        choice: fc.constant(0),
        reason: fc.constant("length"),
        stopSequence: fc.constant(null),
      }),
    ) as fc.Arbitrary<AnswerEvent>; // each record is one of its members
    fc.assert(
      fc.property(fc.array(fc.array(event)), (batches) => {
        const encoder = openEncoder(contextFor("m"));
        const text = batches.map((batch) => encoder.encode(batch)).join("") + encoder.end();
        let open: unknown = null;
        let last = -1;
        for (const { type, index } of wireEvents(text)) {
          if (type === "content_block_start") {
            expect(open).toBeNull();
            expect(index).toBe(last + 1);
            open = last = Number(index);
          } else if (type === "content_block_delta") expect(index).toBe(open);
          else if (type === "content_block_stop") {
            expect(index).toBe(open);
            open = null;
          } else expect(open).toBeNull();
        }
      }),
    );
  });
});
