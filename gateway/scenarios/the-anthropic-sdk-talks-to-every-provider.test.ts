/** Anthropic'\''s SDK, Messages: the contract behind every provider. */
import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masterKey } from "./running-gateway.ts";
import { itKeepsTheContract } from "./spoken-upstream/client-contract.ts";
import { messagesClient } from "./spoken-upstream/messages-client.ts";
import { aliases, runEveryDialect, type EveryDialect } from "./spoken-upstream/gateway-of-every-dialect.ts";

const errorNames = {
  400: "BadRequestError",
  401: "AuthenticationError",
  429: "RateLimitError",
  529: "OverloadedError",
} as const;
let every: EveryDialect;

beforeAll(async () => {
  every = await runEveryDialect();
});
afterAll(() => every.stop());

describe("the anthropic SDK", () => {
  itKeepsTheContract({
    client: () => messagesClient(`${every.gateway.url}`, masterKey),
    every: () => every,
    finishes: { stop: "end_turn", length: "max_tokens", tool_calls: "tool_use", content_filter: "refusal" },
    reads: { cached: true, reasoningTokens: false, callIds: true },
    error: (alias, status) => {
      // Google's word for it, UNAVAILABLE, is a 503 everywhere.
      if (alias === "gemini" && status === 529) return { name: "ServiceUnavailableError", status: 503 };
      return { name: errorNames[status], status };
    },
    // Chat completions have no place for thoughts but where a server gave them one.
    loop: (alias) => (alias === "azure" ? { signature: false, thought: false } : {}),
    broken: () => "APIError",
  });

  it.each(aliases)("counts tokens behind %s, by the provider where it counts", async (alias) => {
    const sdk = new Anthropic({ baseURL: every.gateway.url, apiKey: masterKey, maxRetries: 0 });
    const messages = [{ role: "user" as const, content: "How many tokens are these?" }];
    const { input_tokens: count } = await sdk.messages.countTokens({ model: alias, messages });
    if (alias === "anthropic" || alias === "gemini") expect(count).toBe(9);
    else expect(count).toBeGreaterThan(4);
  });
});
