/** The first call in three languages, ready to paste: the key is taken from the environment, never from the panel. */
export const callLanguages = ["curl", "python", "node"] as const;
export type CallLanguage = (typeof callLanguages)[number];

export const callLanguageNames: Readonly<Record<CallLanguage, string>> = {
  curl: "curl",
  python: "Python",
  node: "Node",
};

export interface FirstCall {
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  readonly alias: string;
  readonly hasKey: boolean;
}

export function firstCall(language: CallLanguage, { baseUrl, alias, hasKey }: FirstCall): string {
  const model = JSON.stringify(alias);
  if (language === "curl") {
    const body = JSON.stringify({ model: alias, messages: [{ role: "user", content: "Hello" }] });
    const key = hasKey ? ` \\\n  -H "Authorization: Bearer $LITELLM_MASTER_KEY"` : "";
    return `curl ${baseUrl}/chat/completions${key} \\\n  -H "Content-Type: application/json" \\\n  -d ${quoteForShell(body)}`;
  }
  if (language === "python") {
    const key = hasKey ? `os.environ["LITELLM_MASTER_KEY"]` : `"none"`;
    return [
      `import os\n`.repeat(hasKey ? 1 : 0) + `from openai import OpenAI\n`,
      `client = OpenAI(base_url="${baseUrl}", api_key=${key})`,
      `answer = client.chat.completions.create(`,
      `    model=${model},`,
      `    messages=[{"role": "user", "content": "Hello"}],`,
      `)`,
      `print(answer.choices[0].message.content)`,
    ].join("\n");
  }
  return [
    `import OpenAI from "openai";\n`,
    `const client = new OpenAI({ baseURL: "${baseUrl}", apiKey: ${hasKey ? "process.env.LITELLM_MASTER_KEY" : `"none"`} });`,
    `const answer = await client.chat.completions.create({`,
    `  model: ${model},`,
    `  messages: [{ role: "user", content: "Hello" }],`,
    `});`,
    `console.log(answer.choices[0].message.content);`,
  ].join("\n");
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
