/**
 * What Claude Code sends, written by hand from its documented traffic, must convert without loss; and what the encoder
 * writes must be read by the official SDK, over a real socket.
 *
 * @source https://code.claude.com/docs/en/llm-gateway-protocol and published captures of Claude Code 2.1
 */
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Anthropic, { APIError } from "@anthropic-ai/sdk";
import { afterEach, describe, expect, it } from "vitest";
import { isRecord } from "../../base/json-shape.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { GatewayError } from "../../contract/errors.ts";
import { unknownUsage } from "../../contract/usage.ts";
import { anthropicMessages } from "./anthropic-messages.ts";

const folder = join(import.meta.dirname, "__fixtures__", "claude-code");

function bodyOf(name: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  if (!isRecord(parsed) || !isRecord(parsed["body"])) throw new Error(`${name} holds no body`);
  return parsed["body"];
}

describe("Claude Code's requests", () => {
  it.each(readdirSync(folder).map((file) => file.replace(".json", "")))("%s passes the check", (name) => {
    const body = bodyOf(name);
    expect(() => anthropicMessages.check(name === "count-tokens" ? { max_tokens: 1, ...body } : body)).not.toThrow();
  });

  it("first-turn: the attribution line stays Anthropic's, system blocks keep their cache marks, long schemas and beta fields stay whole", () => {
    const body = bodyOf("first-turn");
    const read = anthropicMessages.toConversation(body);
    expect(read.messages.map(({ role }) => role)).toEqual(["system", "user"]);
    expect(read.messages[0]?.parts[0]).toMatchObject({ type: "opaque", family: "anthropic" });
    expect(read.messages[0]?.parts[2]).toMatchObject({
      cacheControl: { type: "ephemeral", ttl: "1h", scope: "global" },
    });
    const tools = body["tools"] as readonly Record<string, unknown>[]; // the fixture's own list
    expect(read.tools.map(({ kind }) => kind)).toEqual(["function", "function", "function", "native", "function"]);
    expect(read.tools[0]).toEqual({
      kind: "function",
      name: "Bash",
      description: tools[0]?.["description"],
      parameters: tools[0]?.["input_schema"],
    });
    expect(read.tools[2]).toMatchObject({ extra: { defer_loading: true, input_examples: [{}] } });
    expect(read.reasoning).toEqual({ effort: "medium", budgetTokens: null, mode: "adaptive", summary: null });
    expect(read.extra).toEqual({
      context_management: { edits: [{ type: "clear_thinking_20251015", keep: "all" }] },
      thinking: { type: "adaptive", display: "summarized" },
    });
    expect(read.user).toMatch(/^user_.*_session_/);
    expect(read.sampling.maxTokens).toBe(32_000);
    expect(read.isStream).toBe(true);
  });

  it("tool-loop: signatures, redacted thinking, images and errors in tool results, empty results", () => {
    const { messages, ...read } = anthropicMessages.toConversation(bodyOf("tool-loop"));
    const [, , turn, results, again, empty] = messages;
    expect(turn?.parts.map(({ type }) => type)).toEqual(["reasoning", "text", "tool_call", "tool_call"]);
    expect(turn?.parts[0]).toMatchObject({ signature: expect.stringMatching(/^EqQB/) as unknown });
    expect(turn?.parts[3]).toMatchObject({ arguments: '{"command":"npm test 2>&1 | tail -5","timeout":120000}' });
    expect(results?.parts[0]).toMatchObject({ callId: "toolu_01A", parts: [{ type: "image" }], isError: false });
    expect(results?.parts[1]).toMatchObject({ callId: "toolu_01B", parts: [{ type: "text" }], isError: true });
    expect(again?.parts[0]).toMatchObject({ type: "reasoning", redacted: expect.any(String) as unknown });
    expect(empty?.parts[0]).toMatchObject({ callId: "toolu_01C", parts: [] });
    expect(read.reasoning).toMatchObject({ mode: "on", budgetTokens: 31_999 });
    expect(read.toolChoice).toEqual({ kind: "auto" });
    expect(read.parallelToolCalls).toBe(true);
  });

  it("web-search: documents of every kind, server tools and their results, citations", () => {
    const { messages, ...read } = anthropicMessages.toConversation(bodyOf("web-search"));
    expect(messages[1]?.parts).toMatchObject([
      { type: "document", source: { kind: "base64", mediaType: "application/pdf" }, title: "Price list" },
      { type: "document", source: { kind: "text", text: "chunk one\nchunk two" }, extra: { source: {} } },
      { type: "document", source: { kind: "text", text: "plain notes" } },
      { type: "document", source: { kind: "text" }, extra: { type: "search_result" } },
      { type: "image", source: { kind: "url" } },
      { type: "image", source: { kind: "file" } },
      { type: "text" },
    ]);
    expect(messages[2]?.parts).toMatchObject([
      { type: "opaque", family: "anthropic", value: { type: "server_tool_use" } },
      { type: "opaque", family: "anthropic", value: { type: "web_search_tool_result" } },
      { type: "text", citations: [{ type: "web_search_result_location" }] },
    ]);
    expect(read.toolChoice).toEqual({ kind: "tool", name: "web_search" });
    expect(read.sampling).toMatchObject({ stop: ["</done>"], topK: 40 });
    expect(read.reasoning).toMatchObject({ mode: "off" });
    expect(Object.keys(read.extra).toSorted()).toEqual(["container", "mcp_servers", "service_tier"]);
  });

  it("session-title: a JSON schema for the answer", () => {
    const read = anthropicMessages.toConversation(bodyOf("session-title"));
    expect(read.responseFormat).toMatchObject({ kind: "schema", schema: { required: ["title"] } });
    expect(read.extra).toEqual({});
  });
});

const context = {
  requestId: "01test",
  model: "my-alias",
  createdAt: 0,
  wantsUsage: true,
  mergesReasoning: false,
  fields: {},
};
const usage = { ...unknownUsage, promptTokens: 20, completionTokens: 30, cachedTokens: 8, reasoningTokens: 5 };

/** What an upstream of another dialect may say in one answer. */
const script: readonly AnswerEvent[] = [
  { type: "start", id: null, model: "upstream" },
  { type: "reasoning", choice: 0, text: "I look " },
  { type: "reasoning", choice: 0, text: "first." },
  { type: "reasoning_signature", choice: 0, signature: "sig" },
  { type: "redacted_reasoning", choice: 0, data: "hidden" },
  { type: "text", choice: 0, text: "두 파일을 " },
  { type: "text", choice: 0, text: 'read "both"\n' },
  { type: "tool_call", choice: 0, call: 0, id: "call_a", name: "Read" },
  { type: "tool_arguments", choice: 0, call: 0, text: '{"file_path":' },
  { type: "tool_arguments", choice: 0, call: 0, text: '"/a b.ts"}' },
  { type: "tool_call", choice: 0, call: 1, id: "call_b", name: "TodoWrite" },
  { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
  { type: "usage", usage },
];

let server: Server | null = null;

async function clientFor(reply: string, status = 200, type = "text/event-stream"): Promise<Anthropic> {
  const started = createServer((_request, response) => {
    response.writeHead(status, { "content-type": type });
    const bytes = Buffer.from(reply);
    for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
    response.end();
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const { port } = started.address() as AddressInfo; // a TCP server has one
  return new Anthropic({ apiKey: "sk-test", baseURL: `http://127.0.0.1:${port}`, maxRetries: 0 });
}

afterEach(() => {
  server?.close();
  server = null;
});

const ask = { model: "my-alias", max_tokens: 100, messages: [{ role: "user" as const, content: "hi" }] };

describe("Anthropic's own SDK", () => {
  it("reads a streamed answer whole: thinking, text, calls, stop reason, usage", async () => {
    const encoder = anthropicMessages.openEncoder(context);
    let bytes = "";
    for (const event of script) bytes += encoder.encode([event]) + (anthropicMessages.ping ?? "");
    const client = await clientFor(bytes + encoder.end());
    const stream = client.messages.stream(ask);
    const heard: string[] = [];
    stream.on("text", (text) => heard.push(text));
    const message = await stream.finalMessage();
    expect(heard).toEqual(["두 파일을 ", 'read "both"\n']);
    expect(message).toMatchObject({
      id: "msg_01test",
      model: "my-alias",
      role: "assistant",
      stop_reason: "tool_use",
      stop_sequence: null,
      content: [
        { type: "thinking", thinking: "I look first.", signature: "sig" },
        { type: "redacted_thinking", data: "hidden" },
        { type: "text", text: '두 파일을 read "both"\n' },
        { type: "tool_use", id: "call_a", name: "Read", input: { file_path: "/a b.ts" } },
        { type: "tool_use", id: "call_b", name: "TodoWrite", input: {} },
      ],
      usage: { input_tokens: 12, output_tokens: 30, cache_read_input_tokens: 8 },
    });
  });

  it("reads calls whose arguments came interleaved as the calls they are", async () => {
    const encoder = anthropicMessages.openEncoder(context);
    const bytes = encoder.encode([
      { type: "start", id: "m1", model: null },
      { type: "tool_call", choice: 0, call: 0, id: "a", name: "one" },
      { type: "tool_call", choice: 0, call: 1, id: "b", name: "two" },
      { type: "tool_arguments", choice: 0, call: 1, text: '{"n":' },
      { type: "tool_arguments", choice: 0, call: 0, text: '{"n":1}' },
      { type: "tool_arguments", choice: 0, call: 1, text: "2}" },
      { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
    ]);
    const client = await clientFor(bytes + encoder.end());
    const message = await client.messages.stream(ask).finalMessage();
    expect(message.content).toMatchObject([
      { id: "a", name: "one", input: { n: 1 } },
      { id: "b", name: "two", input: { n: 2 } },
    ]);
  });

  it("hears of a stream that broke, with the words and the type of the failure", async () => {
    const encoder = anthropicMessages.openEncoder(context);
    const failure = new GatewayError("upstream_unavailable", { message: "Overloaded", status: 529, hint: "Wait." });
    const client = await clientFor(encoder.encode(script.slice(0, 9)) + encoder.fail(failure));
    const error: unknown = await client.messages
      .stream(ask)
      .finalMessage()
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(APIError);
    expect(String(error)).toContain("Overloaded");
    expect(String(error)).toContain("overloaded_error");
    expect(String(error)).toContain("Wait.");
  });

  it("reads a whole answer and a refusal before the answer", async () => {
    const answer = anthropicMessages.renderAnswer(
      {
        id: null,
        model: null,
        choices: [
          { index: 0, parts: [{ type: "text", text: "안녕" }], finish: "length", stopSequence: null, logprobs: null },
        ],
        usage,
      },
      context,
    );
    const client = await clientFor(answer, 200, "application/json");
    const message = await client.messages.create(ask);
    expect(message).toMatchObject({ content: [{ text: "안녕" }], stop_reason: "max_tokens" });
    server?.close();
    const refusal = new GatewayError("no_healthy_deployment", { message: "All are resting.", hint: "Add one." });
    const refused = await clientFor(anthropicMessages.errorBody(refusal, null), 429, "application/json");
    const error: unknown = await refused.messages.create(ask).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ status: 429, type: "rate_limit_error", apiMessage: "All are resting." });
    expect(String(error)).toContain("Add one.");
  });
});
