/** Vercel's ai over its OpenAI-compatible provider: the contract behind every provider. */
import { afterAll, beforeAll, describe } from "vitest";
import { masterKey } from "./running-gateway.ts";
import { itKeepsTheContract } from "./spoken-upstream/client-contract.ts";
import { wireStatus } from "./spoken-upstream/openai-errors.ts";
import { vercelClient } from "./spoken-upstream/vercel-client.ts";
import { runEveryDialect, type EveryDialect } from "./spoken-upstream/gateway-of-every-dialect.ts";

const readsPlainThoughts: ReadonlySet<string> = new Set([
  "openrouter",
  "azure",
  "cohere",
  "ollama-chat",
  "ollama-generate",
]);
let every: EveryDialect;

beforeAll(async () => {
  every = await runEveryDialect();
});
afterAll(() => every.stop());

describe("the vercel ai SDK", () => {
  itKeepsTheContract({
    client: () => vercelClient(`${every.gateway.url}/v1`, masterKey),
    every: () => every,
    finishes: { stop: "stop", length: "length", tool_calls: "tool-calls", content_filter: "content-filter" },
    reads: { cached: true, reasoningTokens: true, callIds: true },
    error: (alias, status) => ({
      name: "AI_APICallError",
      status: wireStatus(status, alias === "openrouter" || alias === "azure"),
    }),
    unknownCount: 0,
    // It sends thoughts without their signature, and a result's picture as text.
    loop: (alias) => ({ signature: false, thought: readsPlainThoughts.has(alias), image: true }),
    broken: () => "AI_StreamProviderError",
  });
});
