/** LangChain's ChatOpenAI and LangGraph's agent: the contract behind every provider. */
import type { BaseMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { createReactAgent } from "@langchain/langgraph/prebuilt";
import { ChatOpenAI } from "@langchain/openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { masterKey } from "./running-gateway.ts";
import { openaiError } from "./spoken-upstream/openai-errors.ts";
import { itKeepsTheContract } from "./spoken-upstream/client-contract.ts";
import { callsTwoTools, saysHello } from "./spoken-upstream/said.ts";
import { langchainClient } from "./spoken-upstream/langchain-client.ts";
import { aliases, runEveryDialect, type EveryDialect } from "./spoken-upstream/gateway-of-every-dialect.ts";

const isNative = (alias: string): boolean => alias === "openrouter" || alias === "azure";
let every: EveryDialect;

beforeAll(async () => {
  every = await runEveryDialect();
});
afterAll(() => every.stop());

describe("langchain", () => {
  itKeepsTheContract({
    client: () => langchainClient(`${every.gateway.url}/v1`, masterKey),
    every: () => every,
    finishes: { stop: "stop", length: "length", tool_calls: "tool_calls", content_filter: "content_filter" },
    reads: { cached: true, reasoningTokens: true, callIds: true },
    error: (alias, status) => openaiError(status, isNative(alias)),
    hearsThoughts: (alias) => !isNative(alias), // it reads `reasoning_content`, not OpenRouter's `reasoning`
    loop: () => ({ signature: false, thought: false }), // it keeps thoughts to itself
    broken: () => "APIError",
  });
});

const weather = tool(({ city }: { city: string }) => `sunny in ${city}`, {
  name: "weather",
  description: "The weather of a city.",
  schema: z.object({ city: z.string(), days: z.number().optional() }),
});
const ask = { messages: [{ role: "user", content: "How is the weather?" }] };

describe("a LangGraph agent", () => {
  const agent = (model: string): ReturnType<typeof createReactAgent> => {
    const configuration = { baseURL: `${every.gateway.url}/v1` };
    const llm = new ChatOpenAI({ model, apiKey: masterKey, maxRetries: 0, configuration });
    return createReactAgent({ llm, tools: [weather] });
  };

  it.each(aliases)("calls its tools and answers behind %s", async (alias) => {
    every.upstream.plays({ kind: "says", said: callsTwoTools }, { kind: "says", said: saysHello });
    const { messages } = (await agent(alias).invoke(ask)) as { messages: BaseMessage[] }; // the prebuilt agent's state
    expect(messages.map((message) => message.type)).toEqual(["human", "ai", "tool", "tool", "ai"]);
    expect(messages.slice(2, 4).map(({ text }) => text)).toEqual(["sunny in 서울", "sunny in 부산"]);
    expect(messages.at(-1)?.text).toBe(saysHello.text.join(""));
  });

  it.each(aliases)("streams its answer token by token behind %s", async (alias) => {
    every.upstream.plays({ kind: "says", said: callsTwoTools }, { kind: "says", said: saysHello });
    const texts: string[] = [];
    for await (const [message] of await agent(alias).stream(ask, { streamMode: "messages" })) {
      const { type, text } = message as BaseMessage; // `messages` mode yields messages
      if (type === "ai" && text !== "") texts.push(text);
    }
    expect(texts).toEqual(saysHello.text);
  });
});
