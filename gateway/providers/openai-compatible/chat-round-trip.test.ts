/** What the chat pair promises: nothing is lost from chat to the form and back, whole or streamed, however it is cut. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventData, splitEvents } from "../../base/sse-bytes.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { unknownUsage } from "../../contract/usage.ts";
import { openaiChat as chatDialect } from "../../dialects/openai-chat/openai-chat.ts";
import { SseFramer } from "../../upstream/sse-framer.ts";
import { testDeployment } from "./__fixtures__/test-deployment.ts";
import { openDecoder } from "./decode-events.ts";
import { readAnswer } from "./read-answer.ts";
import { toRequest } from "./translate-request.ts";

type Raw = Record<string, unknown>;

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const mark = fc.option(fc.constant({ cache_control: { type: "ephemeral" } }), { nil: {} });
const part = fc.oneof(
  fc.tuple(text, mark).map(([said, cache]) => ({ type: "text", text: said, ...cache })),
  word.map((name) => ({ type: "image_url", image_url: { url: `https://x.example/${name}.png`, detail: "low" } })),
  fc
    .base64String({ minLength: 4 })
    .map((data) => ({ type: "image_url", image_url: { url: `data:image/png;base64,${data}` } })),
  fc.base64String({ minLength: 4 }).map((data) => ({ type: "input_audio", input_audio: { data, format: "wav" } })),
  word.map((id) => ({ type: "file", file: { file_id: id, filename: `${id}.pdf` } })),
  word.map((name) => ({ type: `x_${name}`, [name]: { a: 1 } })),
);
const content = fc.oneof(text, fc.array(part, { minLength: 1, maxLength: 4 }));
const call = fc.record({
  id: word,
  type: fc.constant("function"),
  function: fc.record({ name: word, arguments: fc.json({ maxDepth: 1 }) }),
});
const block = fc.oneof(
  fc.record({ type: fc.constant("thinking"), thinking: text, signature: word }),
  fc.record({ type: fc.constant("redacted_thinking"), data: word }),
);
const assistant = fc.record(
  {
    role: fc.constant("assistant"),
    content: fc.option(content),
    tool_calls: fc.array(call, { minLength: 1, maxLength: 3 }),
    thinking_blocks: fc.array(block, { minLength: 1, maxLength: 2 }),
    refusal: text,
    audio: fc.record({ id: word }),
  },
  { requiredKeys: ["role", "content"] },
);
const message = fc.oneof(
  fc.record(
    { role: fc.constantFrom("system", "developer", "user"), content, name: word },
    { requiredKeys: ["role", "content"] },
  ),
  fc.record({ role: fc.constant("tool"), tool_call_id: word, content }),
  assistant,
);
const schema = fc.constant({ type: "object", properties: { a: { type: "integer" } } });
const body = fc.record(
  {
    messages: fc.array(message, { maxLength: 6 }),
    tools: fc.array(
      fc.record({
        type: fc.constant("function"),
        function: fc.record(
          { name: word, description: text, parameters: schema, strict: fc.boolean() },
          { requiredKeys: ["name"] },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    temperature: fc.constantFrom(0, 0.5, 1),
    max_tokens: fc.nat(),
    stop: fc.oneof(word, fc.array(word, { minLength: 1 })),
    seed: fc.nat(),
    n: fc.constantFrom(1, 2),
    logit_bias: fc.constant({ 50: -1 }),
    logprobs: fc.boolean(),
    reasoning_effort: fc.constantFrom("low", "high"),
    thinking: fc.constantFrom({ type: "disabled" }, { type: "enabled", budget_tokens: 1024 }),
    response_format: fc.constantFrom(
      { type: "text" },
      { type: "json_object" },
      { type: "json_schema", json_schema: { name: "x", schema: {}, strict: true } },
    ),
    user: word,
    verbosity: fc.constant("low"),
    foo: fc.json({ maxDepth: 1 }).map((json) => JSON.parse(json) as unknown),
    stream: fc.boolean(),
  },
  { requiredKeys: ["messages"] },
);

function sentFor(fields: Raw): { readonly sent: Raw; readonly dropped: readonly string[] } {
  const conversation = chatDialect.toConversation(fields);
  const deployment = testDeployment("litellm_proxy");
  const { request, dropped } = toRequest({
    deployment,
    upstreamModel: "m",
    conversation,
    dropParams: false,
    headers: {},
  });
  return { sent: JSON.parse(String(request.body)) as Raw, dropped }; // an object: we wrote it
}

describe("a request, from chat to the form and back", () => {
  it("keeps its meaning: read again it is the same conversation, and nothing is dropped", () => {
    fc.assert(
      fc.property(body, (fields) => {
        const { sent, dropped } = sentFor(fields);
        expect(dropped).toEqual([]);
        expect(chatDialect.toConversation(sent)).toEqual(chatDialect.toConversation(fields));
      }),
      { numRuns: 300 },
    );
  });
});

/** Events in an order a model can speak: reasoning and its proofs, text, calls, one end, usage. */
const calls = fc.array(fc.tuple(word, word, fc.array(text, { maxLength: 3 })), { maxLength: 3 });
const speech = fc
  .record({
    thoughts: fc.array(fc.tuple(fc.array(text, { minLength: 1, maxLength: 2 }), fc.boolean()), { maxLength: 2 }),
    redacted: fc.boolean(),
    texts: fc.array(text, { maxLength: 4 }),
    calls,
  })
  .map(({ thoughts, redacted, texts, calls: made }): readonly AnswerEvent[] => [
    { type: "start", id: "c1", model: "up" },
    ...thoughts.flatMap(([pieces, isSigned]): AnswerEvent[] => [
      ...pieces.map((said): AnswerEvent => ({ type: "reasoning", choice: 0, text: said })),
      ...(isSigned ? [{ type: "reasoning_signature", choice: 0, signature: "sig" } as const] : []),
    ]),
    ...(redacted ? [{ type: "redacted_reasoning", choice: 0, data: "xyz" } as const] : []),
    ...texts.map((said): AnswerEvent => ({ type: "text", choice: 0, text: said })),
    ...made.flatMap(([id, name, fragments], index): AnswerEvent[] => [
      { type: "tool_call", choice: 0, call: index, id: `${id}${index}`, name },
      ...fragments.map((said): AnswerEvent => ({ type: "tool_arguments", choice: 0, call: index, text: said })),
    ]),
    { type: "finish", choice: 0, reason: made.length > 0 ? "tool_calls" : "stop", stopSequence: null },
    {
      type: "usage",
      usage: { ...unknownUsage, promptTokens: 9, completionTokens: 3, cachedTokens: 4, reasoningTokens: 1 },
    },
  ]);

/** The same said by two choices at once. */
function twice(events: readonly AnswerEvent[]): readonly AnswerEvent[] {
  return events.flatMap((event): readonly AnswerEvent[] =>
    "choice" in event ? [event, { ...event, choice: 1 }] : [event],
  );
}

function encode(events: readonly AnswerEvent[]): Buffer {
  const encoder = chatDialect.openEncoder({
    requestId: "r",
    model: "up",
    createdAt: 0,
    wantsUsage: true,
    mergesReasoning: false,
    fields: {},
  });
  return Buffer.from(events.map((event) => encoder.encode([event])).join("") + encoder.end());
}

function decode(bytes: Buffer, cuts: readonly number[]): readonly AnswerEvent[] {
  const framer = new SseFramer(1 << 20);
  const decoder = openDecoder();
  const events: AnswerEvent[] = [];
  const edges = [0, ...cuts.map((cut) => cut % bytes.length).toSorted((a, b) => a - b), bytes.length];
  for (const [index, edge] of edges.entries()) {
    const run = framer.push(bytes.subarray(edge, edges[index + 1] ?? bytes.length));
    for (const event of run === null ? [] : splitEvents(run)) {
      const data = eventData(event);
      if (data !== null && data !== "[DONE]") events.push(...decoder.decode(JSON.parse(data), null));
    }
  }
  return [...events, ...decoder.end()];
}

describe("a stream, from the form to chat and back", () => {
  it("is the same events, whatever pieces it arrives in", () => {
    fc.assert(
      fc.property(speech, fc.array(fc.nat(), { maxLength: 12 }), (events, cuts) => {
        expect(decode(encode(events), cuts)).toEqual(events);
        expect(decode(encode(twice(events)), cuts)).toEqual(twice(events));
      }),
      { numRuns: 300 },
    );
  });
});

describe("a whole answer, from the form to chat and back", () => {
  it("says what the stream says", () => {
    fc.assert(
      fc.property(speech, (events) => {
        const answer = {
          id: "c1",
          model: "up",
          choices: [
            {
              index: 0,
              parts: partsOf(events),
              finish: events.some(({ type }) => type === "tool_call") ? ("tool_calls" as const) : ("stop" as const),
              stopSequence: null,
              logprobs: null,
            },
          ],
          usage: { ...unknownUsage, promptTokens: 9, completionTokens: 3, cacheWriteTokens: 2 },
        };
        const context = {
          requestId: "r",
          model: "up",
          createdAt: 0,
          wantsUsage: true,
          mergesReasoning: false,
          fields: {},
        };
        const verdict = readAnswer(Buffer.from(chatDialect.renderAnswer(answer, context)));
        expect(verdict).toEqual({ kind: "ok", answer });
      }),
    );
  });
});

/** The answer those events make, with every thought signed: unsigned ones beside them have no place of their own. */
function partsOf(
  events: readonly AnswerEvent[],
): Parameters<typeof chatDialect.renderAnswer>[0]["choices"][number]["parts"] {
  const thought = events.flatMap((event) => (event.type === "reasoning" ? [event.text] : [])).join("");
  const said = events.flatMap((event) => (event.type === "text" ? [event.text] : [])).join("");
  return [
    ...(thought === "" ? [] : [{ type: "reasoning" as const, text: thought, signature: "sig" }]),
    ...(said === "" ? [] : [{ type: "text" as const, text: said }]),
    ...events.flatMap((event) =>
      event.type === "tool_call"
        ? [{ type: "tool_call" as const, id: event.id, name: event.name, arguments: argumentsOf(events, event.call) }]
        : [],
    ),
  ];
}

function argumentsOf(events: readonly AnswerEvent[], call: number): string {
  return events
    .flatMap((event) => (event.type === "tool_arguments" && event.call === call ? [event.text] : []))
    .join("");
}
