/**
 * Open WebUI: variables that count at its first start; later its own settings page does.
 *
 * @source https://docs.openwebui.com/getting-started/env-configuration
 */
import type { Client } from "./client.ts";

export const openWebui: Client = {
  id: "open-webui",
  name: "Open WebUI",
  needs: "chat",
  note: "openWebui",
  snippets: ({ origin, hasKey }) => [
    {
      kind: "text",
      place: "shell",
      text: [
        "export ENABLE_OPENAI_API=true",
        `export OPENAI_API_BASE_URLS=${origin}/v1`,
        `export OPENAI_API_KEYS=${hasKey ? `"$LITELLM_MASTER_KEY"` : "none"}`,
        "open-webui serve",
      ].join("\n"),
    },
    {
      kind: "form",
      place: "Admin Settings > Connections > OpenAI API",
      fields: [
        ["URL", `${origin}/v1`],
        ["Key", hasKey ? null : "none"],
      ],
    },
  ],
};
