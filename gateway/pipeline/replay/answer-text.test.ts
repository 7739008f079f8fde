import { describe, expect, it } from "vitest";
import { answerText } from "./answer-text.ts";

const sse = (...events: unknown[]): string =>
  `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}data: [DONE]\n\n`;
const lines = (...values: unknown[]): string => values.map((value) => JSON.stringify(value)).join("\n");

const call = { name: "weather", arguments: '{"city": "서울"}' };
const toldCall = '→ weather({"city":"서울"})';

describe("the text of an answer", () => {
  it("of OpenAI's chat is the same whole and streamed, tool calls included", () => {
    const message = {
      role: "assistant",
      content: "Hello 안녕",
      reasoning_content: "hm",
      tool_calls: [{ function: call }],
    };
    const whole = JSON.stringify({ id: "a", created: 1, choices: [{ index: 0, message }], usage: { total_tokens: 3 } });
    const delta = (piece: object): object => ({ id: "b", choices: [{ index: 0, delta: piece }] });
    const streamed = sse(
      delta({ role: "assistant", content: "" }),
      delta({ reasoning_content: "other thoughts" }),
      delta({ content: "Hello " }),
      delta({ content: "안녕" }),
      delta({ tool_calls: [{ index: 0, function: { name: "weather", arguments: '{"city":' } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '"서울"}' } }] }),
    );
    expect(answerText(whole)).toBe(`Hello 안녕\n\n${toldCall}`);
    expect(answerText(streamed)).toBe(answerText(whole));
  });

  it("of Anthropic's messages is the same whole and streamed", () => {
    const whole = JSON.stringify({
      id: "msg_1",
      type: "message",
      role: "assistant",
      content: [
        { type: "thinking", thinking: "hm" },
        { type: "text", text: "Hi" },
        { type: "tool_use", id: "t", name: "weather", input: { city: "서울" } },
      ],
    });
    const streamed = [
      { type: "message_start", message: { role: "assistant", content: [] } },
      { type: "content_block_start", index: 1, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 1, delta: { type: "text_delta", text: "Hi" } },
      { type: "content_block_start", index: 2, content_block: { type: "tool_use", name: "weather", input: {} } },
      { type: "content_block_delta", index: 2, delta: { type: "input_json_delta", partial_json: '{"city": ' } },
      { type: "content_block_delta", index: 2, delta: { type: "input_json_delta", partial_json: '"서울"}' } },
    ]
      .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
      .join("");
    expect(answerText(whole)).toBe(`Hi\n\n${toldCall}`);
    expect(answerText(streamed)).toBe(answerText(whole));
  });

  it("of a Responses stream is what its last event holds, and its deltas when that one is missing", () => {
    const output = [
      { type: "message", content: [{ type: "output_text", text: "Hello" }] },
      { type: "function_call", ...call },
    ];
    const deltas = [
      { type: "response.created", response: { output: [] } },
      { type: "response.output_text.delta", output_index: 0, delta: "Hel" },
      { type: "response.output_text.delta", output_index: 0, delta: "lo" },
    ];
    const whole = answerText(JSON.stringify({ id: "r", object: "response", output }));
    expect(whole).toBe(`Hello\n\n${toldCall}`);
    expect(answerText(sse(...deltas, { type: "response.completed", response: { output } }))).toBe(whole);
    expect(answerText(sse(...deltas))).toBe("Hello");
  });

  it("of Ollama's lines and of completions is what was written", () => {
    const chat = (content: string): object => ({ model: "m", message: { role: "assistant", content }, done: false });
    expect(answerText(lines(chat("Hel"), chat("lo"), { model: "m", done: true }))).toBe("Hello");
    expect(answerText(lines({ response: "Hel" }, { response: "lo", done: true }))).toBe("Hello");
    expect(answerText(JSON.stringify({ choices: [{ index: 0, text: "Hello" }] }))).toBe("Hello");
  });

  it("of an error is its words, in any dialect", () => {
    expect(answerText('{"error":{"message":"too many","code":"429"}}')).toBe("too many");
    expect(answerText('{"error":"too many"}')).toBe("too many");
    expect(answerText('event: error\ndata: {"type":"error","error":{"message":"too many"}}\n\n')).toBe("too many");
  });

  it("of vectors tells each by length and digest, so that equal texts are equal vectors", () => {
    const of = (last: number): string | null =>
      answerText(JSON.stringify({ data: [{ index: 0, embedding: [0.5, 1, 2, 3, 4, last] }], model: "e" }));
    expect(of(5)).toMatch(/^0: \[0.5, 1, 2, 3, …\] × 6 \([0-9a-f]{12}\)$/);
    expect(of(6)).not.toBe(of(5));
    expect(answerText('{"data":[{"embedding":"AACAPw=="}]}')).toMatch(/^0: base64 \(/);
  });

  it("of other answers is their JSON without what differs each time; of sound there is none", () => {
    const rerank = (id: string): string => JSON.stringify({ id, results: [{ index: 1, relevance_score: 0.5 }] });
    expect(answerText(rerank("a"))).toBe(answerText(rerank("b")));
    expect(answerText("ID3\0\0\uFFFD\uFFFD")).toBeNull();
  });

  it("of a cut body is what is there of it", () => {
    const whole = sse({ choices: [{ delta: { content: "Hello" } }] }, { choices: [{ delta: { content: " you" } }] });
    expect(answerText(whole.slice(0, -30))).toBe("Hello");
    expect(answerText('{"choices":[{"message":{"content":"Hel')).toBe('{"choices":[{"message":{"content":"Hel');
  });
});
