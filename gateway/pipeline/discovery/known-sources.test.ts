/** The hosts that providers' keys go to, written down a second time: a slip in the table would send a key to a stranger. */
import { expect, it } from "vitest";
import { knownSources } from "./known-sources.ts";

/** @source each provider's own API reference */
const officialHosts: Readonly<Record<string, string>> = {
  openrouter: "openrouter.ai",
  openai: "api.openai.com",
  anthropic: "api.anthropic.com",
  gemini: "generativelanguage.googleapis.com",
  ollama: "localhost:11434",
  lm_studio: "127.0.0.1:1234",
  vllm: "127.0.0.1:8000",
  llama_cpp: "127.0.0.1:8080",
  groq: "api.groq.com",
  deepseek: "api.deepseek.com",
  mistral: "api.mistral.ai",
  xai: "api.x.ai",
  together_ai: "api.together.xyz",
  fireworks_ai: "api.fireworks.ai",
  cerebras: "api.cerebras.ai",
  nvidia_nim: "integrate.api.nvidia.com",
  sambanova: "api.sambanova.ai",
  deepinfra: "api.deepinfra.com",
  moonshot: "api.moonshot.ai",
  dashscope: "dashscope-intl.aliyuncs.com",
  vercel_ai_gateway: "ai-gateway.vercel.sh",
  nebius: "api.studio.nebius.ai",
  novita: "api.novita.ai",
  hyperbolic: "api.hyperbolic.xyz",
  lambda_ai: "api.lambda.ai",
};

it("are each provider's own, for its models and for their list, over TLS unless the server is this machine's", () => {
  const hosts = Object.fromEntries(knownSources.map(({ id, apiBase }) => [id, new URL(apiBase).host]));
  expect(hosts).toEqual(officialHosts);
  for (const { apiBase, listBase, isLocal } of knownSources) {
    expect(new URL(apiBase).protocol).toBe(isLocal ? "http:" : "https:");
    if (listBase !== null) expect(new URL(listBase).origin).toBe(new URL(apiBase).origin);
  }
});

it("each have a key variable that belongs to their provider", () => {
  const named = new Map(knownSources.map(({ id, keyVariables }) => [id, keyVariables[0]]));
  expect(named.get("gemini")).toBe("GEMINI_API_KEY");
  expect(named.get("mistral")).toBe("MISTRAL_API_KEY");
  expect(named.get("openrouter")).toBe("OPENROUTER_API_KEY");
  const all = knownSources.flatMap(({ keyVariables }) => keyVariables);
  expect(new Set(all).size).toBe(all.length);
});
