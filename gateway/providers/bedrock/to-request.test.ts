import { describe, expect, it } from "vitest";
import type { Conversation, Message, Part } from "../../contract/conversation.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { cloudDeployment } from "../shared/__fixtures__/cloud-deployment.ts";
import { conversationOf } from "../shared/__fixtures__/conversation-of.ts";
import { toRequest } from "./to-request.ts";

const claude = "bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0";
const cloud = {
  aws_access_key_id: "AKIDEXAMPLE",
  aws_secret_access_key: "a-secret",
  aws_session_token: "a-session",
  aws_region_name: "eu-west-1",
};
const signed = { apiKey: null, cloud, apiBase: "https://bedrock-runtime.eu-west-1.amazonaws.com" };

interface Sent {
  readonly body: Record<string, unknown>;
  readonly dropped: readonly string[];
}

function send(
  conversation: Conversation,
  deployment: Deployment = cloudDeployment(claude, signed),
  dropParams = false,
): Sent {
  const { upstreamModel } = deployment;
  const { request, dropped } = toRequest({ deployment, upstreamModel, conversation, dropParams, headers: {} });
  return { body: JSON.parse(String(request.body)) as Record<string, unknown>, dropped }; // our own JSON object
}

const user = (...parts: Part[]): Message => ({ role: "user", parts });
const assistant = (...parts: Part[]): Message => ({ role: "assistant", parts });
const text = (value: string): Part => ({ type: "text", text: value });
const call: Part = { type: "tool_call", id: "call_1", name: "get_weather", arguments: '{"city":"서울"}' };

describe("a Converse request", () => {
  it("goes to the model's own path, encoded, and carries what it must be signed with", () => {
    const paths = [
      ["bedrock/anthropic.claude-v1:0", "anthropic.claude-v1%3A0"],
      ["bedrock/converse/us.anthropic.claude-v1:0", "us.anthropic.claude-v1%3A0"],
      ["bedrock/us-east-1/amazon.nova-lite-v1:0", "amazon.nova-lite-v1%3A0"],
      [
        "bedrock/converse/arn:aws:bedrock:eu-west-1:123:application-inference-profile/abc",
        "arn%3Aaws%3Abedrock%3Aeu-west-1%3A123%3Aapplication-inference-profile%2Fabc",
      ],
    ];
    for (const [model = "", path] of paths) {
      const deployment = cloudDeployment(model, signed);
      const { upstreamModel } = deployment;
      const input = { deployment, upstreamModel, dropParams: false, headers: {} };
      const whole = toRequest({ ...input, conversation: conversationOf({}) }).request;
      const stream = toRequest({ ...input, conversation: conversationOf({ isStream: true }) }).request;
      expect([whole.origin, whole.path]).toEqual([signed.apiBase, `/model/${path}/converse`]);
      expect(stream.path).toBe(`/model/${path}/converse-stream`);
      expect(whole.signing).toEqual({
        kind: "aws-sigv4",
        region: "eu-west-1",
        service: "bedrock",
        accessKeyId: "AKIDEXAMPLE",
        secretAccessKey: "a-secret",
        sessionToken: "a-session",
      });
      expect(JSON.stringify(whole.headers)).not.toContain("a-secret");
    }
  });

  it("sends a bearer token without a signature", () => {
    const deployment = cloudDeployment(claude, { ...signed, apiKey: "bedrock-api-key" });
    const { upstreamModel } = deployment;
    const { request } = toRequest({
      deployment,
      upstreamModel,
      conversation: conversationOf({}),
      dropParams: false,
      headers: {},
    });
    expect(request.headers["authorization"]).toBe("Bearer bedrock-api-key");
    expect(request).not.toHaveProperty("signing");
  });

  it("writes system texts on top, sampling and limits under Converse's names, and cache points behind their parts", () => {
    const { body, dropped } = send(
      conversationOf({
        messages: [
          {
            role: "system",
            parts: [{ type: "text", text: "Be brief.", cacheControl: { type: "ephemeral", ttl: "1h" } }],
          },
          { role: "developer", parts: [text("Be kind.")] },
          user({ type: "text", text: "hi", cacheControl: { type: "ephemeral" } }),
        ],
        sampling: { maxTokens: 7, temperature: 0.5, topP: 0.9, topK: 40, stop: ["END"], n: 1 },
      }),
    );
    expect(body).toEqual({
      system: [{ text: "Be brief." }, { cachePoint: { type: "default", ttl: "1h" } }, { text: "Be kind." }],
      messages: [{ role: "user", content: [{ text: "hi" }, { cachePoint: { type: "default" } }] }],
      inferenceConfig: { maxTokens: 7, temperature: 0.5, topP: 0.9, stopSequences: ["END"] },
      additionalModelRequestFields: { top_k: 40 },
      additionalModelResponseFieldPaths: ["/stop_sequence", "/delta/stop_sequence"],
    });
    expect(dropped).toEqual([]);
  });

  it("joins neighbours of one role, leaves blank texts out, and lets a user begin", () => {
    const { body } = send(
      conversationOf({
        messages: [assistant(text("Hello!")), user(text("a"), text("  ")), user(text("b")), assistant(text(""))],
      }),
    );
    expect(body["messages"]).toEqual([
      { role: "user", content: [{ text: "." }] },
      { role: "assistant", content: [{ text: "Hello!" }] },
      { role: "user", content: [{ text: "a" }, { text: "b" }] },
    ]);
  });

  it("writes tools, calls and results, with images and errors in the results", () => {
    const { body } = send(
      conversationOf({
        messages: [
          user(text("weather?")),
          assistant(text("Looking."), call, { ...call, id: "fc:2|x", arguments: "{broken" }),
          user(
            { type: "tool_result", callId: "call_1", isError: false, parts: [text("12 °C"), png] },
            { type: "tool_result", callId: "fc:2|x", isError: true, parts: [] },
          ),
        ],
        tools: [
          {
            kind: "function",
            name: "get_weather",
            description: "Weather.",
            parameters: { type: "object" },
            strict: true,
          },
          { kind: "function", name: "now", cacheControl: { type: "ephemeral" } },
          { kind: "native", family: "bedrock", value: { systemTool: { name: "nova_grounding" } } },
        ],
        toolChoice: { kind: "tool", name: "get_weather" },
      }),
    );
    expect(body["messages"]).toEqual([
      { role: "user", content: [{ text: "weather?" }] },
      {
        role: "assistant",
        content: [
          { text: "Looking." },
          { toolUse: { toolUseId: "call_1", name: "get_weather", input: { city: "서울" } } },
          { toolUse: { toolUseId: "fc_2_x", name: "get_weather", input: { arguments: "{broken" } } },
        ],
      },
      {
        role: "user",
        content: [
          {
            toolResult: {
              toolUseId: "call_1",
              content: [{ text: "12 °C" }, { image: { format: "png", source: { bytes: "aGk=" } } }],
            },
          },
          { toolResult: { toolUseId: "fc_2_x", content: [{ text: "" }], status: "error" } },
        ],
      },
    ]);
    expect(body["toolConfig"]).toEqual({
      tools: [
        {
          toolSpec: {
            name: "get_weather",
            description: "Weather.",
            inputSchema: { json: { type: "object" } },
            strict: true,
          },
        },
        { toolSpec: { name: "now", inputSchema: { json: { type: "object", properties: {} } } } },
        { cachePoint: { type: "default" } },
        { systemTool: { name: "nova_grounding" } },
      ],
      toolChoice: { tool: { name: "get_weather" } },
    });
  });

  it("gives a history with calls its tools, even when none may be used now", () => {
    const messages = [
      user(text("q")),
      assistant(call),
      user({ type: "tool_result", callId: "call_1", isError: false, parts: [] }),
    ];
    const { body, dropped } = send(conversationOf({ messages, toolChoice: { kind: "none" } }));
    expect(body["toolConfig"]).toEqual({
      tools: [{ toolSpec: { name: "get_weather", inputSchema: { json: { type: "object", properties: {} } } } }],
    });
    expect(dropped).toEqual(["tool_choice"]);
    const tools = [{ kind: "function", name: "x" }] as const;
    expect(send(conversationOf({ tools, toolChoice: { kind: "none" } })).body).not.toHaveProperty("toolConfig");
  });

  it("writes documents under names that Bedrock takes, each once", () => {
    const pdf = { kind: "base64", mediaType: "application/pdf", data: "JVBERg==" } as const;
    const { body } = send(
      conversationOf({
        messages: [
          user(
            { type: "document", source: pdf, title: "분기 report_1.pdf" },
            { type: "document", source: pdf, title: "a", citations: { enabled: true }, context: "from mail" },
            { type: "document", source: { kind: "text", text: "plain" }, title: "a" },
            { type: "document", source: { kind: "url", url: "s3://bucket/x.csv" } },
            { type: "audio", data: "UklGRg==", format: "wav" },
          ),
        ],
      }),
    );
    expect(body["messages"]).toEqual([
      {
        role: "user",
        content: [
          { document: { format: "pdf", name: "-- report-1-pdf", source: { bytes: "JVBERg==" } } },
          {
            document: {
              format: "pdf",
              name: "a",
              source: { bytes: "JVBERg==" },
              context: "from mail",
              citations: { enabled: true },
            },
          },
          { document: { format: "txt", name: "a-2", source: { bytes: "cGxhaW4=" } } },
          { document: { format: "csv", name: "document", source: { s3Location: { uri: "s3://bucket/x.csv" } } } },
          { audio: { format: "wav", source: { bytes: "UklGRg==" } } },
        ],
      },
    ]);
  });

  it("refuses a picture by web address by its place, or leaves it out under drop_params and says so", () => {
    const messages = [user(text("what?"), { type: "image", source: { kind: "url", url: "https://x.example/a.png" } })];
    expect(() => send(conversationOf({ messages }))).toThrow("messages[0].image cannot be given to Bedrock");
    expect(send(conversationOf({ messages }), undefined, true)).toMatchObject({
      body: { messages: [{ role: "user", content: [{ text: "what?" }] }] },
      dropped: ["messages[0].image"],
    });
  });

  it("sends reasoning back only with a proof, whatever id a client gave it", () => {
    const reasoning: Part = { type: "reasoning", text: "hm" };
    const { body, dropped } = send(
      conversationOf({
        messages: [
          user(text("q")),
          assistant(
            { ...reasoning, signature: "sig" },
            { type: "reasoning", text: "", redacted: "Ynl0ZXM=" },
            reasoning,
            { ...reasoning, id: "rs_1", signature: "sig-2" },
            text("a"),
          ),
        ],
      }),
    );
    expect(body["messages"]).toMatchObject([
      {},
      {
        content: [
          { reasoningContent: { reasoningText: { text: "hm", signature: "sig" } } },
          { reasoningContent: { redactedContent: "Ynl0ZXM=" } },
          { reasoningContent: { reasoningText: { text: "hm", signature: "sig-2" } } },
          { text: "a" },
        ],
      },
    ]);
    expect(dropped).toEqual(["messages[1].reasoning"]);
  });

  it.each([
    [claude, { effort: "high" }, { thinking: { type: "enabled", budget_tokens: 4096 } }, []],
    [claude, { budgetTokens: 1500, mode: "on" }, { thinking: { type: "enabled", budget_tokens: 1500 } }, []],
    [claude, { effort: "none" }, { thinking: { type: "disabled" } }, []],
    [claude, { mode: "adaptive" }, { thinking: { type: "adaptive" } }, []],
    [
      "bedrock/us.amazon.nova-2-lite-v1:0",
      { effort: "xhigh" },
      { reasoningConfig: { type: "enabled", maxReasoningEffort: "high" } },
      [],
    ],
    ["bedrock/openai.gpt-oss-120b-1:0", { effort: "low" }, { reasoning_effort: "low" }, []],
    ["bedrock/meta.llama3-3-70b-instruct-v1:0", { effort: "low" }, undefined, ["reasoning_effort"]],
  ] as const)("tells %s to think %j", (model, asked, fields, dropped) => {
    const reasoning = { effort: null, budgetTokens: null, mode: null, summary: null, ...asked };
    const sent = send(conversationOf({ reasoning }), cloudDeployment(model, signed));
    expect(sent.body["additionalModelRequestFields"]).toEqual(fields);
    expect(sent.dropped).toEqual(dropped);
  });

  it("leaves room for an answer behind the thinking when the client set no limit", () => {
    const reasoning = { effort: "medium", budgetTokens: null, mode: null, summary: null };
    expect(send(conversationOf({ reasoning })).body["inferenceConfig"]).toEqual({ maxTokens: 2048 + 4096 });
    expect(send(conversationOf({ reasoning, sampling: { maxTokens: 9000 } })).body["inferenceConfig"]).toEqual({
      maxTokens: 9000,
    });
  });

  it("knows the maker of a hidden model by base_model", () => {
    const hidden = "bedrock/arn:aws:bedrock:eu-west-1:123:application-inference-profile/abc";
    const deployment = cloudDeployment(hidden, { ...signed, modelInfo: { base_model: "anthropic.claude-sonnet-4-5" } });
    const reasoning = { effort: "low", budgetTokens: null, mode: null, summary: null };
    expect(send(conversationOf({ reasoning }), deployment).body["additionalModelRequestFields"]).toEqual({
      thinking: { type: "enabled", budget_tokens: 1024 },
    });
  });

  it("asks Claude for one call at a time inside its own tool choice, because Converse refuses two choices", () => {
    const tools = [{ kind: "function", name: "x" }] as const;
    const { body, dropped } = send(
      conversationOf({ tools, parallelToolCalls: false, toolChoice: { kind: "required" } }),
    );
    expect(body["additionalModelRequestFields"]).toEqual({
      tool_choice: { type: "any", disable_parallel_tool_use: true },
    });
    expect(body["toolConfig"]).not.toHaveProperty("toolChoice");
    expect(dropped).toEqual([]);
    const nova = cloudDeployment("bedrock/amazon.nova-lite-v1:0", signed);
    expect(send(conversationOf({ tools, parallelToolCalls: false }), nova).dropped).toEqual(["parallel_tool_calls"]);
  });

  it("asks for a schema in Converse's own way, and notes JSON without one", () => {
    const schema = { type: "object", properties: { a: { type: "string" } } };
    const { body } = send(conversationOf({ responseFormat: { kind: "schema", name: "s", schema, strict: true } }));
    expect(body["outputConfig"]).toEqual({
      textFormat: { type: "json_schema", structure: { jsonSchema: { name: "s", schema: JSON.stringify(schema) } } },
    });
    expect(send(conversationOf({ responseFormat: { kind: "json" } })).dropped).toEqual(["response_format"]);
  });

  it("refuses OpenAI's parameters that Converse lacks by name, drops them when told to, and forgives `user`", () => {
    const conversation = conversationOf({ sampling: { seed: 3, frequencyPenalty: 1 }, user: "u1" });
    expect(() => send(conversation)).toThrow(/bedrock does not support parameters: \['seed', 'frequency_penalty'\]/);
    expect(send(conversation, undefined, true).dropped).toEqual(["seed", "frequency_penalty", "user"]);
    expect(send(conversationOf({ user: "u1" })).dropped).toEqual(["user"]);
  });

  it("puts Converse's own fields at their place and the rest into the model's, the file's over the client's", () => {
    const deployment = cloudDeployment(claude, {
      ...signed,
      defaultParams: { temperature: 0.1, max_tokens: 5, anthropic_beta: ["x"] },
      extraBody: { guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" } },
    });
    const extra = { requestMetadata: { team: "a" }, guardrailConfig: { guardrailIdentifier: "mine" } };
    expect(send(conversationOf({ extra, sampling: { temperature: 0.9 } }), deployment).body).toEqual({
      messages: [{ role: "user", content: [{ text: "hi" }] }],
      inferenceConfig: { maxTokens: 5, temperature: 0.9 },
      additionalModelRequestFields: { anthropic_beta: ["x"] },
      guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" },
      requestMetadata: { team: "a" },
    });
  });
});

const png: Part = { type: "image", source: { kind: "base64", mediaType: "image/png", data: "aGk=" } };
