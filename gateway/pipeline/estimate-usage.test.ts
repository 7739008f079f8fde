/** Estimated tokens: only what is missing, from every dialect's answer, and never twice. */
import { describe, expect, it } from "vitest";
import { unknownUsage } from "../contract/usage.ts";
import { estimateUsage } from "./estimate-usage.ts";

const asked = { model: "m", messages: [{ role: "user", content: "hello" }] };
const said = "0123456789".repeat(7); // 20 tokens

function completion(
  operation: "chat" | "messages" | "responses" | "ollama_chat",
  text: string,
  totalBytes?: number,
): number | null {
  const kept = Buffer.from(text);
  const answer = { kept, totalBytes: totalBytes ?? kept.length };
  return estimateUsage(operation, asked, unknownUsage, answer).completionTokens;
}

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

describe("an estimate of what was said", () => {
  it.each([
    ["a chat answer", "chat", JSON.stringify({ choices: [{ message: { role: "assistant", content: said } }] })],
    ["a chat stream", "chat", event({ choices: [{ delta: { content: said } }] }) + "data: [DONE]\n\n"],
    ["reasoning in a chat stream", "chat", event({ choices: [{ delta: { reasoning_content: said } }] })],
    [
      "a tool's arguments",
      "chat",
      event({ choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: said } }] } }] }),
    ],
    [
      "a Messages stream",
      "messages",
      `event: content_block_delta\n${event({ type: "content_block_delta", delta: { type: "text_delta", text: said } })}`,
    ],
    [
      "thinking in a Messages stream",
      "messages",
      event({ type: "content_block_delta", delta: { type: "thinking_delta", thinking: said } }),
    ],
    [
      "a Responses stream, which repeats its text at the end",
      "responses",
      event({ type: "response.output_text.delta", delta: said }) +
        event({ type: "response.output_text.done", text: said }),
    ],
    [
      "Ollama's lines",
      "ollama_chat",
      `${JSON.stringify({ message: { role: "assistant", content: said } })}\n${JSON.stringify({ done: true })}\n`,
    ],
  ] as const)("counts %s", (_name, operation, text) => {
    expect(completion(operation, text)).toBe(20);
  });

  it("takes what was not kept to be like what was", () => {
    const text = event({ choices: [{ delta: { content: said } }] });
    expect(completion("chat", text, text.length * 10)).toBe(200);
  });

  it("passes over an event that was cut off", () => {
    const text = event({ choices: [{ delta: { content: said } }] });
    const kept = Buffer.from(`${text}data: {"choices":[{"delta":{"content":"lost`);
    const usage = estimateUsage("chat", asked, unknownUsage, { kept, totalBytes: text.length });
    expect(usage.completionTokens).toBeLessThanOrEqual(20);
  });
});

describe("an estimate", () => {
  it("leaves alone what was reported", () => {
    const reported = { ...unknownUsage, promptTokens: 0, completionTokens: 0 };
    expect(estimateUsage("chat", asked, reported, { kept: Buffer.from("{}"), totalBytes: 2 })).toBe(reported);
    const half = { ...unknownUsage, promptTokens: 7, cachedTokens: 3 };
    expect(
      estimateUsage("chat", asked, half, {
        kept: Buffer.from(event({ choices: [{ delta: { content: said } }] })),
        totalBytes: 1,
      }),
    ).toMatchObject({
      promptTokens: 7,
      cachedTokens: 3,
      isEstimate: true,
    });
  });

  it("is unknown for a prompt that nobody can read and an answer of which nothing was kept", () => {
    const usage = estimateUsage("chat", { messages: 7 }, unknownUsage, { kept: null, totalBytes: 0 });
    expect(usage).toMatchObject({ promptTokens: null, completionTokens: null });
  });
});
