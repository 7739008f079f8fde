import { describe, expect, it } from "vitest";
import { SseFramer } from "../../upstream/sse-framer.ts";
import type { StreamTap, StreamTapOptions } from "../provider.ts";
import { openStreamTap } from "./decode-stream.ts";

function chunk(
  delta: Record<string, unknown>,
  extra: Record<string, unknown> = {},
  finish: string | null = null,
): string {
  return JSON.stringify({
    id: "c1",
    model: "up/model",
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...extra,
  });
}

const role = chunk({ role: "assistant", content: "" });
const usageChunk = JSON.stringify({
  id: "c1",
  model: "up/model",
  choices: [],
  usage: { prompt_tokens: 11, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 }, cost: 0.000123 },
});
const shown: StreamTapOptions = { shownModel: "alias", hidesUsage: true };

function run(
  events: readonly string[],
  options: StreamTapOptions = shown,
  cutEvery?: number,
): { tap: StreamTap; text: string } {
  const tap = openStreamTap(options);
  const framer = new SseFramer(1 << 20);
  const bytes = Buffer.from(
    events.map((data) => (data.startsWith(":") ? `${data}\n\n` : `data: ${data}\n\n`)).join(""),
  );
  let text = "";
  const step = cutEvery ?? bytes.length;
  for (let at = 0; at < bytes.length; at += step) {
    const whole = framer.push(bytes.subarray(at, at + step));
    if (whole !== null) text += tap.feed(whole).toString();
  }
  return { tap, text };
}

describe("openStreamTap", () => {
  const whole = [
    role,
    chunk({ content: "안녕" }),
    chunk({ content: " 🙂" }),
    chunk({}, {}, "stop"),
    usageChunk,
    "[DONE]",
  ];

  it("shows the alias, hides the usage the client did not ask for, and still reads it, in any split", () => {
    for (const cutEvery of [1, 2, 3, 7, 64, 10_000]) {
      const { tap, text } = run(whole, shown, cutEvery);
      expect(text).not.toContain("up/model");
      expect(text.match(/"model":"alias"/g)).toHaveLength(4);
      expect(text).toContain("안녕");
      expect(text).not.toContain("usage");
      expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
      expect(tap).toMatchObject({
        hasStarted: true,
        hasContent: true,
        isComplete: true,
        error: null,
      });
      expect(tap.end()).toHaveLength(0);
      expect(tap.usage).toMatchObject({
        promptTokens: 11,
        completionTokens: 3,
        cachedTokens: 4,
        reportedCostUsd: "0.000123",
      });
    }
  });

  it("relays untouched bytes when nothing has to change", () => {
    const text = whole.map((data) => `data: ${data}\n\n`).join("");
    expect(run(whole, { shownModel: null, hidesUsage: false }).text).toBe(text);
  });

  it("does not restamp a model's name inside the content", () => {
    const quoted = chunk({ content: 'say "model":"up/model" now' });
    expect(run([role, quoted, "[DONE]"]).text).toContain('say \\"model\\":\\"up/model\\" now');
  });

  it("does not start before an event a client can use", () => {
    const { tap, text } = run([": OPENROUTER PROCESSING", ": OPENROUTER PROCESSING"]);
    expect(text).toBe("");
    expect(tap.hasStarted).toBe(false);
  });

  it("takes an error event with its own status, before and after content", () => {
    const error = JSON.stringify({ error: { code: 502, message: "boom" } });
    expect(run([error]).tap.error).toMatchObject({ status: 502, text: "boom" });
    const { tap, text } = run([role, chunk({ content: "par" }), error, chunk({ content: "never" })]);
    expect(tap.error).toMatchObject({ status: 502 });
    expect(text).toContain("par");
    expect(text).not.toContain("never");
    expect(text).not.toContain("boom");
  });

  it("drops one broken event and goes on, but gives up after four in a row", () => {
    const one = run([role, chunk({ content: "a" }), '{"broken', chunk({ content: "b" }), "[DONE]"]);
    expect(one.tap).toMatchObject({ malformedEvents: 1, error: null, isComplete: true });
    expect(one.text).not.toContain("broken");
    const four = run([role, chunk({ content: "a" }), "{x", "{x", "{x", "{x"]);
    expect(four.tap.error).toMatchObject({ code: "upstream_invalid_response" });
  });

  it("fails at once when the very first event is broken, because a fallback loses nothing yet", () => {
    expect(run(["<html>"]).tap.error).toMatchObject({ code: "upstream_invalid_response" });
  });

  it("knows a stream that only stopped from one that ended", () => {
    expect(run([role, chunk({ content: "a" })]).tap.isComplete).toBe(false);
    expect(run([role, chunk({ content: "a" }, {}, "length")]).tap.isComplete).toBe(true);
  });

  it("sees a tool call as content", () => {
    expect(
      run([role, chunk({ tool_calls: [{ index: 0, function: { name: "f", arguments: "" } }] })]).tap.hasContent,
    ).toBe(true);
  });

  it("reads servers that write a space after each colon", () => {
    const spaced = whole.map((data) =>
      data === "[DONE]" ? data : JSON.stringify(JSON.parse(data), null, 1).replaceAll(/\n\s*/g, " "),
    );
    const { tap, text } = run(spaced);
    expect(text).not.toContain("up/model");
    expect(tap.usage.promptTokens).toBe(11);
    expect(tap.isComplete).toBe(true);
  });
});
