import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../contract/answer.ts";
import { noSampling, type Conversation, type Part } from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import { openaiResponses as dialect } from "../../dialects/openai-responses/openai-responses.ts";
import { testDeployment } from "./__fixtures__/test-deployment.ts";
import { openaiResponses } from "./responses-translate.ts";

const chat: Conversation = {
  messages: [{ role: "user", parts: [{ type: "text", text: "hi" }] }],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  sampling: noSampling,
  responseFormat: null,
  reasoning: null,
  user: null,
  isStream: false,
  family: "openai",
  extra: {},
};

function send(own: Partial<Conversation>, deployment = testDeployment("openai", { mode: "responses" })) {
  const { request, dropped } = openaiResponses.toRequest({
    deployment,
    upstreamModel: "gpt-5",
    conversation: { ...chat, ...own },
    dropParams: false,
    headers: {},
  });
  return { request, dropped, body: JSON.parse(String(request.body)) as Record<string, unknown> }; // our own body
}

describe("a conversation as a Responses request", () => {
  it("asks for the proof of reasoning only where reasoning is asked for, and never for storage", () => {
    expect(send({}).body).toMatchObject({ store: false });
    expect(send({}).body).not.toHaveProperty("include");
    const reasoning = { effort: null, budgetTokens: 1024, mode: "on", summary: null } as const;
    expect(send({ reasoning, family: "anthropic" }).body).toMatchObject({
      reasoning: { effort: "low", summary: "auto" },
      include: ["reasoning.encrypted_content"],
    });
    expect(
      send({ reasoning: { ...reasoning, budgetTokens: null, mode: "off" }, family: "anthropic" }).body,
    ).not.toHaveProperty("reasoning");
  });

  it("refuses by name what a chat client asks and the API lacks, and leaves it out for others", () => {
    const sampling = { ...noSampling, seed: 1, stop: ["x"], n: 1 };
    expect(() => send({ sampling })).toThrow(GatewayError);
    expect(() => send({ sampling })).toThrow(/\['stop', 'seed'\]/);
    expect(send({ sampling, family: "anthropic" }).dropped).toEqual(["stop", "seed"]);
    expect(send({ sampling: { ...noSampling, n: 1 } }).dropped).toEqual([]);
  });

  it("sends the deployment's own parameters in this API's words when the client did not say them", () => {
    const deployment = testDeployment("openai", {
      defaultParams: { max_tokens: 100, reasoning_effort: "high", temperature: 0.1 },
      extraBody: { service_tier: "flex" },
    });
    expect(send({}, deployment).body).toMatchObject({
      max_output_tokens: 100,
      reasoning: { effort: "high" },
      temperature: 0.1,
      service_tier: "flex",
    });
    const said = { ...noSampling, maxTokens: 7, temperature: 1 };
    expect(send({ sampling: said }, deployment).body).toMatchObject({ max_output_tokens: 7, temperature: 1 });
  });

  it("names every part it cannot express", () => {
    const { dropped, body } = send({
      family: "anthropic",
      messages: [
        { role: "user", name: "Kim", parts: [{ type: "text", text: "hi" }] },
        {
          role: "assistant",
          parts: [
            { type: "reasoning", text: "no proof" },
            { type: "opaque", family: "anthropic", value: { type: "server_tool_use" } },
            { type: "text", text: "ok" },
          ],
        },
        { role: "user", parts: [{ type: "tool_result", callId: "c1", parts: [], isError: true }] },
      ],
      tools: [{ kind: "native", family: "anthropic", value: { type: "computer_20250124" } }],
    });
    expect(dropped).toEqual([
      "messages[0].name",
      "messages[1].reasoning",
      "messages[1].opaque",
      "messages[2].is_error",
      "tools.computer_20250124",
    ]);
    expect(body["input"]).toEqual([
      { type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "ok" }] },
      { type: "function_call_output", call_id: "c1", output: "" },
    ]);
  });

  it("forces a tool in the words of its kind, and nothing where no tool is left", () => {
    const shell = {
      kind: "function",
      name: "shell",
      native: { family: "responses", value: { type: "shell" } },
    } as const;
    const patch = {
      ...shell,
      name: "p",
      native: { family: "responses", value: { type: "custom", name: "p" } },
    } as const;
    const plain = { kind: "function", name: "f" } as const;
    const forced = (name: string, of: Conversation["tools"]) =>
      send({ tools: of, toolChoice: { kind: "tool", name } }).body["tool_choice"];
    expect(forced("shell", [shell])).toEqual({ type: "shell" });
    expect(forced("p", [patch])).toEqual({ type: "custom", name: "p" });
    expect(forced("f", [plain])).toEqual({ type: "function", name: "f" });
    expect(send({ toolChoice: { kind: "required" } }).body).not.toHaveProperty("tool_choice");
    expect(send({ tools: [plain], toolChoice: { kind: "required" } }).body).toMatchObject({ tool_choice: "required" });
  });

  it("carries the key, the organisation and the base's own query", () => {
    const { request } = send(
      {},
      testDeployment("openai", { apiBase: "https://x.test/openai/v1?api-version=v1", organization: "org" }),
    );
    expect(request).toMatchObject({
      origin: "https://x.test",
      path: "/openai/v1/responses?api-version=v1",
      headers: { authorization: "Bearer sk-up-1", "openai-organization": "org" },
    });
  });
});

const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 });
const media = fc.oneof(
  fc.constant({ type: "input_image", image_url: "data:image/png;base64,iVBORw0KGgo=", detail: "low" }),
  fc.constant({ type: "input_image", image_url: "https://a.test/b.png" }),
  fc.constant({ type: "input_image", file_id: "file-1" }),
  fc.constant({ type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" }),
  fc.constant({ type: "input_file", file_url: "https://a.test/b.pdf" }),
  fc.constant({ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }),
  fc.constant({ type: "computer_screenshot", image_url: "https://a.test/c.png" }),
);
const said = fc.array(
  fc.oneof(
    word.map((text) => ({ type: "input_text", text })),
    media,
  ),
  { minLength: 1, maxLength: 3 },
);
const answered = fc.array(
  fc.oneof(
    word.map((text) => ({ type: "output_text", text })),
    word.map((refusal) => ({ type: "refusal", refusal })),
  ),
  { minLength: 1, maxLength: 2 },
);
const callId = fc.constantFrom("call_1", "call_2");
const item = fc.oneof(
  fc.record({ type: fc.constant("message"), role: fc.constantFrom("user", "developer"), content: said }),
  fc.record({
    type: fc.constant("message"),
    role: fc.constant("assistant"),
    content: answered,
    phase: fc.constantFrom("commentary", "final_answer"),
  }),
  fc.record({
    type: fc.constant("reasoning"),
    id: fc.constant("rs_1"),
    summary: word.map((text) => [{ type: "summary_text", text }]),
    encrypted_content: word,
  }),
  fc.record({
    type: fc.constant("function_call"),
    call_id: callId,
    name: fc.constant("f"),
    arguments: fc.json({ maxDepth: 1 }),
  }),
  fc.record({
    type: fc.constant("function_call"),
    call_id: callId,
    name: word,
    namespace: fc.constant("ns"),
    arguments: word,
  }),
  fc.record({ type: fc.constant("custom_tool_call"), call_id: callId, name: fc.constant("c"), input: word }),
  fc.record({
    type: fc.constant("local_shell_call"),
    call_id: callId,
    status: fc.constant("completed"),
    action: fc.constant({ type: "exec", command: ["ls"], env: {} }),
  }),
  fc.record({ type: fc.constant("shell_call"), call_id: callId, action: fc.constant({ commands: ["ls"] }) }),
  fc.record({
    type: fc.constant("apply_patch_call"),
    call_id: callId,
    operation: fc.constant({ type: "delete_file", path: "a" }),
  }),
  fc.record({ type: fc.constant("function_call_output"), call_id: callId, output: fc.oneof(word, said) }),
  fc.record({ type: fc.constant("custom_tool_call_output"), call_id: callId, output: word }),
  fc.record({
    type: fc.constant("apply_patch_call_output"),
    call_id: callId,
    status: fc.constantFrom("completed", "failed"),
  }),
  fc.record({ type: fc.constant("web_search_call"), id: fc.constant("ws_1"), status: fc.constant("completed") }),
  fc.record({ type: fc.constant("mcp_approval_response"), approval_request_id: word, approve: fc.boolean() }),
);

const tools = [
  { type: "function", name: "f", description: "d", parameters: { type: "object" }, strict: true },
  { type: "function", name: "g", parameters: { type: "object" }, strict: false, defer_loading: true },
  { type: "custom", name: "c", format: { type: "text" } },
  {
    type: "namespace",
    name: "ns",
    description: "",
    tools: [
      { type: "function", name: "h" },
      { type: "custom", name: "i" },
    ],
  },
  { type: "local_shell" },
  { type: "shell", environment: { type: "container_auto" } },
  { type: "apply_patch" },
  { type: "web_search", filters: { allowed_domains: ["a.test"] } },
  { type: "mcp", server_label: "s", server_url: "https://a.test/mcp" },
];
const request = fc.record(
  {
    input: fc.array(item, { maxLength: 8 }).map((items) => [{ role: "user", content: "hi" }, ...items]),
    instructions: word,
    tools: fc.subarray(tools, { minLength: 1 }),
    tool_choice: fc.oneof(
      fc.constantFrom("auto", "none"),
      fc.constant({ type: "web_search" }),
      fc.constant({ type: "mcp", server_label: "s" }),
    ),
    parallel_tool_calls: fc.boolean(),
    max_output_tokens: fc.integer({ min: 1, max: 999 }),
    temperature: fc.constantFrom(0, 0.5, 1),
    top_p: fc.constantFrom(0.1, 1),
    top_logprobs: fc.integer({ min: 0, max: 20 }),
    text: fc.constantFrom(
      { verbosity: "low" },
      { format: { type: "text" } },
      { format: { type: "json_object" }, verbosity: "high" },
      { format: { type: "json_schema", name: "x", schema: { type: "object" }, strict: true, description: "d" } },
    ),
    reasoning: fc.constantFrom({ effort: "low", summary: "auto" }, { effort: "none" }, { summary: "concise" }),
    user: word,
    store: fc.boolean(),
    include: fc.subarray(["reasoning.encrypted_content", "web_search_call.action.sources"], { minLength: 1 }),
    truncation: fc.constant("auto"),
    service_tier: fc.constant("flex"),
    prompt_cache_key: word,
    stream: fc.boolean(),
  },
  { requiredKeys: ["input"] },
);

describe("a Responses request", () => {
  it("means the same after a trip through the form (whatever it is made of)", () => {
    fc.assert(
      fc.property(request, (fields) => {
        dialect.check(fields);
        const there = dialect.toConversation(fields);
        const { body, dropped } = send(there);
        expect(dropped).toEqual([]);
        const back = dialect.toConversation(body);
        const { store: _store, include, ...extra } = back.extra;
        const { store: _asked, include: wanted = [], ...wantedExtra } = there.extra;
        expect(extra).toEqual(wantedExtra);
        expect(include ?? []).toEqual(expect.arrayContaining(wanted as unknown[])); // a list: checked
        expect({ ...back, extra: {} }).toEqual({ ...there, extra: {} });
      }),
      { numRuns: 300 },
    );
  });

  it("is read or refused with the field's name, and never breaks the reader, whatever JSON it is", () => {
    const types = fc.constantFrom(
      "message",
      "reasoning",
      "function_call",
      "custom_tool_call",
      "local_shell_call",
      "shell_call",
      "apply_patch_call",
      "function_call_output",
      "apply_patch_call_output",
      "item_reference",
      "compaction",
      "namespace",
      "custom",
      "function",
      "shell",
      "x",
    );
    const loose = fc.dictionary(
      fc.constantFrom(
        "type",
        "role",
        "content",
        "call_id",
        "id",
        "name",
        "tools",
        "output",
        "summary",
        "encrypted_content",
        "action",
        "operation",
        "environment",
        "format",
      ),
      fc.oneof(fc.jsonValue(), types),
    );
    const any = fc.oneof(fc.jsonValue(), fc.array(loose), loose);
    const names = fc.constantFrom(
      "input",
      "tools",
      "tool_choice",
      "text",
      "reasoning",
      "instructions",
      "include",
      "stream",
      "conversation",
      "metadata",
      "top_logprobs",
    );
    fc.assert(
      fc.property(fc.dictionary(names, any), (fields) => {
        try {
          dialect.check(fields);
          const conversation = dialect.toConversation(fields);
          send({ ...conversation, family: "responses" });
        } catch (error) {
          if (!(error instanceof GatewayError)) throw error;
          expect(error.param).toBeTypeOf("string");
        }
        const context = { requestId: "r", model: "m", createdAt: 0, wantsUsage: false, mergesReasoning: false, fields };
        const encoder = dialect.openEncoder(context);
        JSON.parse(encoder.end().split("data: ")[1]?.split("\n")[0] ?? "");
      }),
      { numRuns: 500 },
    );
  });
});

describe("the decoder of Responses streams", () => {
  const decode = (values: readonly unknown[]): { events: readonly AnswerEvent[]; error: unknown } => {
    const decoder = openaiResponses.openDecoder();
    return { events: values.flatMap((value) => decoder.decode(value, null)), error: decoder.error };
  };
  const item = (type: string, own: Record<string, unknown>) => ({
    type: `response.output_item.${type}`,
    output_index: 0,
    item: own,
  });

  it("starts once, with the provider's id and model, before any content", () => {
    const response = { id: "resp_1", model: "gpt-5" };
    const { events } = decode([
      { type: "response.created", response },
      { type: "response.in_progress", response },
      { type: "response.output_text.delta", output_index: 0, delta: "a" },
    ]);
    expect(events).toEqual([
      { type: "start", id: "resp_1", model: "gpt-5" },
      { type: "text", choice: 0, text: "a" },
    ]);
  });

  it("takes from the last event of an item what no delta brought", () => {
    const message = { type: "message", content: [{ type: "output_text", text: "Hello" }] };
    expect(decode([item("added", { type: "message", content: [] }), item("done", message)]).events).toMatchObject([
      { type: "start" },
      { type: "text", text: "Hello" },
    ]);
    const call = { type: "function_call", call_id: "c1", name: "f", arguments: '{"a":1}' };
    const opened = [
      { type: "start" },
      { type: "tool_call", call: 0, id: "c1", name: "f" },
      { type: "tool_arguments", text: '{"a":1}' },
    ];
    expect(decode([item("added", call), item("done", call)]).events).toMatchObject(opened);
    expect(decode([item("added", { ...call, arguments: "" }), item("done", call)]).events).toMatchObject(opened);
    expect(decode([item("done", call)]).events).toMatchObject(opened);
    const completed = { type: "response.completed", response: { output: [call] } };
    expect(decode([completed]).events).toMatchObject([...opened, { type: "finish", reason: "tool_calls" }]);
  });

  it("wraps a custom tool's text as the arguments of a function", () => {
    const added = item("added", { type: "custom_tool_call", call_id: "c1", name: "apply_patch", input: "" });
    const { events } = decode([
      added,
      { type: "response.custom_tool_call_input.delta", output_index: 0, delta: '*** "Begin' },
      { type: "response.custom_tool_call_input.delta", output_index: 0, delta: " Patch\n🙂" },
      item("done", { type: "custom_tool_call", call_id: "c1", name: "apply_patch", input: '*** "Begin Patch\n🙂' }),
    ]);
    const args = events.flatMap((event) => (event.type === "tool_arguments" ? [event.text] : [])).join("");
    expect(JSON.parse(args)).toEqual({ input: '*** "Begin Patch\n🙂' });
  });

  it("joins summaries into one text and ends it with its proof", () => {
    const part = (index: number) => ({
      type: "response.reasoning_summary_part.added",
      output_index: 0,
      summary_index: index,
    });
    const delta = (text: string) => ({ type: "response.reasoning_summary_text.delta", output_index: 0, delta: text });
    const { events } = decode([
      part(0),
      delta("one"),
      part(1),
      delta("two"),
      item("done", { type: "reasoning", summary: [{ text: "one" }, { text: "two" }], encrypted_content: "gAAA" }),
    ]);
    const text = events.flatMap((event) => (event.type === "reasoning" ? [event.text] : [])).join("");
    expect(text).toBe("one\n\ntwo");
    expect(events.at(-1)).toEqual({ type: "reasoning_signature", choice: 0, signature: "gAAA" });
  });

  it("says why an incomplete answer ended", () => {
    const ended = (reason: string) =>
      decode([{ type: "response.incomplete", response: { output: [], incomplete_details: { reason } } }]).events.at(-1);
    expect(ended("max_output_tokens")).toMatchObject({ reason: "length" });
    expect(ended("content_filter")).toMatchObject({ reason: "content_filter" });
  });

  it("ends with an error and no finish when the response fails or the call is cut", () => {
    const added = item("added", { type: "function_call", call_id: "c1", name: "f", arguments: "" });
    const half = { type: "response.function_call_arguments.delta", output_index: 0, delta: '{"a' };
    const failed = { type: "response.failed", response: { error: { code: "server_error", message: "oops" } } };
    const { events, error } = decode([added, half, failed, { type: "response.completed", response: {} }]);
    expect(error).toMatchObject({ code: "upstream_error", text: "server_error: oops" });
    expect(events.some(({ type }) => type === "finish")).toBe(false);
    const decoder = openaiResponses.openDecoder();
    for (const value of [added, half]) decoder.decode(value, null);
    expect(decoder.end()).toEqual([]);
    expect(decoder.error).toBeNull();
  });

  it("never throws and starts at most once, whatever JSON comes", () => {
    const types = fc.constantFrom(
      "response.created",
      "response.output_item.added",
      "response.output_item.done",
      "response.output_text.delta",
      "response.completed",
      "response.custom_tool_call_input.delta",
      "response.output_text.annotation.added",
      "error",
    );
    const loose = fc.record(
      {
        type: types,
        item: fc.oneof(
          fc.jsonValue(),
          fc.record({
            type: fc.constantFrom("message", "reasoning", "function_call", "custom_tool_call", "image_generation_call"),
            content: fc.jsonValue(),
            summary: fc.jsonValue(),
          }),
        ),
        delta: fc.jsonValue(),
        response: fc.jsonValue(),
        output_index: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), loose), { maxLength: 12 }), (values) => {
        const { events } = decode(values);
        expect(events.filter(({ type }) => type === "start").length).toBeLessThanOrEqual(1);
        if (events.length > 0) expect(events[0]?.type).toBe("start");
      }),
      { numRuns: 500 },
    );
  });
});

describe("a whole Responses answer", () => {
  const read = (value: unknown) => openaiResponses.readAnswer(Buffer.from(JSON.stringify(value)));

  it("becomes parts in the model's order, with the proof of its reasoning", () => {
    const verdict = read({
      id: "resp_1",
      model: "gpt-5",
      status: "completed",
      error: null,
      output: [
        { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "hm" }], encrypted_content: "gAAA" },
        {
          type: "message",
          content: [{ type: "output_text", text: "ok", annotations: [], logprobs: [{ token: "ok" }] }],
        },
        { type: "message", content: [{ type: "refusal", refusal: "no" }] },
        { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
        { type: "image_generation_call", result: "AAAA", output_format: "webp" },
        { type: "web_search_call", id: "ws_1" },
      ],
    });
    expect(verdict).toMatchObject({
      kind: "ok",
      answer: {
        choices: [
          {
            finish: "tool_calls",
            logprobs: { content: [{ token: "ok" }] },
            parts: [
              { type: "reasoning", text: "hm", signature: "gAAA", id: "rs_1" },
              { type: "text", text: "ok" },
              { type: "refusal", text: "no" },
              { type: "tool_call", id: "c1", name: "f", arguments: "{}" },
              { type: "image", source: { kind: "base64", mediaType: "image/webp", data: "AAAA" } },
              { type: "opaque", family: "responses", value: { type: "web_search_call" } },
            ],
          },
        ],
      },
    });
  });

  it("is rendered as it was read, when the client speaks the same dialect", () => {
    const parts = fc.array(
      fc.oneof<fc.Arbitrary<Part>[]>(
        word.map((text) => ({ type: "text", text })),
        word.map((text) => ({ type: "refusal", text })),
        fc.record({ type: fc.constant("reasoning"), text: word, signature: word, id: fc.uuid() }),
        fc.record({ type: fc.constant("tool_call"), id: fc.uuid(), name: fc.constantFrom("f", "h"), arguments: word }),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(parts, (wanted) => {
        const context = {
          requestId: "r",
          model: "m",
          createdAt: 0,
          wantsUsage: false,
          mergesReasoning: false,
          fields: { tools },
        };
        const choice = { index: 0, parts: wanted, finish: "stop", stopSequence: null, logprobs: null } as const;
        const usage = {
          promptTokens: 1,
          completionTokens: 2,
          cachedTokens: 0,
          cacheWriteTokens: 1,
          reasoningTokens: null,
          reportedCostUsd: null,
        };
        const verdict = openaiResponses.readAnswer(
          Buffer.from(dialect.renderAnswer({ id: null, model: null, choices: [choice], usage }, context)),
        );
        if (verdict.kind !== "ok") throw new Error(verdict.kind);
        expect(verdict.answer.choices[0]?.parts).toEqual(wanted);
        expect(verdict.answer.usage).toEqual(usage);
      }),
    );
  });

  it("is judged, never thrown at, whatever JSON it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(["invalid", "error"]).toContain(read(value).kind);
      }),
    );
    const output = fc.array(
      fc.oneof(fc.jsonValue(), fc.record({ type: fc.constantFrom("message", "reasoning"), content: fc.jsonValue() })),
    );
    fc.assert(
      fc.property(output, (items) => {
        expect(read({ output: items }).kind).toBe("ok");
      }),
    );
  });
});
