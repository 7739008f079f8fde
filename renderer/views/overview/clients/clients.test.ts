import { describe, expect, it } from "vitest";
import type { AliasView } from "../../../../gateway/contract/catalog.ts";
import { clients } from "./client-list.ts";
import type { Connection, Snippet } from "./client.ts";
import { modelsFor } from "./models-for.ts";

const connection: Connection = { origin: "http://127.0.0.1:4000", alias: "it's", hasKey: true };
const textOf = (id: string, given: Connection = connection): string =>
  (clients.find((client) => client.id === id)?.snippets(given) ?? []).map(written).join("\n");
const written = (snippet: Snippet): string =>
  snippet.kind === "text" ? snippet.text : snippet.fields.map(([name, value]) => `${name}=${String(value)}`).join("\n");

describe("a client's settings", () => {
  it("name this gateway's address, in the form each client wants", () => {
    expect(textOf("claude-code")).toContain("export ANTHROPIC_BASE_URL=http://127.0.0.1:4000\n");
    expect(textOf("codex")).toContain('base_url = "http://127.0.0.1:4000/v1"');
    expect(textOf("open-webui")).toContain("OPENAI_API_BASE_URLS=http://127.0.0.1:4000/v1\n");
    expect(textOf("flowise")).toContain("BasePath=http://127.0.0.1:4000/v1");
    expect(textOf("ollama")).toContain("export OLLAMA_HOST=http://127.0.0.1:4000\n");
    expect(textOf("gemini")).toContain("GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:4000/gemini\n");
    for (const { id } of clients) expect(textOf(id), id).toContain("http://127.0.0.1:4000");
  });

  it("take the key from its variable, and ask for none where none is set", () => {
    for (const { id } of clients) {
      const withKey = textOf(id);
      expect(/LITELLM_MASTER_KEY|=null/.test(withKey), id).toBe(true);
      expect(textOf(id, { ...connection, hasKey: false }), id).not.toMatch(/LITELLM_MASTER_KEY|=null/);
    }
  });

  it("quote a name as its language does", () => {
    expect(textOf("claude-code")).toContain(`export ANTHROPIC_DEFAULT_HAIKU_MODEL='it'\\''s'`);
    expect(textOf("codex", { ...connection, alias: 'a"b' })).toContain('model = "a\\"b"');
    expect(textOf("curl")).toContain(`{"model":"it'\\''s"`);
  });
});

describe("the names offered to a client", () => {
  const view = (alias: string, provider: string, operations: string[], more: Partial<AliasView> = {}): AliasView => ({
    alias,
    disabledReason: null,
    aliasOf: null,
    deployments: [
      {
        id: alias,
        provider,
        model: `${provider}-model`,
        apiBase: "",
        line: 1,
        weight: null,
        order: null,
        mode: "chat",
        isMock: false,
        operations,
      },
    ],
    ...more,
  });
  const aliases = [
    view("vectors", "openai", ["embedding"]),
    view("talk", "openai", ["chat", "messages"]),
    view("broken", "openai", ["chat"], { disabledReason: "no key" }),
    view("any/*", "openai", ["chat"]),
    view("google", "gemini", ["chat", "pass_through"]),
    view("direct", "openai", ["chat", "pass_through"]),
  ];

  it("are aliases that work and can answer it", () => {
    expect(modelsFor({ needs: "messages" }, aliases)).toEqual(["talk"]);
    expect(modelsFor({ needs: "chat" }, aliases)).toEqual(["talk", "google", "direct"]);
    expect(modelsFor({ needs: "responses" }, aliases)).toEqual([]);
  });

  it("are for Google's library the models of Gemini deployments that allow it", () => {
    expect(modelsFor({ needs: "pass_through" }, aliases)).toEqual(["gemini-model"]);
  });
});
