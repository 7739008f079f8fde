import { describe, expect, it } from "vitest";
import type { DiscoveredModel } from "../../../../gateway/contract/model-catalog.ts";
import { aliasRemark, newEntries, usualAlias, type EntryTerms } from "./new-entries.ts";

function found(model: string, more: Partial<DiscoveredModel> = {}): DiscoveredModel {
  return {
    model,
    title: null,
    contextTokens: null,
    inputModalities: [],
    abilities: [],
    price: { inputPerMillion: null, outputPerMillion: null, cacheReadPerMillion: null, source: null },
    aliases: [],
    ...more,
  };
}

const openrouter: EntryTerms = {
  provider: "openrouter",
  apiBase: "https://openrouter.ai/api/v1",
  keyVariable: "OPENROUTER_API_KEY",
  writesFacts: false,
};
const entry = (model: DiscoveredModel, terms: Partial<EntryTerms> = {}): unknown => {
  const [edit] = newEntries([{ model, alias: " mine " }], { ...openrouter, ...terms });
  return edit?.op === "insert" ? edit.value : null;
};

describe("a new entry", () => {
  it("names the variable of its key, never a key, and no address that is the provider's usual one", () => {
    expect(entry(found("openrouter/qwen/qwen3-8b"))).toEqual({
      model_name: "mine",
      litellm_params: { model: "openrouter/qwen/qwen3-8b", api_key: "os.environ/OPENROUTER_API_KEY" },
    });
  });

  it("writes the address of a local server and of any other host", () => {
    const ollama = { provider: "ollama_chat", apiBase: "http://localhost:11434", keyVariable: null };
    expect(entry(found("ollama_chat/llama3.2:latest"), ollama)).toEqual({
      model_name: "mine",
      litellm_params: { model: "ollama_chat/llama3.2:latest", api_base: "http://localhost:11434" },
    });
    expect(entry(found("openrouter/x"), { apiBase: "http://127.0.0.1:9/v1" })).toMatchObject({
      litellm_params: { api_base: "http://127.0.0.1:9/v1" },
    });
  });

  it("says that an embedding model is one, so that nobody chats with it", () => {
    const ability = { name: "embedding", state: "yes", source: "provider", evidence: null, at: null } as const;
    expect(entry(found("openrouter/e", { abilities: [ability] }))).toMatchObject({ model_info: { mode: "embedding" } });
  });

  it("keeps what the provider's list says when asked to, exactly, and copies nothing of the price map", () => {
    const said = (name: "tools" | "vision" | "reasoning", state: "yes" | "no", source: "provider" | "price_map") =>
      ({ name, state, source, evidence: null, at: null }) as const;
    const model = found("openrouter/x", {
      contextTokens: 262144,
      abilities: [
        said("tools", "yes", "provider"),
        said("vision", "no", "provider"),
        said("reasoning", "yes", "price_map"),
      ],
      price: { inputPerMillion: "0.078", outputPerMillion: "0.312", cacheReadPerMillion: null, source: "provider" },
    });
    expect(entry(model, { writesFacts: true })).toMatchObject({
      model_info: {
        max_input_tokens: 262144,
        supports_function_calling: true,
        input_cost_per_token: 7.8e-8,
        output_cost_per_token: 3.12e-7,
      },
    });
    const mapped = { ...model, price: { ...model.price, source: "price_map" } };
    expect(JSON.stringify(entry(mapped, { writesFacts: true }))).not.toContain("cost_per_token");
    expect(JSON.stringify(entry(model, { writesFacts: true }))).not.toMatch(/supports_(vision|reasoning)/);
  });
});

describe("an alias", () => {
  it("is the last part of the model's name at first", () => {
    expect(
      ["openrouter/qwen/qwen3-8b", "ollama_chat/llama3.2:latest", "openai/gpt-4o"].map((name) =>
        usualAlias(found(name)),
      ),
    ).toEqual(["qwen3-8b", "llama3.2", "gpt-4o"]);
  });

  it("is remarked on when it is empty, exists already, or is given twice", () => {
    const used = new Set(["old"]);
    expect(aliasRemark("  ", [" "], used)).toBe("aliasEmpty");
    expect(aliasRemark("old ", ["old "], used)).toBe("aliasUsed");
    expect(aliasRemark("a", ["a", "a "], used)).toBe("aliasTwice");
    expect(aliasRemark("a", ["a", "b"], used)).toBeNull();
  });
});
