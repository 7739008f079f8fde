/** Google's SDK over the pass-through of Gemini's own API. */
import { ApiError, GoogleGenAI } from "@google/genai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masterKey } from "./running-gateway.ts";
import { itKeepsTheContract, raised } from "./spoken-upstream/client-contract.ts";
import { callsTwoTools, saysHello, spokenSignature } from "./spoken-upstream/said.ts";
import { genaiClient } from "./spoken-upstream/genai-client.ts";
import { runEveryDialect, type EveryDialect } from "./spoken-upstream/gateway-of-every-dialect.ts";

let every: EveryDialect;

beforeAll(async () => {
  every = await runEveryDialect();
});
afterAll(() => every.stop());

describe("the google SDK", () => {
  itKeepsTheContract({
    client: () => genaiClient(`${every.gateway.url}`, masterKey),
    every: () => every,
    aliases: ["gemini"],
    finishes: { stop: "STOP", length: "MAX_TOKENS", tool_calls: "STOP", content_filter: "SAFETY" },
    reads: { cached: true, reasoningTokens: true, callIds: false },
    loop: () => ({ thought: true }),
    schema: () => '"responseJsonSchema"',
    error: (_alias, status) => ({ name: "ApiError", status }),
    broken: () => "TypeError",
  });

  const sdk = (apiKey: string): GoogleGenAI =>
    new GoogleGenAI({ apiKey, httpOptions: { baseUrl: `${every.gateway.url}/gemini` } });

  it("counts tokens and embeds", async () => {
    const { models } = sdk(masterKey);
    const counted = await models.countTokens({ model: "gemini-3-pro-preview", contents: "hi" });
    expect(counted.totalTokens).toBe(9);
    const embedded = await models.embedContent({ model: "gemini-embedding-001", contents: ["a", "b"] });
    expect(embedded.embeddings?.map(({ values }) => values)).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it("keeps a chat's thoughts through the SDK's own history", async () => {
    const { upstream } = every;
    upstream.plays({ kind: "says", said: callsTwoTools }, { kind: "says", said: saysHello });
    const chat = sdk(masterKey).chats.create({ model: "gemini-3-pro-preview" });
    await chat.sendMessage({ message: "How is the weather?" });
    const results = ["sunny", "rainy"].map((content) => ({
      functionResponse: { name: "weather", response: { content } },
    }));
    const answer = await chat.sendMessage({ message: results });
    expect(answer.text).toBe(saysHello.text.join(""));
    expect(upstream.last().rawBody).toContain(spokenSignature);
    expect(upstream.last().headers["x-goog-api-key"]).toBe("AIza-0123456789");
  });

  it("needs the gateway's key, not Google's", async () => {
    const error = await raised(sdk("AIza-0123456789").models.countTokens({ model: "m", contents: "hi" }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 401 });
  });
});
