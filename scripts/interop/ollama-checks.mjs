/** What is asked of Portico before a real Ollama, and what must come back: each check throws when it does not. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Ollama } from "ollama";
import OpenAI from "openai";

const question = [{ role: "user", content: "hi" }];
const weather = {
  type: "function",
  function: {
    name: "w",
    description: "d",
    parameters: { type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
  },
};

/** @type {Readonly<Record<string, (target: {origin: string, key: string}) => Promise<void>>>} */
export const ollamaChecks = {
  "OpenAI chat, whole": async (target) => {
    const answer = await openai(target).chat.completions.create({ model: "plain", messages: question });
    equal(answer.choices[0].message.content, "Hello there.");
    equal(answer.choices[0].finish_reason, "stop");
    ok(answer.usage.prompt_tokens > 0 && answer.usage.completion_tokens === 5);
  },
  "OpenAI chat, streamed, over /api/chat and /api/generate": async (target) => {
    for (const model of ["plain", "generate"]) {
      const { text, finish } = await streamed(target, { model, messages: question });
      equal(text, "Hello there.");
      equal(finish, "stop");
    }
  },
  "a tool call, whole and streamed": async (target) => {
    const asked = { model: "full", messages: question, tools: [weather], reasoning_effort: "none" };
    const whole = await openai(target).chat.completions.create(asked);
    equal(whole.choices[0].finish_reason, "tool_calls");
    const [call] = whole.choices[0].message.tool_calls;
    equal(call.function.name, "w");
    deepEqual(JSON.parse(call.function.arguments), { a: 1 });
    const { calls, finish } = await streamed(target, asked);
    equal(finish, "tool_calls");
    deepEqual(JSON.parse(calls), { a: 1 });
    const result = { role: "tool", tool_call_id: call.id, content: "42" };
    const after = await openai(target).chat.completions.create({
      model: "full",
      messages: [...question, whole.choices[0].message, result],
      reasoning_effort: "none",
    });
    equal(after.choices[0].message.content, "Hello there.");
  },
  "thinking, apart from the text": async (target) => {
    const asked = { model: "full", messages: question, reasoning_effort: "low" };
    const whole = await openai(target).chat.completions.create(asked);
    equal(whole.choices[0].message.reasoning_content, "hmm,");
    equal(whole.choices[0].message.content, "Hi!");
    const { text, thinking } = await streamed(target, asked);
    deepEqual([thinking, text], ["hmm,", "Hi!"]);
  },
  "a cut answer says length": async (target) => {
    const { finish } = await streamed(target, { model: "plain", messages: question, max_tokens: 2 });
    equal(finish, "length");
  },
  "JSON by schema": async (target) => {
    const schema = { type: "object", properties: { a: { type: "integer" } }, required: ["a"] };
    const response_format = { type: "json_schema", json_schema: { name: "x", schema } };
    const { text } = await streamed(target, { model: "plain", messages: question, response_format, max_tokens: 3 });
    match(text, /^\{/);
  },
  embeddings: async (target) => {
    const answer = await openai(target).embeddings.create({ model: "embed", input: ["a", "b"] });
    equal(answer.data.length, 2);
    ok(answer.data[0].embedding.length > 100 && answer.usage.prompt_tokens > 0);
  },
  "errors in the server's own words": async (target) => {
    const ask = (body) => openai(target).chat.completions.create({ messages: question, ...body });
    await rejected(ask({ model: "gone" }), 404, /not found/);
    await rejected(ask({ model: "plain", reasoning_effort: "high" }), 400, /does not support thinking/);
    await rejected(ask({ model: "plain", tools: [weather] }), 400, /does not support tools/);
  },
  "Ollama's client through to Ollama, under the alias's name": async (target) => {
    const client = ollama(target);
    const whole = await client.chat({ model: "plain", messages: question });
    deepEqual([whole.model, whole.message.content, whole.done_reason], ["plain", "Hello there.", "stop"]);
    let text = "";
    for await (const part of await client.generate({ model: "generate", prompt: "hi", stream: true })) {
      equal(part.model, "generate");
      text += part.response;
    }
    equal(text, "Hello there.");
    ok((await client.list()).models.some(({ name }) => name === "full"));
    await rejected(client.chat({ model: "gone", messages: question }), 404, /not found/);
  },
};

function openai({ origin, key }) {
  return new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0 });
}

function ollama({ origin, key }) {
  return new Ollama({ host: origin, headers: { authorization: `Bearer ${key}` } });
}

async function streamed(target, body) {
  const read = { text: "", thinking: "", calls: "", finish: null };
  /** @type {AsyncIterable<OpenAI.ChatCompletionChunk>} */
  const chunks = await openai(target).chat.completions.create({ ...body, stream: true });
  for await (const chunk of chunks) {
    const [choice] = chunk.choices;
    read.text += choice?.delta.content ?? "";
    read.thinking += choice?.delta.reasoning_content ?? "";
    for (const call of choice?.delta.tool_calls ?? []) read.calls += call.function?.arguments ?? "";
    read.finish = choice?.finish_reason ?? read.finish;
  }
  return read;
}

async function rejected(attempt, status, words) {
  const failure = await attempt.then(
    () => null,
    (error) => error,
  );
  ok(failure !== null, "it was answered");
  equal(failure.status ?? failure.status_code, status);
  match(failure.message ?? failure.error, words);
}
