/**
 * Langflow and Flowise: fields of a component on their canvas.
 *
 * @source langflow `OpenAIModelComponent` (openai_api_base), https://docs.flowiseai.com ChatOpenAI ("Custom base URL",
 *   "Custom Model")
 */
import type { Client } from "./client.ts";

export const langflow: Client = {
  id: "langflow",
  name: "Langflow",
  needs: "chat",
  note: "container",
  snippets: ({ origin, alias, hasKey }) => [
    {
      kind: "form",
      place: "OpenAI > Controls",
      fields: [
        ["OpenAI API Base", `${origin}/v1`],
        ["Model Name", alias],
        ["OpenAI API Key", hasKey ? null : "none"],
      ],
    },
  ],
};

export const flowise: Client = {
  id: "flowise",
  name: "Flowise",
  needs: "chat",
  note: "container",
  snippets: ({ origin, alias, hasKey }) => [
    {
      kind: "form",
      place: "ChatOpenAI Custom",
      fields: [
        ["Connect Credential > OpenAI Api Key", hasKey ? null : "none"],
        ["Model Name", alias],
        ["Additional Parameters > BasePath", `${origin}/v1`],
      ],
    },
  ],
};
