import { describe, expect, it } from "vitest";
import type { Answer, AnswerEvent, FinishReason } from "../../contract/answer.ts";
import type { Part } from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { RenderContext } from "../client-dialect.ts";
import { openaiResponses } from "./openai-responses.ts";

type Fields = Record<string, unknown>;

function context(fields: Fields = {}, own: Partial<RenderContext> = {}): RenderContext {
  return {
    requestId: "01req",
    model: "alias",
    createdAt: 1_764_000_000,
    wantsUsage: false,
    mergesReasoning: false,
    fields,
    ...own,
  };
}

function render(
  parts: readonly Part[],
  own: { finish?: FinishReason; context?: RenderContext; answer?: Partial<Answer> } = {},
) {
  const choice = { index: 0, parts, finish: own.finish ?? "stop", stopSequence: null, logprobs: null };
  const answer = { id: null, model: null, choices: [choice], usage: unknownUsage, ...own.answer };
  return JSON.parse(openaiResponses.renderAnswer(answer, own.context ?? context())) as Fields; // our own answer
}

function events(text: string): Fields[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)) as Fields); // our own events
}

function encode(input: readonly AnswerEvent[], own: RenderContext = context()): Fields[] {
  const encoder = openaiResponses.openEncoder(own);
  return events(encoder.encode(input) + encoder.end());
}

describe("the check of a Responses request", () => {
  const refused = (fields: Fields): string | null => {
    try {
      openaiResponses.check(fields);
    } catch (error) {
      if (error instanceof GatewayError && error.code === "invalid_request") return error.param;
      throw error;
    }
    return null;
  };

  it.each<readonly [string | null, Fields]>([
    [null, { model: "m", input: "hi" }],
    [null, { model: "m", input: [] }],
    [null, { model: "m", previous_response_id: "resp_1" }],
    [null, { model: "m", prompt: { id: "pmpt_1" } }],
    [null, { model: "m", input: [{ type: "something_new", x: 1 }], tools: [{ type: "something_new" }] }],
    [null, { model: "m", input: [{ id: "msg_1" }], reasoning: null, temperature: null }],
    ["input", { model: "m" }],
    ["input", { model: "m", input: null }],
    ["input", { model: "m", input: 5 }],
    ["input[0]", { model: "m", input: ["hi"] }],
    [
      "input[1].role",
      {
        model: "m",
        input: [
          { role: "user", content: "hi" },
          { role: "tool", content: "" },
        ],
      },
    ],
    ["input[0].content", { model: "m", input: [{ type: "message", role: "user" }] }],
    ["input[0].type", { model: "m", input: [{ type: 3 }] }],
    ["tools[0]", { model: "m", input: "hi", tools: [null] }],
    ["tools[0].type", { model: "m", input: "hi", tools: [{ name: "f" }] }],
    ["stream", { model: "m", input: "hi", stream: "yes" }],
    ["temperature", { model: "m", input: "hi", temperature: "hot" }],
    ["max_output_tokens", { model: "m", input: "hi", max_output_tokens: "10" }],
    ["reasoning", { model: "m", input: "hi", reasoning: "low" }],
    ["text", { model: "m", input: "hi", text: "json" }],
    ["tool_choice", { model: "m", input: "hi", tool_choice: 1 }],
    ["model", { model: 1, input: "hi" }],
  ])("finds %s", (param, fields) => {
    expect(refused(fields)).toBe(param);
  });
});

describe("what only OpenAI's store can read", () => {
  it.each([
    ["a reference", { type: "item_reference", id: "msg_1" }],
    ["a reference in short", { id: "msg_1" }],
    ["a compacted history", { type: "compaction", encrypted_content: "gAAA" }],
  ])("%s is refused by its place and with a way out", (_name, item) => {
    const read = () => openaiResponses.toConversation({ model: "m", input: [{ role: "user", content: "hi" }, item] });
    expect(read).toThrow(expect.objectContaining({ param: "input[1]", hint: expect.stringContaining("store: false") }));
  });

  it("a call or an output without its id is refused", () => {
    for (const type of ["function_call", "function_call_output", "custom_tool_call", "shell_call_output"]) {
      const read = () => openaiResponses.toConversation({ input: [{ type }] });
      expect(read).toThrow(expect.objectContaining({ param: "input[0].call_id" }));
    }
  });
});

describe("tools and the choice among them", () => {
  const tools = [
    { type: "function", name: "f", parameters: {} },
    { type: "function", name: "g", parameters: {} },
    { type: "web_search" },
  ];
  const read = (tool_choice: unknown) => openaiResponses.toConversation({ input: "hi", tools, tool_choice });

  it("an allowed subset narrows the tools, so that every target keeps to it", () => {
    const allowed = {
      type: "allowed_tools",
      mode: "required",
      tools: [{ type: "function", name: "g" }, { type: "web_search" }],
    };
    const { tools: left, toolChoice } = read(allowed);
    expect(left.map((tool) => (tool.kind === "function" ? tool.name : tool.value["type"]))).toEqual([
      "g",
      "web_search",
    ]);
    expect(toolChoice).toEqual({ kind: "required" });
  });

  it("a named function is forced, a server tool is a wish only its own family can follow", () => {
    expect(read({ type: "function", name: "f" }).toolChoice).toEqual({ kind: "tool", name: "f" });
    expect(read({ type: "web_search" })).toMatchObject({
      toolChoice: null,
      extra: { tool_choice: { type: "web_search" } },
    });
  });

  it("the user is who is named, else the safety identifier", () => {
    expect(openaiResponses.toConversation({ input: "hi", safety_identifier: "s" })).toMatchObject({
      user: "s",
      extra: {},
    });
    expect(openaiResponses.toConversation({ input: "hi", user: "u", safety_identifier: "s" })).toMatchObject({
      user: "u",
      extra: { safety_identifier: "s" },
    });
  });

  it("the gateway's own fields go no further, what extra_body holds does", () => {
    const { extra } = openaiResponses.toConversation({
      input: "hi",
      metadata: { tags: ["a"] },
      num_retries: 1,
      extra_body: { min_p: 0.1 },
    });
    expect(extra).toEqual({ min_p: 0.1 });
  });
});

describe("a whole answer", () => {
  it("repeats the request around what the model said, with null for what is unknown", () => {
    const fields = {
      instructions: "Be short.",
      tools: [{ type: "function", name: "f" }],
      tool_choice: "required",
      parallel_tool_calls: false,
      temperature: 0.5,
      max_output_tokens: 9,
      metadata: { a: "b" },
      text: { verbosity: "low" },
      reasoning: { effort: "low" },
      store: true,
      user: "u",
    };
    const response = render([{ type: "text", text: "안녕" }], { context: context(fields) });
    expect(response).toEqual({
      id: "resp_01req",
      object: "response",
      created_at: 1_764_000_000,
      status: "completed",
      background: false,
      error: null,
      incomplete_details: null,
      output: [
        {
          id: "msg_01req_0",
          type: "message",
          status: "completed",
          role: "assistant",
          content: [{ type: "output_text", text: "안녕", annotations: [], logprobs: [] }],
        },
      ],
      usage: null,
      ...fields,
      max_tool_calls: null,
      model: "alias",
      previous_response_id: null,
      prompt_cache_key: null,
      reasoning: { effort: "low", summary: null },
      safety_identifier: null,
      service_tier: null,
      store: false,
      text: { verbosity: "low", format: { type: "text" } },
      top_logprobs: null,
      top_p: null,
      truncation: "disabled",
    });
  });

  it("keeps a provider's own response id, and makes one of ours from any other", () => {
    expect(render([], { answer: { id: "resp_up" } })["id"]).toBe("resp_up");
    expect(render([], { answer: { id: "chatcmpl-1" } })["id"]).toBe("resp_01req");
  });

  it("marks only the last item of a cut answer as incomplete, and says why", () => {
    const cut = render(
      [
        { type: "text", text: "a" },
        { type: "tool_call", id: "c1", name: "f", arguments: '{"a' },
      ],
      { finish: "length" },
    );
    expect(cut).toMatchObject({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } });
    expect(cut["output"]).toMatchObject([{ status: "completed" }, { status: "incomplete" }]);
    expect(render([], { finish: "content_filter" })["incomplete_details"]).toEqual({ reason: "content_filter" });
    expect(render([{ type: "refusal", text: "no" }], { finish: "refusal" })["status"]).toBe("completed");
    expect(render([{ type: "text", text: "I ca" }], { finish: "refusal" })).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason: "content_filter" },
    });
  });

  it("never shows an unknown count as 0", () => {
    const usageOf = (own: Partial<Answer["usage"]>) =>
      render([], { answer: { usage: { ...unknownUsage, ...own } } })["usage"];
    expect(usageOf({ promptTokens: 5 })).toBeNull();
    expect(usageOf({ promptTokens: 5, completionTokens: 0 })).toEqual({
      input_tokens: 5,
      input_tokens_details: null,
      output_tokens: 0,
      output_tokens_details: null,
      total_tokens: 5,
    });
    expect(
      usageOf({ promptTokens: 5, completionTokens: 1, cachedTokens: 0, cacheWriteTokens: 2, reasoningTokens: 0 }),
    ).toMatchObject({
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 2 },
      output_tokens_details: { reasoning_tokens: 0 },
    });
  });

  it("writes pictures, citations of the web and log probabilities where this API has them", () => {
    const citation = { type: "web_search_result_location", url: "https://a.test/", title: "A", cited_text: "x" };
    const choice = {
      index: 0,
      parts: [
        { type: "text", text: "see", citations: [citation, { type: "char_location" }] },
        { type: "image", source: { kind: "base64", mediaType: "image/png", data: "AAAA" } },
        { type: "image", source: { kind: "url", url: "https://a.test/b.png" } },
      ],
      finish: "stop",
      stopSequence: null,
      logprobs: { content: [{ token: "see", logprob: -0.1, bytes: [1], top_logprobs: [] }], refusal: null },
    } as const;
    expect(render([], { answer: { choices: [choice] } })["output"]).toMatchObject([
      {
        content: [
          {
            text: "see",
            annotations: [{ type: "url_citation", url: "https://a.test/", title: "A", start_index: 0, end_index: 3 }],
            logprobs: [{ token: "see" }],
          },
        ],
      },
      { type: "image_generation_call", result: "AAAA" },
      { content: [{ text: "![image](https://a.test/b.png)" }] },
    ]);
  });

  it("puts reasoning into the text where the alias wants it so", () => {
    const merging = context({}, { mergesReasoning: true });
    const parts: Part[] = [
      { type: "reasoning", text: "hm" },
      { type: "text", text: "ok" },
    ];
    const whole = render(parts, { context: merging })["output"] as { content: { text: string }[] }[]; // our own answer
    expect(whole[0]?.content.map(({ text }) => text).join("")).toBe("<think>hm</think>ok");
    const streamed = encode(
      [
        { type: "reasoning", choice: 0, text: "h" },
        { type: "reasoning", choice: 0, text: "m" },
        { type: "reasoning_signature", choice: 0, signature: "s" },
        { type: "text", choice: 0, text: "ok" },
      ],
      merging,
    );
    const deltas = streamed.filter(({ type }) => type === "response.output_text.delta").map(({ delta }) => delta);
    expect(deltas.join("")).toBe("<think>hm</think>ok");
  });
});

describe("a streamed answer", () => {
  it("comes in the documented order of events", () => {
    const types = encode([
      { type: "start", id: null, model: null },
      { type: "reasoning", choice: 0, text: "hm" },
      { type: "text", choice: 0, text: "a" },
      { type: "refusal", choice: 0, text: "no" },
      { type: "tool_call", choice: 0, call: 0, id: "c1", name: "f" },
      { type: "tool_arguments", choice: 0, call: 0, text: "{}" },
      { type: "finish", choice: 0, reason: "tool_calls", stopSequence: null },
    ]).map(({ type }) => String(type).replace("response.", ""));
    expect(types).toEqual([
      "created",
      "in_progress",
      "output_item.added",
      "reasoning_summary_part.added",
      "reasoning_summary_text.delta",
      "reasoning_summary_text.done",
      "reasoning_summary_part.done",
      "output_item.done",
      "output_item.added",
      "content_part.added",
      "output_text.delta",
      "output_text.done",
      "content_part.done",
      "content_part.added",
      "refusal.delta",
      "refusal.done",
      "content_part.done",
      "output_item.done",
      "output_item.added",
      "function_call_arguments.delta",
      "function_call_arguments.done",
      "output_item.done",
      "completed",
    ]);
  });

  it("says the event's name on the wire too, as the API does", () => {
    const encoder = openaiResponses.openEncoder(context());
    const text = encoder.encode([{ type: "text", choice: 0, text: "a\nb" }]) + encoder.end();
    for (const event of text.trimEnd().split("\n\n")) {
      const [name, data, ...rest] = event.split("\n");
      expect(rest).toEqual([]);
      expect(name).toBe(`event: ${String((JSON.parse(String(data).slice(6)) as Fields)["type"])}`); // our own event
    }
  });

  it("ends a cut answer with response.incomplete and the open item as incomplete", () => {
    const last = encode([
      { type: "text", choice: 0, text: "a" },
      { type: "finish", choice: 0, reason: "length", stopSequence: null },
    ]).at(-1);
    expect(last).toMatchObject({
      type: "response.incomplete",
      response: {
        status: "incomplete",
        incomplete_details: { reason: "max_output_tokens" },
        output: [{ status: "incomplete" }],
      },
    });
  });

  it("says nothing after its end, and nothing of other choices", () => {
    const encoder = openaiResponses.openEncoder(context());
    expect(events(encoder.encode([{ type: "text", choice: 1, text: "other" }]))).toEqual([]);
    encoder.end();
    expect(encoder.encode([{ type: "text", choice: 0, text: "late" }])).toBe("");
    expect(encoder.end()).toBe("");
    expect(encoder.fail(new GatewayError("internal_error", { message: "x" }))).toBe("");
  });

  it("breaks with the finished items, the provider's words and no sign of success", () => {
    const encoder = openaiResponses.openEncoder(context());
    const text =
      encoder.encode([
        { type: "reasoning", choice: 0, text: "hm" },
        { type: "text", choice: 0, text: "half" },
      ]) + encoder.fail(new GatewayError("upstream_context_window", { message: "too long" }));
    const [failed, error] = events(text).slice(-2);
    expect(failed).toMatchObject({
      type: "response.failed",
      response: {
        status: "failed",
        error: { code: "context_length_exceeded", message: "too long" },
        output: [{ type: "reasoning" }],
      },
    });
    expect(error).toMatchObject({
      type: "error",
      code: "400",
      message: "too long",
      error: { portico_code: "upstream_context_window" },
    });
    expect(error?.["sequence_number"]).toBe(Number(failed?.["sequence_number"]) + 1);
    expect(text).not.toContain("response.completed");
  });
});

describe("errors", () => {
  it("have OpenAI's envelope before an answer began", () => {
    const error = new GatewayError("invalid_request", { message: "no", param: "input" });
    expect(JSON.parse(openaiResponses.errorBody(error, null))).toMatchObject({
      error: { message: "no", type: "invalid_request_error", param: "input", code: "400" },
    });
  });

  it("end a relayed stream in words that the SDKs and Codex both read", () => {
    const error = new GatewayError("upstream_disconnected", { message: "gone" });
    expect(events(openaiResponses.errorEvent(error, null))).toMatchObject([
      { type: "error", error: { message: "gone" } },
      { type: "response.failed", response: { status: "failed", error: { code: "server_error", message: "gone" } } },
    ]);
  });
});
