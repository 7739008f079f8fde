import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Conversation, Message, Part } from "../../contract/conversation.ts";
import { cloudDeployment } from "../shared/__fixtures__/cloud-deployment.ts";
import { conversationOf } from "../shared/__fixtures__/conversation-of.ts";
import { citedAnswer, toolAnswer } from "./__fixtures__/answers.ts";
import { cohere } from "./cohere.ts";
import { readAnswer } from "./from-response.ts";
import { toRequest } from "./to-request.ts";

const deployment = cloudDeployment("cohere/command-a-03-2025", { apiBase: "https://api.cohere.com" });
const { upstreamModel } = deployment;

function send(
  conversation: Conversation,
  over = deployment,
  dropParams = false,
): { body: Record<string, unknown>; dropped: readonly string[] } {
  const { request, dropped } = toRequest({ deployment: over, upstreamModel, conversation, dropParams, headers: {} });
  return { body: JSON.parse(String(request.body)) as Record<string, unknown>, dropped }; // our own JSON object
}

const user = (...parts: Part[]): Message => ({ role: "user", parts });
const assistant = (...parts: Part[]): Message => ({ role: "assistant", parts });
const text = (value: string): Part => ({ type: "text", text: value });

describe("a chat request", () => {
  it.each([
    ["https://api.cohere.com", "/v2/chat"],
    ["https://api.cohere.com/v2/chat", "/v2/chat"],
    ["https://api.cohere.com/v1", "/v2/chat"],
    ["https://proxy.example/cohere/", "/cohere/v2/chat"],
  ])("goes from base %s to %s with the key as bearer", (apiBase, path) => {
    const over = cloudDeployment("cohere_chat/command-a-03-2025", { apiBase });
    const { request } = toRequest({
      deployment: over,
      upstreamModel,
      conversation: conversationOf({}),
      dropParams: false,
      headers: {},
    });
    expect(request).toMatchObject({ path, headers: { authorization: "Bearer the-key" } });
  });

  it("writes sampling, formats and thinking under Cohere's names", () => {
    const { body, dropped } = send(
      conversationOf({
        isStream: true,
        sampling: {
          maxTokens: 7,
          temperature: 0.5,
          topP: 0.9,
          topK: 3,
          stop: ["x"],
          seed: 1,
          frequencyPenalty: 0.1,
          presencePenalty: 0.2,
          logprobs: true,
          n: 1,
        },
        responseFormat: { kind: "schema", name: "s", schema: { type: "object" }, strict: true },
        reasoning: { effort: "low", budgetTokens: null, mode: null, summary: null },
        user: "u1",
        extra: { safety_mode: "STRICT" },
      }),
    );
    expect(body).toEqual({
      model: "command-a-03-2025",
      messages: [{ role: "user", content: "hi" }],
      stream: true,
      max_tokens: 7,
      temperature: 0.5,
      p: 0.9,
      k: 3,
      stop_sequences: ["x"],
      seed: 1,
      frequency_penalty: 0.1,
      presence_penalty: 0.2,
      logprobs: true,
      response_format: { type: "json_object", json_schema: { type: "object" } },
      thinking: { type: "enabled", token_budget: 1024 },
      safety_mode: "STRICT",
    });
    expect(dropped).toEqual(["user"]);
  });

  it("writes roles, pictures, documents, calls and results at their places", () => {
    const { body, dropped } = send(
      conversationOf({
        messages: [
          { role: "developer", parts: [text("Be brief.")] },
          user(
            text("what?"),
            { type: "image", source: { kind: "base64", mediaType: "image/png", data: "aGk=" }, detail: "low" },
            { type: "document", source: { kind: "text", text: "All about it." }, title: "Doc" },
          ),
          assistant({ type: "reasoning", text: "I look." }, { type: "tool_call", id: "c1", name: "f", arguments: "" }),
          user({ type: "tool_result", callId: "c1", isError: true, parts: [text("no")] }, text("and?")),
          assistant({ type: "reasoning", text: "Hm." }, text("a")),
        ],
      }),
    );
    expect(body["messages"]).toEqual([
      { role: "system", content: "Be brief." },
      {
        role: "user",
        content: [
          { type: "text", text: "what?" },
          { type: "image_url", image_url: { url: "data:image/png;base64,aGk=", detail: "low" } },
        ],
      },
      {
        role: "assistant",
        tool_plan: "I look.",
        tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "c1", content: "no" },
      { role: "user", content: "and?" },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "Hm." },
          { type: "text", text: "a" },
        ],
      },
    ]);
    expect(body["documents"]).toEqual([{ data: { title: "Doc", text: "All about it." } }]);
    expect(dropped).toEqual(["messages[3].tool_result.is_error"]);
  });

  it("turns a wish for one tool into that tool alone, required", () => {
    const tools = [
      { kind: "function", name: "a", strict: true },
      { kind: "function", name: "b", description: "B.", parameters: { type: "object" } },
      { kind: "native", family: "anthropic", value: { type: "web_search" } },
    ] as const;
    const { body, dropped } = send(conversationOf({ tools, toolChoice: { kind: "tool", name: "b" } }));
    expect(body["tools"]).toEqual([
      { type: "function", function: { name: "b", description: "B.", parameters: { type: "object" } } },
    ]);
    expect(body["tool_choice"]).toBe("REQUIRED");
    expect(dropped).toEqual(["tools[2]"]);
    expect(send(conversationOf({ tools: [tools[0]], toolChoice: { kind: "none" } })).body).toMatchObject({
      tool_choice: "NONE",
      strict_tools: true,
    });
  });

  it("refuses what Cohere lacks by name, or drops it when told to", () => {
    const conversation = conversationOf({ sampling: { n: 2, logitBias: { "1": 1 } } });
    expect(() => send(conversation)).toThrow(/cohere does not support parameters: \['n', 'logit_bias'\]/);
    expect(send(conversation, deployment, true).dropped).toEqual(["n", "logit_bias"]);
  });

  it("names the parts that have no place", () => {
    const parts: Part[] = [
      text("q"),
      { type: "audio", data: "", format: "wav" },
      { type: "document", source: { kind: "base64", mediaType: "application/pdf", data: "" } },
    ];
    expect(send(conversationOf({ messages: [user(...parts)] })).dropped).toEqual([
      "messages[0].audio",
      "messages[0].document",
    ]);
  });

  it("lets the file's own parameters stand below the client's and its extra_body above", () => {
    const over = cloudDeployment("cohere/x", {
      defaultParams: { temperature: 0.1, max_tokens: 5 },
      extraBody: { priority: 1 },
    });
    const { body } = send(conversationOf({ sampling: { temperature: 0.9 }, extra: { priority: 9 } }), over);
    expect(body).toMatchObject({ temperature: 0.9, max_tokens: 5, priority: 1 });
  });
});

const word = fc.string({ minLength: 1, maxLength: 12 });
const call = fc.record({
  type: fc.constant("tool_call" as const),
  id: word,
  name: word,
  arguments: fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value)),
});
const reasoning = fc.record({ type: fc.constant("reasoning" as const), text: word });

describe("there and back", () => {
  it("gives the model its own answer word for word: thinking and text, or a plan and calls", () => {
    const thought = fc.tuple(
      fc.array(reasoning, { maxLength: 1 }),
      fc.array(word.map(text), { minLength: 1, maxLength: 3 }),
    );
    const planned = fc.tuple(
      fc.array(reasoning, { maxLength: 1 }),
      fc.array(word.map(text), { maxLength: 2 }),
      fc.array(call, { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.oneof(thought, planned), (groups) => {
        const parts: Part[] = groups.flat();
        const { body } = send(conversationOf({ messages: [assistant(...parts)] }));
        const [message] = body["messages"] as unknown[]; // our own one message
        const verdict = readAnswer(Buffer.from(JSON.stringify({ message, finish_reason: "COMPLETE" })));
        expect(verdict.kind === "ok" ? verdict.answer.choices[0]?.parts : verdict).toEqual(parts);
      }),
      { numRuns: 300 },
    );
  });

  it("gives recorded answers back, without the citations that Cohere makes itself", () => {
    for (const answer of [toolAnswer, citedAnswer]) {
      const verdict = readAnswer(Buffer.from(JSON.stringify(answer)));
      if (verdict.kind !== "ok") throw new Error(JSON.stringify(verdict));
      const { body } = send(conversationOf({ messages: [assistant(...(verdict.answer.choices[0]?.parts ?? []))] }));
      const { citations: _citations, ...message } = { citations: null, ...answer.message };
      expect(body["messages"]).toEqual([message]);
    }
  });
});

describe("embeddings", () => {
  it("asks for floats, as documents unless the file or the client says otherwise", () => {
    const embed = (extra: Readonly<Record<string, unknown>>): unknown => {
      const over = cloudDeployment("cohere/embed-v4.0", { apiBase: "https://api.cohere.com" });
      const input = {
        deployment: over,
        upstreamModel: "embed-v4.0",
        inputs: ["a", "b"],
        dimensions: 256,
        dropParams: false,
        extra,
      };
      const request = cohere.embedding?.toRequest(input).request;
      return [request?.path, JSON.parse(String(request?.body))];
    };
    const body = { model: "embed-v4.0", texts: ["a", "b"], output_dimension: 256, embedding_types: ["float"] };
    expect(embed({})).toEqual(["/v2/embed", { ...body, input_type: "search_document" }]);
    expect(embed({ input_type: "search_query" })).toEqual(["/v2/embed", { ...body, input_type: "search_query" }]);
  });
});
