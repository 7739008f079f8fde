/**
 * Codex: a provider of its own in the user's file; the key stays in the variable that `env_key` names.
 *
 * @source https://developers.openai.com/codex/config-advanced, .../config-sample
 */
import type { Client } from "./client.ts";

export const codex: Client = {
  id: "codex",
  name: "Codex",
  needs: "responses",
  snippets: ({ origin, alias, hasKey }) => {
    const lines = [
      `model = ${JSON.stringify(alias)}`,
      `model_provider = "portico"`,
      "",
      "[model_providers.portico]",
      `name = "Portico"`,
      `base_url = "${origin}/v1"`,
      `wire_api = "responses"`,
      ...(hasKey ? [`env_key = "LITELLM_MASTER_KEY"`] : []),
    ];
    return [{ kind: "text", place: { file: "~/.codex/config.toml" }, text: lines.join("\n") }];
  },
};
