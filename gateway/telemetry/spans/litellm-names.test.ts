/** Beside a real LiteLLM's span of the same request: each of its attributes is there with its value, or named as left out. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RequestIntent, RequestOutcome } from "../../contract/spend-log.ts";
import { attemptOf, plainPolicy, sceneOf } from "./__fixtures__/scenes.ts";
import { requestSpan } from "./request-span.ts";

interface Recorded {
  readonly request: Readonly<Record<string, unknown>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const file = new URL("./__fixtures__/litellm-1.106-request-span.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Record<string, Recorded> }; // ours, recorded

/** What Portico has not: discounts and margins, Python's stack, its own spending in a span, and content nobody asked for. */
const leftOut =
  /^(gen_ai\.cost\.(discount|margin)_|error\.stack_trace|metadata\.(user_api_key_(spend|user_id)|used_client_oauth_token)|gen_ai\.(input|output)\.messages|gen_ai\.completion\.|llm\.request\.functions\.\d+\.parameters)/;
/** The same name with a better value: what the conventions say, our own code, our ids, our sentence. */
const better = new Set([
  "gen_ai.operation.name",
  "gen_ai.response.finish_reasons",
  "gen_ai.response.id",
  "litellm.call_id",
  "error.type",
  "error.message",
  "hidden_params",
  "metadata.requester_metadata",
  "metadata.usage_object",
  "metadata.user_agent",
]);

const line = { priceKey: "", source: "price_map", price: "", quantity: 1 } as const;
const answered: Partial<RequestOutcome> = {
  provider: "openai",
  upstreamModel: "gpt-4",
  promptTokens: 11,
  completionTokens: 3,
  cachedTokens: 4,
  reasoningTokens: 1,
  costUsdNanos: "510000",
  cost: {
    usdNanos: "510000",
    source: "price_map",
    entry: "gpt-4",
    map: null,
    serviceTier: null,
    isEstimate: false,
    missing: [],
    lines: [
      { ...line, unit: "input", usd: "0.00021" },
      { ...line, unit: "cache_read", usd: "0.00012" },
      { ...line, unit: "output", usd: "0.00012" },
      { ...line, unit: "reasoning", usd: "0.00006" },
    ],
  },
};
const failed: Partial<RequestOutcome> = {
  provider: "openai",
  upstreamModel: "gpt-4",
  state: "upstream_error",
  status: 500,
  errorCode: "upstream_error",
  errorMessage: "The server had an error",
  promptTokens: null,
  completionTokens: null,
  attemptList: [attemptOf(0, { status: 500, errorCode: "upstream_error", errorMessage: "The server had an error" })],
};
const intent: Partial<RequestIntent> = {
  alias: "gpt-4",
  clientAddress: "127.0.0.1",
  userAgent: "client/1",
  endUser: "u1",
  metadata: {},
  stream: false,
};

describe("a span of", () => {
  it.each([
    ["chat-params", answered],
    ["tools", answered],
    ["error-500", failed],
  ])("%s", (name, outcome) => {
    const recorded = cases[name];
    if (recorded === undefined) throw new Error(`${name} was not recorded`);
    const answer = { id: "chatcmpl-up1", model: "gpt-4", choices: [{ index: 0, finish_reason: "stop" }] };
    const isAnswered = outcome === answered;
    const { attributes } = requestSpan(
      sceneOf({ intent, outcome, fields: recorded.request, ...(isAnswered ? { answer } : {}) }),
      plainPolicy,
    );
    for (const [key, value] of Object.entries(recorded.attributes)) {
      if (leftOut.test(key) || (key === "gen_ai.response.id" && !isAnswered)) continue;
      const ours = attributes[key];
      expect(ours, key).toBeDefined();
      if (better.has(key)) continue;
      if (typeof value === "number") expect(ours, key).toBeCloseTo(value, 9);
      else expect(ours, key).toBe(value);
    }
  });
});
