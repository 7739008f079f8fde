/**
 * A logged request as a program: the official SDK where there is one for its API, plain HTTP elsewhere. The key comes from
 * the environment, the body from the log (redacted as stored).
 */
import type { SpendLogDetail } from "../../../gateway/contract/spend-log.ts";

export type SdkLanguage = "python" | "typescript";
type Call = Pick<SpendLogDetail, "path" | "operation" | "requestBody" | "requestCut">;
type Body = Readonly<Record<string, unknown>>;

/** Where each SDK has the call; both name it alike. */
const openai: Readonly<Record<string, string>> = {
  chat: "chat.completions.create",
  completion: "completions.create",
  responses: "responses.create",
  embedding: "embeddings.create",
};

/**
 * @param baseUrl ends in `/v1`
 * @returns null when the program would not repeat the call: a body that was not kept whole, or no JSON
 */
export function asSdk(call: Call, baseUrl: string, language: SdkLanguage): string | null {
  const body = call.requestCut ? null : objectOf(call.requestBody);
  if (body === null) return null;
  return language === "python" ? python(call, body, baseUrl) : typescript(call, body, baseUrl);
}

function objectOf(text: string | null): Body | null {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : null; // just checked
  } catch {
    return null;
  }
}

function python({ path, operation }: Call, body: Body, baseUrl: string): string {
  const origin = baseUrl.replace(/\/v1$/, "");
  const method = methodOf(operation);
  if (method === null) {
    return `import os, httpx

response = httpx.post(
    ${pythonOf(origin + path, "")},
    headers={"Authorization": f"Bearer {os.environ['LITELLM_MASTER_KEY']}"},
    json=${pythonOf(body, "    ")},
    timeout=600,
)
print(response.text)
`;
  }
  const isAnthropic = operation === "messages";
  const [module, client] = isAnthropic ? ["anthropic", "Anthropic"] : ["openai", "OpenAI"];
  const url = isAnthropic ? origin : baseUrl;
  return `import os
from ${module} import ${client}

client = ${client}(base_url=${pythonOf(url, "")}, api_key=os.environ["LITELLM_MASTER_KEY"])
body = ${pythonOf(body, "")}
answer = client.${method}(**body)
${body["stream"] === true ? "for event in answer:\n    print(event)" : "print(answer)"}
`;
}

function typescript({ path, operation }: Call, body: Body, baseUrl: string): string {
  const origin = baseUrl.replace(/\/v1$/, "");
  const literal = JSON.stringify(body, null, 2);
  const method = methodOf(operation);
  if (method === null) {
    return `const response = await fetch(${JSON.stringify(origin + path)}, {
  method: "POST",
  headers: { authorization: \`Bearer \${process.env.LITELLM_MASTER_KEY}\`, "content-type": "application/json" },
  body: JSON.stringify(${literal.replaceAll("\n", "\n  ")}),
});
console.log(await response.text());
`;
  }
  const isAnthropic = operation === "messages";
  const [module, client] = isAnthropic ? ["@anthropic-ai/sdk", "Anthropic"] : ["openai", "OpenAI"];
  const url = JSON.stringify(isAnthropic ? origin : baseUrl);
  return `import ${client} from "${module}";

const client = new ${client}({ baseURL: ${url}, apiKey: process.env.LITELLM_MASTER_KEY });
const answer = await client.${method}(${literal});
${body["stream"] === true ? "for await (const event of answer) console.log(event);" : "console.log(answer);"}
`;
}

/** null = no SDK has it. */
function methodOf(operation: string): string | null {
  return operation === "messages" ? "messages.create" : (openai[operation] ?? null);
}

/** JSON's strings are Python's too; its words are not. */
function pythonOf(value: unknown, indent: string): string {
  const deeper = `${indent}    `;
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => `${deeper}${pythonOf(item, deeper)},\n`).join("")}${indent}]`;
  }
  if (typeof value === "object") {
    const entries = Object.entries(value);
    if (entries.length === 0) return "{}";
    const lines = entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${pythonOf(item, deeper)},\n`);
    return `{\n${lines.join("")}${indent}}`;
  }
  return JSON.stringify(value);
}
