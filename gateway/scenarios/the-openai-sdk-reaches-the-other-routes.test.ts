/** OpenAI's SDK beyond chat: legacy completions, embeddings, images, audio and moderations, behind whoever has them. */
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";
import { raised } from "./spoken-upstream/client-contract.ts";
import { awsVariables, configOfEveryDialect, aliases } from "./spoken-upstream/gateway-of-every-dialect.ts";
import { saysHello } from "./spoken-upstream/said.ts";
import { startSpokenUpstream, type SpokenUpstream } from "./spoken-upstream/spoken-upstream.ts";

let upstream: SpokenUpstream;
let gateway: RunningGateway;
let sdk: OpenAI;

beforeAll(async () => {
  upstream = await startSpokenUpstream();
  const { origin } = upstream;
  const more = [
    ["e-openai", `model: openai/text-embedding-3-small, api_base: "${origin}/oa/v1", api_key: sk-up-0123456789`],
    ["e-azure", `model: azure/embed, api_base: "${origin}", api_key: azure-key-01, api_version: "2024-10-21"`],
    ["e-gemini", `model: gemini/gemini-embedding-001, api_base: "${origin}/gem", api_key: AIza-0123456789`],
    ["e-cohere", `model: cohere/embed-v4.0, api_base: "${origin}", api_key: cohere-key-01`],
    ["e-ollama", `model: ollama/nomic-embed-text, api_base: "${origin}"`],
    ["e-bedrock", `model: bedrock/amazon.titan-embed-text-v2:0, api_base: "${origin}", aws_region_name: eu-west-1`],
    ["media", `model: openai/gpt-media, api_base: "${origin}/oa/v1", api_key: sk-up-0123456789`],
  ].map(([alias, params]) => `  - {model_name: ${alias}, litellm_params: {${params}}}\n`);
  gateway = await runGateway(configOfEveryDialect(origin) + more.join(""), awsVariables);
  sdk = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: masterKey, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

describe("legacy completions", () => {
  it.each(aliases)("behind %s, whole and streamed", async (model) => {
    upstream.plays({ kind: "says", said: saysHello }, { kind: "says", said: saysHello });
    const { choices, usage } = await sdk.completions.create({ model, prompt: "Say hello" });
    expect(choices[0]).toMatchObject({ text: saysHello.text.join(""), finish_reason: "stop" });
    expect(usage).toMatchObject({ prompt_tokens: 100, completion_tokens: 30 });
    let text = "";
    for await (const chunk of await sdk.completions.create({ model, prompt: "Say hello", stream: true }))
      text += chunk.choices[0]?.text ?? "";
    expect(text).toBe(saysHello.text.join(""));
  });
});

describe("embeddings", () => {
  // The SDK asks for base64 by itself and unpacks it: both ways must give the provider's numbers.
  it.each(["e-openai", "e-azure", "e-gemini", "e-cohere", "e-ollama"])("behind %s", async (model) => {
    for (const format of [{}, { encoding_format: "float" as const }]) {
      const { data } = await sdk.embeddings.create({ model, input: ["a", "b"], ...format });
      expect(data.map(({ index, embedding }) => [index, embedding])).toEqual([
        [0, [1, 2]],
        [1, [1, 2]],
      ]);
    }
  });

  it("behind Titan on Bedrock one text a call", async () => {
    const { data } = await sdk.embeddings.create({ model: "e-bedrock", input: "a" });
    expect(data.map(({ embedding }) => embedding)).toEqual([[1, 2]]);
    const error = await raised(sdk.embeddings.create({ model: "e-bedrock", input: ["a", "b"] }));
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
  });

  it("cannot be had from a provider without any, and the error says so", async () => {
    const error = await raised(sdk.embeddings.create({ model: "anthropic", input: "a" }));
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect((error as InstanceType<typeof OpenAI.APIError>).status).toBeLessThan(500); // an APIError: just checked
  });
});

describe("media", () => {
  it("paints, speaks, listens and judges", async () => {
    const model = "media";
    const painted = await sdk.images.generate({ model, prompt: "a cat" });
    expect(painted.data?.[0]?.b64_json).toBe("aGk=");
    const image = await toFile(Buffer.from("png"), "cat.png", { type: "image/png" });
    expect((await sdk.images.edit({ model, image, prompt: "a hat" })).data?.[0]?.b64_json).toBe("aGk=");
    const spoken = await sdk.audio.speech.create({ model, input: "hello", voice: "alloy" });
    expect(Buffer.from(await spoken.arrayBuffer())).toHaveLength(8);
    const file = await toFile(Buffer.from("mp3"), "hello.mp3", { type: "audio/mpeg" });
    expect((await sdk.audio.transcriptions.create({ model, file })).text).toBe("안녕");
    expect((await sdk.audio.translations.create({ model, file })).text).toBe("안녕");
    expect((await sdk.moderations.create({ model, input: "hello" })).results[0]?.flagged).toBe(false);
  });
});
