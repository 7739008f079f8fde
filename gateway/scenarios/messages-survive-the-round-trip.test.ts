/**
 * A Messages request that is read into the intermediate form and written for a Claude elsewhere (a cloud that serves
 * it) says what it said; an answer that is decoded and encoded again is the answer it was.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRecord } from "../base/json-shape.ts";
import { eventData, splitEvents } from "../base/sse-bytes.ts";
import type { AnswerEvent } from "../contract/answer.ts";
import { anthropicMessages } from "../dialects/anthropic-messages/anthropic-messages.ts";
import { sampleDeployment } from "../providers/anthropic/__fixtures__/sample-deployment.ts";
import { anthropicBody } from "../providers/anthropic/anthropic-body.ts";
import { openDecoder } from "../providers/anthropic/decode-stream.ts";
import { readAnswer } from "../providers/anthropic/read-answer.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Takes every way of thinking and every parameter. */
const model = "claude-opus-4-6";

function throughTheForm(fields: Fields): Fields {
  return anthropicBody({
    deployment: sampleDeployment(),
    upstreamModel: model,
    conversation: anthropicMessages.toConversation(fields),
    dropParams: false,
    headers: {},
  }).body;
}

/** The many spellings of one meaning: a string for one text block, absent for null, false for not said. */
function meaning(fields: Fields): Fields {
  const { tools, stream, ...rest } = fields;
  return plain({
    ...rest,
    model,
    ...(Array.isArray(tools) && tools.length > 0 ? { tools: tools.map(toolMeaning) } : {}),
    ...(stream === true ? { stream } : {}),
    ...(fields["system"] === undefined ? {} : { system: blocks(fields["system"]) }),
    messages: (fields["messages"] as readonly Fields[]).map((message) => ({
      ...message,
      content: blocks(message["content"]),
    })), // checked or generated as a list
  });
}

function plain(fields: Fields): Fields {
  return JSON.parse(JSON.stringify(fields)) as Fields; // an object goes in
}

function blocks(content: unknown): readonly Fields[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return (content as readonly Fields[]).map((block) => {
    const { content: inner, is_error: isError, ...others } = block;
    if (block["type"] !== "tool_result") return block;
    const result =
      inner === undefined || (Array.isArray(inner) && inner.length === 0) ? {} : { content: blocks(inner) };
    return { ...others, ...result, ...(isError === true ? { is_error: true } : {}) };
  }); // generated as a list
}

function toolMeaning(tool: unknown): Fields {
  const fields = tool as Fields; // generated as an object
  return fields["input_schema"] === undefined ? fields : { ...fields, type: "custom" };
}

const fixtures = join(import.meta.dirname, "..", "dialects", "anthropic-messages", "__fixtures__", "claude-code");

describe("Claude Code's requests survive the intermediate form", () => {
  it.each(readdirSync(fixtures).filter((file) => file !== "count-tokens.json"))("%s", (file) => {
    const read: unknown = JSON.parse(readFileSync(join(fixtures, file), "utf8"));
    const body: Fields = isRecord(read) && isRecord(read["body"]) ? read["body"] : {};
    expect(meaning(throughTheForm(body))).toEqual(meaning(body));
  });
});

const word = fc.string({ minLength: 1, maxLength: 12 });
const cacheControl = fc.constantFrom({ type: "ephemeral" }, { type: "ephemeral", ttl: "1h" });
const textBlock = fc.record(
  { type: fc.constant("text"), text: word, cache_control: cacheControl },
  { requiredKeys: ["type", "text"] },
);
const source = fc.oneof(
  fc.record({ type: fc.constant("base64"), media_type: fc.constant("image/png"), data: fc.base64String() }),
  fc.record({ type: fc.constant("url"), url: fc.webUrl() }),
  fc.record({ type: fc.constant("file"), file_id: word }),
);
const imageBlock = fc.record({ type: fc.constant("image"), source });
const documentBlock = fc.record(
  {
    type: fc.constant("document"),
    source: fc.oneof(
      fc.record({ type: fc.constant("text"), media_type: fc.constant("text/plain"), data: word }),
      fc.record({ type: fc.constant("content"), content: fc.array(textBlock) }),
      fc.record({ type: fc.constant("url"), url: fc.webUrl() }),
    ),
    title: word,
    context: word,
    citations: fc.constant({ enabled: true }),
  },
  { requiredKeys: ["type", "source"] },
);
const searchResult = fc.record(
  {
    type: fc.constant("search_result"),
    source: word,
    title: word,
    content: fc.array(fc.record({ type: fc.constant("text"), text: word }), { minLength: 1, maxLength: 2 }),
    citations: fc.constant({ enabled: true }),
    cache_control: cacheControl,
  },
  { requiredKeys: ["type", "source", "title", "content"] },
);
const unknownBlock = fc.record({ type: fc.constant("container_upload"), file_id: word });
const toolResult = fc.record(
  {
    type: fc.constant("tool_result"),
    tool_use_id: word,
    content: fc.oneof(
      word,
      fc.array(fc.oneof(textBlock, imageBlock, documentBlock, searchResult), { minLength: 1, maxLength: 3 }),
    ),
    is_error: fc.boolean(),
    cache_control: cacheControl,
  },
  { requiredKeys: ["type", "tool_use_id"] },
);
const input = fc.dictionary(
  word.filter((key) => key !== "__proto__"),
  fc.oneof(word, fc.integer(), fc.boolean()),
);
const assistantBlock = fc.oneof(
  textBlock,
  fc.record({ type: fc.constant("thinking"), thinking: word, signature: word }),
  fc.record({ type: fc.constant("redacted_thinking"), data: word }),
  fc.record({ type: fc.constant("tool_use"), id: word, name: word, input, caller: fc.constant({ type: "direct" }) }),
  fc.record({ type: fc.constant("server_tool_use"), id: word, name: fc.constant("web_search"), input }),
);
const content = <T>(block: fc.Arbitrary<T>): fc.Arbitrary<string | T[]> =>
  fc.oneof(word, fc.array(block, { minLength: 1, maxLength: 3 }));
const userBlock = fc.oneof(textBlock, imageBlock, documentBlock, searchResult, toolResult, unknownBlock);
const message = fc.oneof(
  fc.record({ role: fc.constant("user"), content: content(userBlock) }),
  fc.record({ role: fc.constant("assistant"), content: content(assistantBlock) }),
);
const tool = fc.oneof(
  fc.record(
    {
      name: word,
      description: word,
      input_schema: fc.constant({ type: "object", properties: { a: { type: "integer" } } }),
      strict: fc.boolean(),
      defer_loading: fc.boolean(),
      cache_control: cacheControl,
    },
    { requiredKeys: ["name", "input_schema"] },
  ),
  fc.record({ type: fc.constant("web_search_20250305"), name: fc.constant("web_search"), max_uses: fc.nat(9) }),
);
const request = fc.record(
  {
    max_tokens: fc.integer({ min: 2000, max: 9000 }),
    messages: fc.array(message, { minLength: 1, maxLength: 5 }),
    system: content(textBlock),
    tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
    thinking: fc.constantFrom<Fields>(
      { type: "enabled", budget_tokens: 1024 },
      { type: "adaptive" },
      { type: "adaptive", display: "omitted" },
      { type: "disabled" },
      { type: "between_tools" },
    ),
    output_config: fc.constantFrom<Fields>(
      { effort: "low" },
      { effort: "max", format: { type: "json_schema", schema: { type: "object" } } },
      { format: { type: "json_schema", schema: { type: "object" }, name: "later" } },
    ),
    stop_sequences: fc.array(word, { minLength: 1 }),
    temperature: fc.double({ min: 0, max: 1, noNaN: true }),
    top_p: fc.double({ min: 0, max: 1, noNaN: true }),
    top_k: fc.nat(100),
    metadata: fc.record({ user_id: word }),
    service_tier: fc.constant("auto"),
    container: word,
    context_management: fc.constant({ edits: [{ type: "clear_tool_uses_20250919" }] }),
    stream: fc.boolean(),
  },
  { requiredKeys: ["max_tokens", "messages"] },
);

describe("any Messages request survives the intermediate form", () => {
  it("means the same when it is written again", () => {
    fc.assert(
      fc.property(request, (fields) => {
        expect(() => anthropicMessages.check(fields)).not.toThrow();
        expect(meaning(throughTheForm(fields))).toEqual(meaning(fields));
      }),
      { numRuns: 300 },
    );
  });

  it("arbitrary JSON that passes the check never throws on its way", () => {
    const nearly = fc.record(
      {
        max_tokens: fc.nat(),
        messages: fc.array(
          fc.record({
            role: fc.constantFrom("user", "assistant", "system"),
            content: fc.array(
              fc
                .dictionary(fc.constantFrom("text", "source", "input", "id", "name", "content"), fc.jsonValue())
                .chain((block) =>
                  fc
                    .constantFrom("text", "image", "document", "tool_use", "tool_result", "thinking", "x")
                    .map((type) => ({ ...block, type })),
                ),
            ),
          }),
          { minLength: 1 },
        ),
        system: fc.array(fc.record({ type: fc.string() })),
        tools: fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        tool_choice: fc.jsonValue(),
        thinking: fc.jsonValue(),
        output_config: fc.jsonValue(),
        output_format: fc.jsonValue(),
        metadata: fc.jsonValue(),
        stop_sequences: fc.jsonValue(),
        extra: fc.jsonValue(),
      },
      { requiredKeys: ["max_tokens", "messages"] },
    );
    fc.assert(
      fc.property(nearly, (fields) => {
        anthropicMessages.check(fields);
        expect(throughTheForm(fields)["model"]).toBe(model);
      }),
      { numRuns: 300 },
    );
  });
});

const stream = readFileSync(join(import.meta.dirname, "../providers/anthropic/__fixtures__/messages-stream.txt"));
const context = {
  requestId: "r",
  model: "claude-sonnet-4-5-20250929",
  createdAt: 0,
  wantsUsage: true,
  mergesReasoning: false,
  fields: {},
};

function decoded(wire: Buffer): readonly AnswerEvent[] {
  const decoder = openDecoder();
  return splitEvents(wire).flatMap((event) => decoder.decode(JSON.parse(eventData(event) ?? "null"), null));
}

/** `batches` says after which events the encoder is called. */
function encoded(events: readonly AnswerEvent[], batches: readonly number[]): Buffer {
  const encoder = anthropicMessages.openEncoder(context);
  const points = [0, ...batches, events.length];
  const texts = points.slice(1).map((end, index) => encoder.encode(events.slice(points[index], end)));
  return Buffer.from(texts.join("") + encoder.end());
}

describe("an answer's stream survives the intermediate form", () => {
  const events = decoded(stream);

  it("decoded, encoded and decoded again it is the same, however it was bundled", () => {
    fc.assert(
      fc.property(fc.subarray(events.map((_event, index) => index).slice(2)), (batches) => {
        expect(decoded(encoded(events, batches))).toEqual(events);
      }),
    );
  });

  it("`message_start` tells the prompt's tokens at once", () => {
    const [first] = splitEvents(encoded(events, [2]));
    expect(JSON.parse(eventData(first ?? Buffer.alloc(0)) ?? "{}")).toMatchObject({
      message: { usage: { input_tokens: 2679, cache_creation_input_tokens: 100, cache_read_input_tokens: 2000 } },
    });
  });

  it("a whole answer is read and rendered alike", () => {
    const answer = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: context.model,
      content: [
        { type: "thinking", thinking: "hm", signature: "s" },
        { type: "redacted_thinking", data: "d" },
        { type: "text", text: "a", citations: [{ type: "page_location" }] },
        { type: "server_tool_use", id: "srv", name: "web_search", input: { query: "q" } },
        { type: "tool_use", id: "t", name: "w", input: { a: 1 }, caller: { type: "direct" } },
      ],
      stop_reason: "pause_turn",
      stop_sequence: null,
      usage: { input_tokens: 5, output_tokens: 7, cache_creation_input_tokens: 1, cache_read_input_tokens: 2 },
    };
    const verdict = readAnswer(Buffer.from(JSON.stringify(answer)));
    if (verdict.kind !== "ok") throw new Error("the answer was not read");
    expect(JSON.parse(anthropicMessages.renderAnswer(verdict.answer, context))).toEqual(answer);
  });
});
