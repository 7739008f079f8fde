/** OpenAI's SDK, chat completions: the contract behind every provider. */
import { afterAll, beforeAll, describe } from "vitest";
import { masterKey } from "./running-gateway.ts";
import { openaiError } from "./spoken-upstream/openai-errors.ts";
import { itKeepsTheContract } from "./spoken-upstream/client-contract.ts";
import { chatClient } from "./spoken-upstream/chat-client.ts";
import { runEveryDialect, type EveryDialect } from "./spoken-upstream/gateway-of-every-dialect.ts";

let every: EveryDialect;

beforeAll(async () => {
  every = await runEveryDialect();
});
afterAll(() => every.stop());

describe("the openai SDK's chat completions", () => {
  itKeepsTheContract({
    client: () => chatClient(`${every.gateway.url}/v1`, masterKey),
    every: () => every,
    finishes: { stop: "stop", length: "length", tool_calls: "tool_calls", content_filter: "content_filter" },
    reads: { cached: true, reasoningTokens: true, callIds: true },
    error: (alias, status) => openaiError(status, alias === "openrouter" || alias === "azure"),
    broken: () => "APIError",
  });
});
