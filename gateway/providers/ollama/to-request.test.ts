import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Conversation } from "../../contract/conversation.ts";
import { noSampling } from "../../contract/conversation.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { Fields } from "../../dialects/client-dialect.ts";
import { dialectFor } from "../../dialects/registry.ts";
import { deploymentOf } from "./__fixtures__/deployment.ts";
import { conversationOf, goldenConversation } from "./__fixtures__/golden-conversations.ts";
import { ollama, ollamaChat } from "./ollama.ts";

interface GoldenCase {
  readonly id: string;
  readonly status: number;
  readonly request: Fields;
  readonly upstream: { readonly path: string; readonly body: Record<string, unknown> } | null;
}

const cases = JSON.parse(
  readFileSync(new URL("./__fixtures__/golden-upstream.json", import.meta.url), "utf8"),
) as readonly GoldenCase[]; // our own file

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
  readonly dropped: readonly string[];
}

function send(
  prefix: "ollama" | "ollama_chat",
  conversation: Conversation,
  changes: Partial<Deployment> = {},
  upstreamModel = "tiny",
): Sent {
  const deployment = deploymentOf(prefix, changes);
  const chat = (prefix === "ollama" ? ollama : ollamaChat).chat;
  if (chat === null) throw new Error("no chat");
  const input = { deployment, upstreamModel, conversation, dropParams: deployment.dropParams, headers: {} };
  const { request, dropped } = chat.toRequest(input);
  const body = JSON.parse(request.body?.toString("utf8") ?? "null") as Record<string, unknown>; // what we just wrote
  return { path: request.path, headers: request.headers, body, dropped };
}

/** The golden bodies with our listed differences. */
function expectedBody(body: Record<string, unknown>): Record<string, unknown> {
  const messages = Array.isArray(body["messages"]) ? (body["messages"] as Record<string, unknown>[]) : null; // golden data
  const { images, ...rest } = body;
  return {
    ...rest,
    ...(Array.isArray(images) && images.length > 0 ? { images } : {}),
    ...(messages === null ? {} : { messages: messages.map(expectedMessage) }),
  };
}

/** An empty `images` says nothing; a call keeps the id that its result names; a result names its tool. */
function expectedMessage({ images, ...message }: Record<string, unknown>): Record<string, unknown> {
  const calls = message["tool_calls"];
  const callId = goldenCallIds[String(message["content"])] ?? "call_9";
  return {
    ...message,
    ...(Array.isArray(images) && images.length > 0 ? { images } : {}),
    ...(Array.isArray(calls) ? { tool_calls: calls.map((call: object) => ({ id: callId, ...call })) } : {}),
    ...(message["role"] === "tool" ? { tool_name: "w" } : {}),
  };
}
const goldenCallIds: Readonly<Record<string, string>> = { ok: "toolu_9" };

/** Cases that differ on purpose, each tested below. */
const onPurpose: Readonly<Record<string, string>> = {
  "chat-oll-tool-none": "`tool_choice: none` leaves the tools out: LiteLLM passes them and the model calls one",
  "chat-ollgen-tools": "native tools instead of a JSON prompt that returns no call",
  "chat-ollgen-tool-forced": "the same",
  "chat-ollgen-tool-none": "the same",
  "chat-ollgen-tool-result": "the same",
  "chat-ollgen-image": "LiteLLM lacks a library for it and answers 500",
  "responses-oll-tools": "a Responses client's parallel_tool_calls is left out and noted, not refused",
};

describe("a server tool", () => {
  const search = (family: "responses" | "anthropic"): Conversation => ({
    ...goldenConversation("messages-oll-plain"),
    family,
    tools: [{ kind: "native", family, value: { type: "web_search" } }],
  });

  it("of a Responses client is left out and noted, even alone, as LiteLLM does it", () => {
    const sent = send("ollama_chat", search("responses"));
    expect(sent.body).not.toHaveProperty("tools");
    expect(sent.dropped).toContain("tools.web_search");
  });

  it("of a Messages client is refused where it is the only one, as LiteLLM does it", () => {
    expect(() => send("ollama_chat", search("anthropic"))).toThrow(/\['web_search'\]/);
  });
});

describe("toRequest, beside LiteLLM's", () => {
  it.each(cases.filter(({ id, upstream }) => upstream !== null && onPurpose[id] === undefined))(
    "sends for $id what LiteLLM sends",
    ({ id, upstream }) => {
      const sent = send(id.includes("-ollgen-") ? "ollama" : "ollama_chat", goldenConversation(id));
      expect(sent.path).toBe(upstream?.path);
      expect(sent.body).toEqual(expectedBody(upstream?.body ?? {}));
    },
  );

  it.each(cases.filter(({ id, upstream }) => upstream === null && onPurpose[id] === undefined))(
    "refuses $id by the parameter's name",
    ({ id, status }) => {
      const attempt = (): unknown => send(id.includes("-ollgen-") ? "ollama" : "ollama_chat", goldenConversation(id));
      expect(attempt).toThrow(GatewayError);
      expect(attempt).toThrow(/does not support parameters: \['(presence_penalty|logprobs|n|thinking|web_search_\w+)'/);
      expect(status).toBe(400);
    },
  );

  it.each(cases.filter(({ id }) => /^(chat|messages)-/.test(id) && !id.endsWith("server-tool")))(
    "gets from the client's own dialect the request that $id stands for",
    ({ id, request }) => {
      const prefix = id.includes("-ollgen-") ? "ollama" : "ollama_chat";
      const conversation = dialectFor(id.startsWith("chat-") ? "chat" : "messages").toConversation(request);
      const read = send(prefix, conversation, { dropParams: true });
      const byHand = send(prefix, goldenConversation(id), { dropParams: true });
      expect(read.body).toEqual(byHand.body);
    },
  );

  it("leaves the tools out when the client says that none may be called", () => {
    const { body, dropped } = send("ollama_chat", goldenConversation("chat-oll-tool-none"));
    expect(body).not.toHaveProperty("tools");
    expect(dropped).toEqual([]);
  });

  it.each(["tools", "tool-forced", "tool-result"])("takes chat-ollgen-%s over /api/chat with native tools", (name) => {
    const sent = send("ollama", goldenConversation(`chat-ollgen-${name}`));
    const twin = send("ollama_chat", goldenConversation(`chat-oll-${name}`));
    expect(sent.path).toBe("/api/chat");
    expect(sent.body).toEqual(twin.body);
    expect(sent.body["tools"]).toHaveLength(1);
  });

  it("sends images over /api/generate beside the prompt", () => {
    const { path, body } = send("ollama", goldenConversation("chat-ollgen-image"));
    expect(path).toBe("/api/generate");
    expect(body["prompt"]).toBe("### User:\nsee\n\n");
    expect(body["images"]).toHaveLength(1);
  });

  it("leaves out a foreign server tool beside the client's own, or no coding agent would work, and names it", () => {
    const own = goldenConversation("chat-oll-tools");
    const search = { kind: "native", family: "responses", value: { type: "web_search" } } as const;
    const { body, dropped } = send("ollama_chat", { ...own, family: "responses", tools: [...own.tools, search] });
    expect(body["tools"]).toHaveLength(1);
    expect(dropped).toContain("tools.web_search");
  });

  it("leaves out and notes what a Responses client asks and Ollama lacks", () => {
    const { body, dropped } = send("ollama_chat", goldenConversation("responses-oll-tools"));
    expect(body).not.toHaveProperty("parallel_tool_calls");
    expect(dropped).toEqual(["parallel_tool_calls"]);
  });
});

describe("parameters", () => {
  const asked = conversationOf("openai", {
    sampling: { ...noSampling, temperature: 0.2 },
    toolChoice: { kind: "required" },
  });

  it("lets the client's value win over the deployment's default, and extra_body over both", () => {
    const { body } = send("ollama_chat", asked, {
      defaultParams: { temperature: 0.9, num_ctx: 8192, keep_alive: "10m", max_tokens: 5, mirostat: 2, stop: "END" },
      extraBody: { options: { num_ctx: 4096 }, think: false },
    });
    expect(body["options"]).toEqual({ temperature: 0.2, num_ctx: 4096, num_predict: 5, mirostat: 2, stop: ["END"] });
    expect(body).toMatchObject({ keep_alive: "10m", think: false });
  });

  it("notes a tool choice it cannot keep and a user it has no place for", () => {
    expect(send("ollama_chat", { ...asked, user: "u" }).dropped).toEqual(["tool_choice", "user"]);
  });

  it.each([
    ["low", "llama3", true],
    ["high", "gpt-oss:20b", "high"],
    ["xhigh", "gpt-oss:20b", "high"],
    ["minimal", "gpt-oss:20b", "low"],
    ["none", "qwen3", false],
    ["minimal", "qwen3", false],
  ])("turns effort %s for %s into think %s", (effort, model, think) => {
    const reasoning = { effort, budgetTokens: null, mode: null, summary: null };
    expect(send("ollama_chat", conversationOf("openai", { reasoning }), {}, model).body["think"]).toBe(think);
  });

  it("does not ask a model to think that the file says cannot, and notes it", () => {
    const reasoning = { effort: null, budgetTokens: 1024, mode: "on", summary: null } as const;
    const { body, dropped } = send("ollama_chat", conversationOf("anthropic", { reasoning }), {
      modelInfo: { supports_reasoning: false },
    });
    expect(body).not.toHaveProperty("think");
    expect(dropped).toEqual(["thinking"]);
  });

  it("sends log probabilities where the client may have them", () => {
    const sampling = { ...noSampling, logprobs: true, topLogprobs: 3 };
    expect(send("ollama_chat", conversationOf("responses", { sampling })).body).toMatchObject({
      logprobs: true,
      top_logprobs: 3,
    });
    const allowed = { allowedOpenaiParams: ["logprobs", "top_logprobs"] };
    expect(send("ollama_chat", conversationOf("openai", { sampling }), allowed).body).toMatchObject({ logprobs: true });
    const dropped = send("ollama_chat", conversationOf("openai", { sampling }), { dropParams: true });
    expect(dropped.body).not.toHaveProperty("logprobs");
    expect(dropped.dropped).toEqual(["logprobs", "top_logprobs"]);
  });

  it("gives an Ollama client's own fields back to an Ollama", () => {
    const extra = { options: { num_ctx: 1, mirostat: 2 }, keep_alive: "5m", raw: true, suffix: "}" };
    const { body } = send("ollama", conversationOf("ollama", { extra }), { additionalDropParams: ["keep_alive"] });
    expect(body).toEqual({
      model: "tiny",
      prompt: "hi",
      options: { num_ctx: 1, mirostat: 2 },
      stream: false,
      raw: true,
      suffix: "}",
    });
  });

  it.each([
    ["http://127.0.0.1:11434", "/api/chat"],
    ["http://127.0.0.1:11434/api/chat", "/api/chat"],
    ["http://host/ollama/api", "/ollama/api/chat"],
    ["http://host/ollama/", "/ollama/api/chat"],
  ])("calls %s at %s", (apiBase, path) => {
    expect(send("ollama_chat", conversationOf("openai", {}), { apiBase }).path).toBe(path);
  });

  it("sends a key as Bearer, and none when there is none", () => {
    expect(send("ollama_chat", asked).headers).not.toHaveProperty("authorization");
    expect(send("ollama_chat", asked, { apiKey: "k1" }).headers["authorization"]).toBe("Bearer k1");
  });
});

describe("messages", () => {
  it("refuses an image that is only an address, and takes a data URL", () => {
    const withImage = (url: string): Conversation =>
      conversationOf("openai", {
        messages: [{ role: "user", parts: [{ type: "image", source: { kind: "url", url } }] }],
      });
    expect(() => send("ollama_chat", withImage("https://example.com/a.png"))).toThrow(
      /only as data inside the request/,
    );
    expect(send("ollama_chat", withImage("data:image/png;base64,AAAA")).body["messages"]).toEqual([
      { role: "user", content: "", images: ["AAAA"] },
    ]);
  });

  it("keeps thinking, a result's image and broken arguments, and notes what it must leave out", () => {
    const { body, dropped } = send(
      "ollama_chat",
      conversationOf("anthropic", {
        messages: [
          {
            role: "assistant",
            parts: [
              { type: "reasoning", text: "hmm", signature: "sig" },
              { type: "tool_call", id: "c1", name: "w", arguments: '{"a":' },
            ],
          },
          {
            role: "user",
            parts: [
              {
                type: "tool_result",
                callId: "c1",
                parts: [
                  { type: "text", text: "see" },
                  { type: "image", source: { kind: "base64", mediaType: "image/png", data: "AAAA" } },
                ],
                isError: true,
              },
              { type: "audio", data: "AAAA", format: "wav" },
              { type: "document", source: { kind: "text", text: "doc" } },
            ],
          },
        ],
      }),
    );
    expect(body["messages"]).toEqual([
      {
        role: "assistant",
        content: "",
        thinking: "hmm",
        tool_calls: [{ id: "c1", function: { name: "w", arguments: { arguments: '{"a":' } } }],
      },
      { role: "tool", content: "see", tool_name: "w", tool_call_id: "c1", images: ["AAAA"] },
      { role: "user", content: "doc" },
    ]);
    expect(dropped).toEqual(["messages[0].reasoning_signature", "messages[1].audio"]);
  });
});
