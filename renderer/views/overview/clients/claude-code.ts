/**
 * Claude Code: its address has no /v1, and a key in ANTHROPIC_API_KEY would be sent beside the token.
 *
 * @source https://code.claude.com/docs/en/env-vars, .../llm-gateway
 */
import type { Client } from "./client.ts";
import { shellQuote } from "./shell-quote.ts";

const models = [
  "ANTHROPIC_MODEL",
  "ANTHROPIC_DEFAULT_OPUS_MODEL",
  "ANTHROPIC_DEFAULT_SONNET_MODEL",
  "ANTHROPIC_DEFAULT_HAIKU_MODEL",
];

export const claudeCode: Client = {
  id: "claude-code",
  name: "Claude Code",
  needs: "messages",
  note: "claudeCode",
  snippets: ({ origin, alias, hasKey }) => {
    const lines = [
      `export ANTHROPIC_BASE_URL=${origin}`,
      `export ANTHROPIC_AUTH_TOKEN=${hasKey ? `"$LITELLM_MASTER_KEY"` : "none"}`,
      "unset ANTHROPIC_API_KEY",
      ...models.map((name) => `export ${name}=${shellQuote(alias)}`),
      "claude",
    ];
    return [{ kind: "text", place: "shell", text: lines.join("\n") }];
  },
};
