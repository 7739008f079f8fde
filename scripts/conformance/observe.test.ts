/** An answer becomes comparable facts: what differs by chance is gone, what a client sees is there. */
import { describe, expect, it } from "vitest";
import { observe } from "./observe.ts";
import type { Received } from "./send.ts";

function received(body: unknown, type = "application/json", status = 200): Received {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: { "content-type": type }, body: Buffer.from(text), isBroken: false };
}

describe("observe", () => {
  it("takes ids and times by their type, other values as they are, and null as absent", () => {
    const facts = observe(received({ id: "x", created: 5, model: "m", usage: { total_tokens: 3 }, user: null }), []);
    expect(facts.get("body.id")).toBe("<id: string>");
    expect(facts.get("body.created")).toBe("<time: number>");
    expect(facts.get("body.model")).toBe('"m"');
    expect(facts.get("body.usage.total_tokens")).toBe("3");
    expect(facts.has("body.user")).toBe(false);
  });

  it("keeps of an error's message what clients match on", () => {
    const message = "litellm.RateLimitError: OpenAIException - Rate limit reached for model. Received Model Group=x";
    const facts = observe(received({ error: { message, type: "throttling_error", code: "429" } }, undefined, 429), []);
    expect(facts.get("error.class")).toBe("RateLimitError");
    expect(facts.get("error.says")).toBe("Rate limit reached");
    expect(facts.get("body.error.type")).toBe('"throttling_error"');
    expect(facts.has("body.error.message")).toBe(false);
  });

  it("puts a chat stream together", () => {
    const chunk = (delta: unknown, finish: string | null = null): string =>
      `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    const call = (more: unknown): unknown => ({ tool_calls: [{ index: 0, ...(more as object) }] });
    const text =
      chunk({ role: "assistant", content: "Hel" }) +
      chunk({ content: "lo" }) +
      chunk(call({ id: "call_1", function: { name: "w", arguments: '{"a"' } })) +
      chunk(call({ function: { arguments: ":1}" } })) +
      chunk({}, "tool_calls") +
      "data: [DONE]\n\n";
    const facts = observe(received(text, "text/event-stream"), []);
    expect(facts.get("stream.kinds")).toBe("role content tool finish");
    expect(facts.get("stream.content")).toBe('"Hello"');
    expect(facts.get("stream.calls[0].arguments")).toBe(JSON.stringify('{"a":1}'));
    expect(facts.get("stream.finish")).toBe('"tool_calls"');
    expect(facts.get("stream.end")).toBe("[DONE]");
  });

  it("puts a Messages stream together, and an error at its end is seen", () => {
    const events = [
      { type: "message_start", message: { role: "assistant", usage: { input_tokens: 3 } } },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hi" } },
      { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    ];
    const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
    const facts = observe(received(text, "text/event-stream"), []);
    expect(facts.get("stream.kinds")).toBe("message_start content_block_start text content_block_delta error");
    expect(facts.get("stream.content")).toBe('"Hi"');
    expect(facts.get("stream.frame.usage.input_tokens")).toBe("3");
    expect(facts.get("stream.end")).toBe("error (event: error)");
    expect(facts.get("stream.error.says")).toBe("Overloaded");
  });

  it("knows models of a list by name, and their order as a fact", () => {
    const model = (id: string): object => ({ id, object: "model", owned_by: "openai" });
    const facts = observe(received({ data: [model("b"), model("a")] }), []);
    expect(facts.get("body.data[a].owned_by")).toBe('"openai"');
    expect(facts.get("body.data.order")).toBe("b a");
  });

  it("tells what reached the upstream without its port, and leaves out what LiteLLM asks on the side", () => {
    const call = (method: string, path: string, body: string | object) => ({
      method,
      path,
      auth: "authorization: Bearer k",
      headers: {},
      body: body as string,
    });
    const facts = observe(received({}), [
      call("POST", "/api/show", { name: "x" }),
      call("POST", "/v1/chat/completions", "http://127.0.0.1:4567/v1"),
    ]);
    expect(facts.get("upstream.count")).toBe("1");
    expect(facts.get("upstream[0].path")).toBe("POST /v1/chat/completions");
    expect(facts.get("upstream[0].body")).toBe('"http://<upstream>/v1"');
  });
});
