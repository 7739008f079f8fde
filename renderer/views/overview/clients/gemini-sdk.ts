/**
 * Google's own library, over the pass-through route: it speaks Gemini's API, so only a Gemini deployment can answer.
 *
 * @source https://github.com/googleapis/python-genai (GOOGLE_GEMINI_BASE_URL, GEMINI_API_KEY), js-genai
 */
import type { Client } from "./client.ts";

export const geminiSdk: Client = {
  id: "gemini",
  name: "Gemini SDK",
  needs: "pass_through",
  requires: {
    what: "passThrough",
    yaml: [
      "model_list:",
      "  - model_name: gemini",
      "    litellm_params:",
      "      model: gemini/gemini-2.5-flash",
      "      api_key: os.environ/GEMINI_API_KEY",
      "      use_in_pass_through: true",
    ].join("\n"),
  },
  snippets: ({ origin, alias, hasKey }) => [
    {
      kind: "text",
      place: "shell",
      text: [
        `export GOOGLE_GEMINI_BASE_URL=${origin}/gemini`,
        `export GEMINI_API_KEY=${hasKey ? `"$LITELLM_MASTER_KEY"` : "none"}`,
        "unset GOOGLE_API_KEY",
      ].join("\n"),
    },
    {
      kind: "text",
      place: "program",
      text: [
        "from google import genai",
        "",
        "client = genai.Client()",
        `answer = client.models.generate_content(model=${JSON.stringify(alias)}, contents="Hello")`,
        "print(answer.text)",
      ].join("\n"),
    },
  ],
};
