/**
 * OpenAI's libraries for Python and Node.
 *
 * @source https://github.com/openai/openai-python, https://github.com/openai/openai-node: `base_url` and `baseURL`
 */
import type { Client } from "./client.ts";

export const openaiPython: Client = {
  id: "python",
  name: "Python",
  needs: "chat",
  snippets: ({ origin, alias, hasKey }) => {
    const key = hasKey ? `os.environ["LITELLM_MASTER_KEY"]` : `"none"`;
    const lines = [
      ...(hasKey ? ["import os"] : []),
      "from openai import OpenAI",
      "",
      `client = OpenAI(base_url="${origin}/v1", api_key=${key})`,
      "answer = client.chat.completions.create(",
      `    model=${JSON.stringify(alias)},`,
      `    messages=[{"role": "user", "content": "Hello"}],`,
      ")",
      "print(answer.choices[0].message.content)",
    ];
    return [{ kind: "text", place: "program", text: lines.join("\n") }];
  },
};

export const openaiNode: Client = {
  id: "node",
  name: "Node",
  needs: "chat",
  snippets: ({ origin, alias, hasKey }) => {
    const key = hasKey ? "process.env.LITELLM_MASTER_KEY" : `"none"`;
    const lines = [
      `import OpenAI from "openai";`,
      "",
      `const client = new OpenAI({ baseURL: "${origin}/v1", apiKey: ${key} });`,
      "const answer = await client.chat.completions.create({",
      `  model: ${JSON.stringify(alias)},`,
      `  messages: [{ role: "user", content: "Hello" }],`,
      "});",
      "console.log(answer.choices[0].message.content);",
    ];
    return [{ kind: "text", place: "program", text: lines.join("\n") }];
  },
};
