import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../config/load.ts";
import type { Operation } from "../contract/operations.ts";
import { operationsOf } from "./operations-of.ts";

/** Of the one deployment that this entry makes. */
function operationsFor(params: string, modelInfo = ""): readonly Operation[] {
  const folder = mkdtempSync(join(tmpdir(), "portico-operations-"));
  const file = join(folder, "config.yaml");
  const info = modelInfo === "" ? "" : `\n    model_info: {${modelInfo}}`;
  writeFileSync(file, `model_list:\n  - model_name: m\n    litellm_params: {${params}}${info}\n`);
  const { catalog, findings } = loadConfig({ file, env: {}, cwd: folder });
  rmSync(folder, { recursive: true });
  const deployment = catalog?.deployments[0];
  if (deployment === undefined) throw new Error(JSON.stringify(findings));
  return operationsOf(deployment);
}

const conversation = ["chat", "completion", "messages", "responses", "ollama_chat", "ollama_generate"];

describe("what a deployment can be asked for", () => {
  it("is every conversation for any provider that chats, and a count, estimated where nobody counts", () => {
    for (const params of [
      "model: openai/x, api_key: k",
      "model: anthropic/x, api_key: k",
      "model: gemini/x, api_key: k",
      "model: ollama_chat/x",
      "model: cohere_chat/x, api_key: k",
    ]) {
      expect([params, operationsFor(params)]).toEqual([
        params,
        expect.arrayContaining([...conversation, "count_tokens"]),
      ]);
    }
  });

  it("is beyond that what its provider has: a rerank of Cohere, no picture of Anthropic, none of Cohere", () => {
    expect(operationsFor("model: cohere_chat/x, api_key: k")).toEqual([
      ...conversation,
      "embedding",
      "count_tokens",
      "rerank",
    ]);
    expect(operationsFor("model: anthropic/x, api_key: k")).toEqual([...conversation, "count_tokens"]);
    expect(operationsFor("model: openai/x, api_key: k")).toEqual(
      expect.arrayContaining(["image_generation", "speech", "transcription", "moderation"]),
    );
  });

  it("keeps within the mode that the file names", () => {
    expect(operationsFor("model: openai/x, api_key: k", "mode: embedding")).toEqual(["embedding"]);
    expect(operationsFor("model: openai/x, api_key: k", "mode: chat")).toEqual([...conversation, "count_tokens"]);
    expect(operationsFor("model: openai/x, api_key: k", "mode: audio_transcription")).toEqual([
      "transcription",
      "translation",
    ]);
    expect(operationsFor("model: anthropic/x, api_key: k", "mode: embedding")).toEqual([]);
  });

  it("is pass-through only where the file allows it and a route leads there", () => {
    expect(operationsFor("model: gemini/x, api_key: k")).not.toContain("pass_through");
    expect(operationsFor("model: gemini/x, api_key: k, use_in_pass_through: true")).toContain("pass_through");
    expect(operationsFor("model: groq/x, api_key: k, use_in_pass_through: true")).not.toContain("pass_through");
  });

  it("is for a built-in answer what it can be written as", () => {
    expect(operationsFor("model: openai/x, mock_response: Hi")).toEqual([...conversation, "embedding", "count_tokens"]);
  });
});
