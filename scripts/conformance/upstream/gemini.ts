/** The fake upstream's Gemini: generateContent whole and streamed, embeddings, countTokens. */
import { at, list, text, type JsonObject } from "../json.ts";
import { json, sse, type Asked, type Speaker, type StreamParts } from "./reply.ts";

const usage = {
  promptTokenCount: 11,
  candidatesTokenCount: 3,
  totalTokenCount: 15,
  thoughtsTokenCount: 1,
  cachedContentTokenCount: 4,
};

const words: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  503: "UNAVAILABLE",
  529: "UNAVAILABLE",
};

/** The first declared function, in either spelling; a tool that Gemini runs itself has none. */
function calledTool(asked: Asked): string | null {
  const mode = at(asked.body, "toolConfig", "functionCallingConfig", "mode");
  const tool = at(asked.body, "tools", 0);
  const name = at(at(tool, "function_declarations") ?? at(tool, "functionDeclarations"), 0, "name");
  const parts = list(at(list(at(asked.body, "contents")).at(-1), "parts"));
  const isAnswered = parts.some((part) => at(part, "function_response") ?? at(part, "functionResponse"));
  return typeof name === "string" && mode !== "NONE" && !isAnswered ? name : null;
}

function pieces(asked: Asked): JsonObject[][] {
  const config = at(asked.body, "generationConfig", "thinkingConfig", "includeThoughts");
  const thoughts = config === true ? [[{ text: "hmm", thought: true }]] : [];
  const tool = calledTool(asked);
  if (tool !== null) return [...thoughts, [{ functionCall: { name: tool, args: { a: 1 } }, thoughtSignature: "c2ln" }]];
  return [...thoughts, [{ text: "Hel" }], [{ text: "lo" }]];
}

function answer(asked: Asked, parts: JsonObject[], isLast: boolean): JsonObject {
  const reason = asked.fault === "length" ? "MAX_TOKENS" : "STOP";
  return {
    candidates: [{ content: { role: "model", parts }, index: 0, ...(isLast ? { finishReason: reason } : {}) }],
    usageMetadata: usage,
    modelVersion: "gemini-2.5-flash",
    responseId: "r1",
  };
}

function whole(asked: Asked): JsonObject {
  const parts = pieces(asked).flat();
  const texts = parts.filter((part) => typeof part["text"] === "string" && part["thought"] !== true);
  const said = texts.map((part) => text(part["text"])).join("");
  const rest = parts.filter((part) => !texts.includes(part));
  return answer(asked, said === "" ? rest : [...rest, { text: said }], true);
}

function stream(asked: Asked): StreamParts {
  return {
    type: "text/event-stream",
    start: [],
    content: pieces(asked).map((parts) => sse(answer(asked, parts, false))),
    finish: [sse(answer(asked, [{ text: "" }], true))],
    usage: [],
    done: [],
    error: sse({ error: { code: 503, message: "upstream broke", status: "UNAVAILABLE" } }),
  };
}

export const gemini: Speaker = {
  answer: (asked) => {
    if (asked.path.includes(":countTokens")) return json({ totalTokens: 9 });
    if (asked.path.includes(":batchEmbedContents"))
      return json({ embeddings: list(at(asked.body, "requests")).map(() => ({ values: [1, 2] })) });
    if (asked.path.includes(":embedContent")) return json({ embedding: { values: [1, 2] } });
    return json(whole(asked));
  },
  stream: (asked) => (asked.path.includes(":streamGenerateContent") ? stream(asked) : null),
  failure: (status, message) => ({
    error: { code: status, message, status: words[status] ?? "INTERNAL" },
  }),
};
