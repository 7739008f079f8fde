/** Ollama's own client: the contract behind every provider. */
import { Ollama } from "ollama";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masterKey } from "./running-gateway.ts";
import { itKeepsTheContract } from "./spoken-upstream/client-contract.ts";
import { wireStatus } from "./spoken-upstream/openai-errors.ts";
import { saysHello } from "./spoken-upstream/said.ts";
import { ollamaClient } from "./spoken-upstream/ollama-client.ts";
import { aliases, runEveryDialect, type EveryDialect } from "./spoken-upstream/gateway-of-every-dialect.ts";

const readsPlainThoughts: ReadonlySet<string> = new Set(["openrouter", "cohere", "ollama-chat", "ollama-generate"]);
let every: EveryDialect;

beforeAll(async () => {
  every = await runEveryDialect();
});
afterAll(() => every.stop());

describe("the ollama client", () => {
  itKeepsTheContract({
    client: () => ollamaClient(`${every.gateway.url}`, masterKey),
    every: () => every,
    finishes: { stop: "stop", length: "length", tool_calls: "stop", content_filter: "stop" },
    reads: { cached: false, reasoningTokens: false, callIds: false },
    error: (alias, status) => ({ name: "ResponseError", status: wireStatus(status, alias.startsWith("ollama")) }),
    // Without a signature a thought goes back only to who reads it as text.
    loop: (alias) => ({ signature: false, thought: readsPlainThoughts.has(alias) }),
    broken: () => "Error",
  });

  const sdk = (): Ollama => new Ollama({ host: every.gateway.url, headers: { authorization: `Bearer ${masterKey}` } });

  it("finds every alias, and what it can do", async () => {
    const { models } = await sdk().list();
    expect(models.map(({ name }) => name)).toEqual(expect.arrayContaining([...aliases]) as string[]);
    expect((await sdk().show({ model: "anthropic" })).capabilities).toContain("completion");
    expect((await sdk().version()).version).toMatch(/^\d+\.\d+/);
  });

  it.each(aliases)("generates from a prompt behind %s, whole and streamed", async (model) => {
    every.upstream.plays({ kind: "says", said: saysHello }, { kind: "says", said: saysHello });
    const whole = await sdk().generate({ model, prompt: "hi", stream: false });
    expect(whole).toMatchObject({ response: saysHello.text.join(""), done: true, done_reason: "stop", eval_count: 30 });
    let text = "";
    for await (const line of await sdk().generate({ model, prompt: "hi", stream: true })) text += line.response;
    expect(text).toBe(saysHello.text.join(""));
  });
});
