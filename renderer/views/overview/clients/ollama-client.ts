/**
 * Clients that know only Ollama: its variable for the address, and a header for the key, which only libraries can send.
 *
 * @source https://github.com/ollama/ollama-python (OLLAMA_HOST, `Client(host, headers)`)
 */
import type { Client } from "./client.ts";

export const ollamaClient: Client = {
  id: "ollama",
  name: "Ollama",
  needs: "ollama_chat",
  note: "ollamaCli",
  requires: { what: "ollamaApi", yaml: "portico:\n  ollama_api: true" },
  snippets: ({ origin, alias, hasKey }) => {
    const header = `, headers={"Authorization": f"Bearer {os.environ['LITELLM_MASTER_KEY']}"}`;
    const lines = [
      ...(hasKey ? ["import os"] : []),
      "from ollama import Client",
      "",
      `client = Client(host="${origin}"${hasKey ? header : ""})`,
      `answer = client.chat(${JSON.stringify(alias)}, messages=[{"role": "user", "content": "Hello"}])`,
      "print(answer.message.content)",
    ];
    return [
      { kind: "text", place: "shell", text: `export OLLAMA_HOST=${origin}` },
      { kind: "text", place: "program", text: lines.join("\n") },
    ];
  },
};
