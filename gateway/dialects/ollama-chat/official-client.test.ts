/** The official npm client against this dialect's bytes, over a real socket. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Ollama } from "ollama";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, AnswerEvent } from "../../contract/answer.ts";
import { GatewayError } from "../../contract/errors.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { ClientDialect, Fields, RenderContext } from "../client-dialect.ts";
import { ollamaGenerate } from "../ollama-generate/ollama-generate.ts";
import { ollamaChat } from "./ollama-chat.ts";
import { psBody, showBody, tagsBody, versionBody, type OllamaCatalogEntry } from "./ollama-catalog.ts";

const entry: OllamaCatalogEntry = {
  alias: "qwen-235b",
  provider: "openrouter",
  upstreamModel: "qwen/qwen3-235b",
  contextWindow: 131_072,
  capabilities: { completion: true, tools: true, vision: false, thinking: true, embedding: false },
};
const at = "2026-01-01T00:00:00.000Z";
const usage = { ...unknownUsage, promptTokens: 11, completionTokens: 3 };
const call = { id: "c1", name: "w" };

/** What the model says, by what it was asked. */
function eventsFor(question: string): readonly AnswerEvent[] {
  const said: readonly AnswerEvent[] =
    question === "call"
      ? [
          { type: "tool_call", choice: 0, call: 0, ...call },
          { type: "tool_arguments", choice: 0, call: 0, text: '{"a"' },
          { type: "tool_arguments", choice: 0, call: 0, text: ":1}" },
        ]
      : [
          { type: "reasoning", choice: 0, text: "hmm" },
          { type: "text", choice: 0, text: "Hel" },
          { type: "text", choice: 0, text: "lo 한🙂" },
        ];
  return [...said, { type: "usage", usage }, { type: "finish", choice: 0, reason: "stop", stopSequence: null }];
}

function answerFor(question: string): Answer {
  const parts =
    question === "call"
      ? [{ type: "tool_call", ...call, arguments: '{"a":1}' } as const]
      : [{ type: "reasoning", text: "hmm" } as const, { type: "text", text: "Hello 한🙂" } as const];
  return {
    id: null,
    model: null,
    choices: [{ index: 0, parts, finish: "stop", stopSequence: null, logprobs: null }],
    usage,
  };
}

let server: Server;
let client: Ollama;

beforeAll(async () => {
  server = createServer((request, response) => {
    void serve(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server: just listened
  client = new Ollama({ host: `http://127.0.0.1:${port}` });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const fields = (body === "" ? {} : JSON.parse(body)) as Fields; // the client sends objects
  const send = (json: string | null): void => {
    response.writeHead(json === null ? 404 : 200, { "content-type": "application/json" });
    response.end(json ?? '{"error":"model not found"}');
  };
  switch (request.url) {
    case "/api/tags":
      return send(tagsBody([entry], at));
    case "/api/ps":
      return send(psBody([entry], at));
    case "/api/version":
      return send(versionBody());
    case "/api/show":
      return send(showBody([entry], String(fields["model"]), at));
    default:
      return generate(request.url === "/api/chat" ? ollamaChat : ollamaGenerate, fields, response);
  }
}

function generate(dialect: ClientDialect, fields: Fields, response: ServerResponse): void {
  const { messages } = dialect.toConversation(fields);
  const last = messages.at(-1)?.parts[0];
  const question = last?.type === "text" ? last.text : "";
  const context: RenderContext = {
    requestId: "r",
    model: String(fields["model"]),
    createdAt: 1_790_000_000,
    wantsUsage: false,
    mergesReasoning: false,
    fields,
    elapsedMs: () => 12,
  };
  if (!dialect.isStream(fields)) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(dialect.renderAnswer(answerFor(question), context));
    return;
  }
  const encoder = dialect.openEncoder(context);
  response.writeHead(200, { "content-type": dialect.streamContentType });
  const error = new GatewayError("upstream_disconnected", { message: "the upstream went away" });
  if (question === "break") response.write(encoder.encode(eventsFor("").slice(0, 2)));
  else for (const event of eventsFor(question)) response.write(encoder.encode([event]));
  response.end(question === "break" ? encoder.fail(error) : encoder.end());
}

const ask = (content: string) => ({ model: "qwen-235b", messages: [{ role: "user", content }] });

describe("the official ollama client", () => {
  it("reads a whole chat answer", async () => {
    const answer = await client.chat(ask("hi"));
    expect(answer.message).toEqual({ role: "assistant", content: "Hello 한🙂", thinking: "hmm" });
    expect(answer).toMatchObject({
      done: true,
      done_reason: "stop",
      prompt_eval_count: 11,
      eval_count: 3,
      total_duration: 12_000_000,
    });
  });

  it("reads a chat stream to its end", async () => {
    let content = "";
    let thinking = "";
    let last: unknown;
    for await (const part of await client.chat({ ...ask("hi"), stream: true })) {
      content += part.message.content;
      thinking += part.message.thinking ?? "";
      last = part;
    }
    expect({ content, thinking }).toEqual({ content: "Hello 한🙂", thinking: "hmm" });
    expect(last).toMatchObject({ done: true, eval_count: 3 });
  });

  it("gets tool calls whole, streamed or not", async () => {
    const whole = await client.chat(ask("call"));
    const streamed = [];
    for await (const part of await client.chat({ ...ask("call"), stream: true }))
      streamed.push(...(part.message.tool_calls ?? []));
    for (const calls of [whole.message.tool_calls, streamed]) {
      expect(calls).toMatchObject([{ function: { name: "w", arguments: { a: 1 } } }]);
    }
  });

  it("reads /api/generate, whole and streamed", async () => {
    const asked = { model: "qwen-235b", prompt: "hi", system: "S" };
    expect(await client.generate(asked)).toMatchObject({ response: "Hello 한🙂", thinking: "hmm", done: true });
    let response = "";
    for await (const part of await client.generate({ ...asked, stream: true })) response += part.response;
    expect(response).toBe("Hello 한🙂");
  });

  it("sees a broken stream as an error with its words", async () => {
    const read = async (): Promise<string> => {
      let content = "";
      for await (const part of await client.chat({ ...ask("break"), stream: true })) content += part.message.content;
      return content;
    };
    await expect(read()).rejects.toThrow("the upstream went away");
  });

  it("finds the alias, what it can do and how long its context is", async () => {
    expect((await client.list()).models).toMatchObject([{ name: "qwen-235b", model: "qwen-235b", size: 0 }]);
    expect((await client.ps()).models).toMatchObject([{ name: "qwen-235b" }]);
    expect((await client.version()).version).toMatch(/^\d+\.\d+\.\d+$/);
    for (const model of ["qwen-235b", "qwen-235b:latest"]) {
      const shown = await client.show({ model });
      expect(shown.capabilities).toEqual(["completion", "tools", "thinking"]);
      expect(shown.model_info).toMatchObject({
        "general.architecture": "openrouter",
        "openrouter.context_length": 131_072,
      });
    }
    await expect(client.show({ model: "nope" })).rejects.toThrow("model not found");
  });
});
