/** Every client dialect's answer, whole and streamed, says who it is, why it ended, and what was said. */
import { describe, expect, it } from "vitest";
import { answerValues } from "./answer-values.ts";
import { readAnswer, type AnswerFacts } from "./read-answer.ts";

const sse = (...events: unknown[]): string => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

function read(text: string, isWhole = true): AnswerFacts {
  return readAnswer(answerValues(Buffer.from(text), isWhole));
}

const call = { id: "call_1", name: "w", arguments: '{"a":1}' };

describe("an answer", () => {
  it.each([
    [
      "chat",
      JSON.stringify({
        id: "c1",
        model: "m",
        system_fingerprint: "fp",
        choices: [
          {
            index: 0,
            message: {
              content: "Hello",
              reasoning_content: "hm",
              tool_calls: [{ id: "call_1", function: { name: "w", arguments: '{"a":1}' } }],
            },
            finish_reason: "tool_calls",
          },
        ],
      }),
      "tool_calls",
    ],
    [
      "chat, streamed",
      sse(
        { id: "c1", model: "m", choices: [{ index: 0, delta: { role: "assistant", content: "", reasoning: "hm" } }] },
        { id: "c1", choices: [{ index: 0, delta: { content: "Hel" } }] },
        { choices: [{ index: 0, delta: { content: "lo" } }] },
        {
          choices: [
            { delta: { tool_calls: [{ index: 0, id: "call_1", function: { name: "w", arguments: '{"a"' } }] } },
          ],
        },
        { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: ":1}" } }] } }] },
        { choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] },
      ) + "data: [DONE]\n\n",
      "tool_calls",
    ],
    [
      "messages",
      JSON.stringify({
        id: "c1",
        type: "message",
        model: "m",
        content: [
          { type: "thinking", thinking: "hm" },
          { type: "text", text: "Hello" },
          { type: "tool_use", id: "call_1", name: "w", input: { a: 1 } },
        ],
        stop_reason: "tool_use",
      }),
      "tool_use",
    ],
    [
      "messages, streamed",
      sse(
        { type: "message_start", message: { id: "c1", model: "m", content: [] } },
        { type: "content_block_start", content_block: { type: "thinking", thinking: "" } },
        { type: "content_block_delta", delta: { type: "thinking_delta", thinking: "hm" } },
        { type: "content_block_start", content_block: { type: "text", text: "" } },
        { type: "content_block_delta", delta: { type: "text_delta", text: "Hello" } },
        { type: "content_block_start", content_block: { type: "tool_use", id: "call_1", name: "w", input: {} } },
        { type: "content_block_delta", delta: { type: "input_json_delta", partial_json: '{"a":1}' } },
        { type: "message_delta", delta: { stop_reason: "tool_use" } },
        { type: "message_stop" },
      ),
      "tool_use",
    ],
    [
      "responses",
      JSON.stringify({
        id: "c1",
        object: "response",
        status: "completed",
        model: "m",
        output: [
          { type: "reasoning", summary: [{ type: "summary_text", text: "hm" }] },
          { type: "message", content: [{ type: "output_text", text: "Hello" }] },
          { type: "function_call", call_id: "call_1", name: "w", arguments: '{"a":1}' },
        ],
      }),
      "stop",
    ],
    [
      "ollama_chat, in lines",
      `${JSON.stringify({ model: "m", message: { content: "Hel", thinking: "hm" }, done: false })}\n` +
        `${JSON.stringify({ model: "m", message: { content: "lo", tool_calls: [{ function: { name: "w", arguments: { a: 1 } } }] }, done: false })}\n` +
        `${JSON.stringify({ model: "m", message: { content: "" }, done: true, done_reason: "stop" })}\n`,
      "stop",
    ],
  ])("of %s is read", (dialect, text, finish) => {
    const isOllama = dialect.startsWith("ollama");
    const facts = read(text);
    expect(facts).toMatchObject({ id: isOllama ? null : "c1", model: "m" });
    expect(facts.choices).toEqual([
      { text: "Hello", reasoning: "hm", calls: [isOllama ? { ...call, id: "" } : call], finish },
    ]);
  });

  it("of a Responses stream counts its last event, or its deltas where that was cut off", () => {
    const deltas = sse(
      { type: "response.created", response: { id: "c1", object: "response", status: "in_progress", model: "m" } },
      { type: "response.output_text.delta", delta: "Hel" },
      { type: "response.output_text.delta", delta: "lo" },
    );
    expect(read(deltas)).toMatchObject({ id: "c1", choices: [{ text: "Hello", finish: null }] });
    const output = [{ type: "message", content: [{ type: "output_text", text: "Hello" }] }];
    const over = sse({
      type: "response.completed",
      response: { id: "c1", object: "response", status: "completed", output },
    });
    expect(read(deltas + over)).toMatchObject({ choices: [{ text: "Hello", finish: "stop" }] });
  });

  it("of a long stream is known by its ends, without reading it through", () => {
    const middle = Array.from({ length: 500 }, () => ({ choices: [{ index: 0, delta: { content: "x" } }] }));
    const text = sse({ id: "c1", model: "m", choices: [] }, ...middle, {
      choices: [{ index: 0, delta: {}, finish_reason: "length" }],
    });
    const facts = read(text, false);
    expect(facts).toMatchObject({ id: "c1", model: "m", choices: [{ finish: "length" }] });
    expect(facts.choices[0]?.text.length).toBeLessThan(10);
    expect(read(text).choices[0]?.text).toHaveLength(500);
  });

  it("that is cut off, or is no text at all, says nothing and breaks nothing", () => {
    for (const text of ['{"id": "c1", "choices": [{', "RIFF\u0000\u0001", "", "[1,2]", "data: {\n\n"]) {
      expect(read(text)).toEqual({ id: null, model: null, systemFingerprint: null, choices: [] });
    }
  });
});
