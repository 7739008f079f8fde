/** OpenAI's SDK, Responses: the contract behind every provider. */
import { afterAll, beforeAll, describe } from "vitest";
import { masterKey } from "./running-gateway.ts";
import { openaiError } from "./spoken-upstream/openai-errors.ts";
import { itKeepsTheContract } from "./spoken-upstream/client-contract.ts";
import { responsesClient } from "./spoken-upstream/responses-client.ts";
import { runEveryDialect, type EveryDialect } from "./spoken-upstream/gateway-of-every-dialect.ts";

const isNative = (alias: string): boolean => alias === "azure" || alias === "responses";
let every: EveryDialect;

beforeAll(async () => {
  every = await runEveryDialect();
});
afterAll(() => every.stop());

describe("the openai SDK's responses", () => {
  itKeepsTheContract({
    client: () => responsesClient(`${every.gateway.url}/v1`, masterKey),
    every: () => every,
    finishes: {
      stop: "completed",
      length: "max_output_tokens",
      tool_calls: "completed",
      content_filter: "content_filter",
    },
    reads: { cached: true, reasoningTokens: true, callIds: true },
    error: (alias, status) => openaiError(status, isNative(alias)),
    // A translated stream ends as OpenAI's own do: by an event that the SDK hands on.
    broken: (alias) => (isNative(alias) ? "APIError" : "ResponseFailed"),
    schema: (alias) => (isNative(alias) ? '"text":{"format":{"type":"json_schema"' : null),
  });
});
