import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import OpenAI from "openai";
import { ResponseStream } from "openai/lib/responses/ResponseStream";
import { afterEach, describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../contract/answer.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { RenderContext } from "../client-dialect.ts";
import { openaiResponses } from "./openai-responses.ts";
import { codexRequest } from "./__fixtures__/codex-request.ts";

const firstTurn = codexRequest("first-turn");

const usage = {
  promptTokens: 1200,
  completionTokens: 80,
  cachedTokens: 1024,
  cacheWriteTokens: null,
  reasoningTokens: 32,
  reportedCostUsd: null,
};

function context(own: Partial<RenderContext> = {}): RenderContext {
  return {
    requestId: "01req",
    model: "codex",
    createdAt: 1_764_000_000,
    wantsUsage: false,
    mergesReasoning: false,
    fields: firstTurn,
    ...own,
  };
}

const patch = "*** Begin Patch\n*** Add File: 인사.txt\n+안녕 🙂\n*** End Patch\n";

/** What a model behind another dialect answers to Codex: thinking with its proof, a text, parallel calls of three kinds. */
const turn: readonly AnswerEvent[] = [
  { type: "start", id: "chatcmpl-1", model: "qwen" },
  { type: "reasoning", choice: 0, text: "I read the " },
  { type: "reasoning", choice: 0, text: "files." },
  { type: "reasoning_signature", choice: 0, signature: "EqQBsig" },
  { type: "text", choice: 0, text: "I look " },
  { type: "text", choice: 0, text: "first. 🙂" },
  { type: "tool_call", choice: 0, call: 0, id: "call_a", name: "shell_command" },
  { type: "tool_arguments", choice: 0, call: 0, text: '{"command":' },
  { type: "tool_call", choice: 0, call: 1, id: "call_b", name: "apply_patch" },
  { type: "tool_arguments", choice: 0, call: 1, text: JSON.stringify({ input: patch }).slice(0, 20) },
  { type: "tool_arguments", choice: 0, call: 0, text: '"ls"}' },
  { type: "tool_arguments", choice: 0, call: 1, text: JSON.stringify({ input: patch }).slice(20) },
  { type: "tool_call", choice: 0, call: 2, id: "call_c", name: "mcp__docs__search", signature: "gem-sig" },
  { type: "tool_arguments", choice: 0, call: 2, text: '{"query":"x"}' },
  { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
  { type: "usage", usage },
];

function encoded(events: readonly AnswerEvent[], own: Partial<RenderContext> = {}): string {
  const encoder = openaiResponses.openEncoder(context(own));
  return encoder.encode(events) + encoder.end();
}

let server: Server | null = null;

/** Answers every call with this stream, in pieces of `size` bytes, as a slow network would. */
async function serve(body: string, size: number): Promise<OpenAI> {
  const opened = createServer((_request, response) => {
    response.writeHead(200, { "content-type": openaiResponses.streamContentType });
    const bytes = Buffer.from(body);
    for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
    response.end();
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  const { port } = opened.address() as AddressInfo; // listening on a port, not a pipe
  return new OpenAI({ baseURL: `http://127.0.0.1:${port}/v1`, apiKey: "sk-1", maxRetries: 0 });
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

const request = { model: "codex", input: "hi" } as const;

describe("the official SDK on a translated stream", () => {
  it("accumulates reasoning, text and parallel calls of every kind from responses.stream", async () => {
    const client = await serve(encoded(turn), 61);
    const response = await client.responses.stream(request).finalResponse();
    expect(response.status).toBe("completed");
    expect(response.id).toBe("resp_01req");
    expect(response.model).toBe("codex");
    expect(response.output_text).toBe("I look first. 🙂");
    expect(response.output.map(({ type }) => type)).toEqual([
      "reasoning",
      "message",
      "function_call",
      "custom_tool_call",
      "reasoning",
      "function_call",
    ]);
    expect(response.output[0]).toMatchObject({
      summary: [{ type: "summary_text", text: "I read the files." }],
      encrypted_content: "EqQBsig",
    });
    expect(response.output[2]).toMatchObject({
      call_id: "call_a",
      name: "shell_command",
      arguments: '{"command":"ls"}',
    });
    expect(response.output[3]).toMatchObject({ call_id: "call_b", name: "apply_patch", input: patch });
    expect(response.output[5]).toMatchObject({ call_id: "call_c", name: "search", namespace: "mcp__docs__" });
    expect(response.usage).toEqual({
      input_tokens: 1200,
      input_tokens_details: { cached_tokens: 1024 },
      output_tokens: 80,
      output_tokens_details: { reasoning_tokens: 32 },
      total_tokens: 1280,
    });
  });

  it("yields events from responses.create whose numbers rise by one", async () => {
    const client = await serve(encoded(turn), 7);
    const numbers: number[] = [];
    let last = "";
    for await (const event of await client.responses.create({ ...request, stream: true })) {
      numbers.push(event.sequence_number);
      last = event.type;
    }
    expect(numbers).toEqual(numbers.map((_number, index) => index));
    expect(last).toBe("response.completed");
  });

  it("throws the provider's words when the stream breaks, after what had come", async () => {
    const encoder = openaiResponses.openEncoder(context());
    const broken =
      encoder.encode(turn.slice(0, 8)) +
      encoder.fail(new GatewayError("upstream_rate_limit", { message: "litellm.RateLimitError: slow down" }));
    const client = await serve(broken, 100);
    const types: string[] = [];
    let text = "";
    const read = async (): Promise<void> => {
      for await (const event of await client.responses.create({ ...request, stream: true })) {
        types.push(event.type);
        if (event.type === "response.output_text.delta") text += event.delta;
        if (event.type === "response.failed") {
          expect(event.response.error).toEqual({
            code: "rate_limit_exceeded",
            message: "litellm.RateLimitError: slow down",
          });
        }
      }
    };
    await expect(read()).rejects.toThrow("slow down");
    expect(text).toBe("I look first. 🙂");
    expect(types.at(-1)).toBe("response.failed");
    expect(types).not.toContain("response.completed");
  });

  it("throws on the event that ends a relayed stream", async () => {
    const error = new GatewayError("upstream_disconnected", { message: "the provider left" });
    const opening = encoded(turn).split("\n\n").slice(0, 3).join("\n\n");
    const client = await serve(`${opening}\n\n${openaiResponses.errorEvent(error, null)}`, 100);
    await expect(client.responses.stream(request).finalResponse()).rejects.toThrow("the provider left");
  });

  it("parses structured output out of a translated answer", async () => {
    const body = openaiResponses.renderAnswer(
      {
        id: null,
        model: null,
        usage,
        choices: [
          { index: 0, parts: [{ type: "text", text: '{"a":1}' }], finish: "stop", stopSequence: null, logprobs: null },
        ],
      },
      context(),
    );
    const client = await serve(body, 1000);
    server?.removeAllListeners("request");
    server?.on("request", (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(body);
    });
    const format = { type: "json_schema", name: "x", schema: { type: "object" } } as const;
    const response = await client.responses.create({ ...request, text: { format } });
    expect(response.output_text).toBe('{"a":1}');
    expect(response.usage?.input_tokens_details.cached_tokens).toBe(1024);
  });
});

const word = fc.string({ unit: "grapheme", maxLength: 12 });
const content: fc.Arbitrary<AnswerEvent> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), choice: fc.constant(0), text: word }),
  fc.record({
    type: fc.constant("text" as const),
    choice: fc.constant(0),
    text: word,
    logprobs: fc.constant({ content: [{ token: "a", logprob: -1, bytes: [97], top_logprobs: [] }], refusal: null }),
  }),
  fc.record({ type: fc.constant("reasoning" as const), choice: fc.constant(0), text: word }),
  fc.record({ type: fc.constant("reasoning_signature" as const), choice: fc.constant(0), signature: word }),
  fc.record({ type: fc.constant("redacted_reasoning" as const), choice: fc.constant(0), data: word }),
  fc.record({ type: fc.constant("refusal" as const), choice: fc.constant(0), text: word }),
  fc.record({
    type: fc.constant("citation" as const),
    choice: fc.constant(0),
    value: fc.oneof(fc.constant({ type: "web_search_result_location", url: "https://a.b/" }), fc.jsonValue()),
  }),
  fc.record({
    type: fc.constant("tool_arguments" as const),
    choice: fc.constant(0),
    call: fc.nat(3),
    text: fc.oneof(
      word,
      fc.constantFrom('{"input":"x"}', '{"command":["ls"]}', '{"operation":{"type":"delete_file","path":"a"}}'),
    ),
  }),
  fc.record({
    type: fc.constant("opaque" as const),
    choice: fc.constant(0),
    family: fc.constantFrom("responses" as const, "anthropic" as const),
    value: fc.constant({ type: "web_search_call", status: "completed", action: { type: "search", query: "q" } }),
  }),
);

const tools = [
  { type: "function", name: "f", parameters: null, strict: null },
  { type: "custom", name: "c" },
  { type: "local_shell" },
  { type: "shell" },
  { type: "apply_patch" },
];
const names = fc.constantFrom("f", "c", "local_shell", "shell", "apply_patch", "unknown");
const reasons = fc.constantFrom("stop" as const, "length" as const, "tool_calls" as const, "content_filter" as const);

/** Calls open once each, in order, anywhere among the rest. */
const answers: fc.Arbitrary<readonly AnswerEvent[]> = fc
  .tuple(
    fc.array(content, { maxLength: 20 }),
    fc.array(fc.tuple(names, fc.nat(20), fc.boolean()), { maxLength: 4 }),
    reasons,
  )
  .map(([events, calls, reason]) => {
    const all = [...events];
    let from = 0;
    for (const [call, [name, place, isSigned]] of calls.entries()) {
      from = Math.min(all.length, Math.max(from, place));
      const signature = isSigned ? { signature: "sig" } : {};
      all.splice(from, 0, { type: "tool_call", choice: 0, call, id: `call_${call}`, name, ...signature });
      from++;
    }
    return [...all, { type: "finish", choice: 0, reason, stopSequence: null }, { type: "usage", usage }];
  });

/** The data of every event, one a line, as the SDK's reader of streams takes them. */
function lines(stream: string): ReadableStream {
  const data = stream
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => line.slice(6));
  return new Blob([data.map((line) => `${line}\n`).join("")]).stream();
}

describe("every event the encoder can write", () => {
  it("is accepted by the SDK's accumulator, which ends with the same response as the last event holds", async () => {
    await fc.assert(
      fc.asyncProperty(answers, fc.boolean(), async (events, mergesReasoning) => {
        const stream = encoded(events, { fields: { ...request, tools }, mergesReasoning });
        const seen: unknown[] = [];
        const runner = ResponseStream.fromReadableStream(lines(stream));
        runner.on("event", (event) => {
          if (event.type === "response.output_item.done") seen.push(event.item);
        });
        const final = await runner.finalResponse();
        expect(final.output.length).toBe(seen.length);
        for (const item of seen) expect(stream).toContain(JSON.stringify((item as { id: string }).id)); // every item has an id
        const text = events.flatMap((event) => (event.type === "text" ? [event.text] : [])).join("");
        if (!mergesReasoning) expect(final.output_text).toBe(text);
        const ended = final.status === "incomplete" ? "response.incomplete" : "response.completed";
        expect(stream).toContain(`event: ${ended}\n`);
      }),
      { numRuns: 300 },
    );
  });

  it("comes out the same however the answer's events are cut into runs", () => {
    fc.assert(
      fc.property(answers, fc.array(fc.nat(24), { maxLength: 5 }), (events, cuts) => {
        const whole = encoded(events, { fields: { tools } });
        const encoder = openaiResponses.openEncoder(context({ fields: { tools } }));
        let start = 0;
        let text = "";
        for (const cut of [...cuts.sort((left, right) => left - right), events.length]) {
          text += encoder.encode(events.slice(start, Math.max(start, cut)));
          start = Math.max(start, Math.min(cut, events.length));
        }
        expect(text + encoder.end()).toBe(whole);
      }),
    );
  });
});
