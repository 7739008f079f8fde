/** Gemini's generateContent: whole response objects in a row, calls without ids, a signature on the first call. */
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import {
  cutAfter,
  newAnswerId,
  sse,
  spokenSignature,
  spokenUsage,
  type Body,
  type Heard,
  type Said,
  type Speaker,
  type SpokenStream,
} from "./said.ts";

const usageMetadata = {
  promptTokenCount: spokenUsage.prompt,
  cachedContentTokenCount: spokenUsage.cached,
  candidatesTokenCount: spokenUsage.completion - spokenUsage.reasoning,
  thoughtsTokenCount: spokenUsage.reasoning,
  totalTokenCount: spokenUsage.prompt + spokenUsage.completion,
};
const reasons = { stop: "STOP", length: "MAX_TOKENS", tool_calls: "STOP", content_filter: "SAFETY" } as const;
const statusWords: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  429: "RESOURCE_EXHAUSTED",
  529: "UNAVAILABLE",
};

/** Each part as one event of a stream carries it. */
function parts(said: Said): Body[] {
  return [
    ...(said.reasoning === null ? [] : [{ text: said.reasoning, thought: true }]),
    ...said.text.map((text) => ({ text })),
    ...said.calls.map(({ name, arguments: args }, index) => ({
      functionCall: { name, args },
      ...(index === 0 ? { thoughtSignature: spokenSignature } : {}),
    })),
  ];
}

function response(id: string, said: Said, content: readonly Body[], isLast: boolean): Body {
  const end = isLast ? { finishReason: reasons[said.finish] } : {};
  return {
    candidates: [{ content: { role: "model", parts: content }, index: 0, ...end }],
    usageMetadata,
    modelVersion: "gemini-3-pro-preview",
    responseId: id,
  };
}

function whole(said: Said): unknown {
  const id = newAnswerId("resp-");
  const texts = said.text.length === 0 ? [] : [said.text.join("")];
  return response(id, said, parts({ ...said, text: texts }), true);
}

function stream(said: Said): SpokenStream {
  const id = newAnswerId("resp-");
  const events = parts(said).map((part) => sse(response(id, said, [part], false)));
  return cutAfter(1, "text/event-stream", [...events, sse(response(id, said, [{ text: "" }], true))]);
}

function hear(body: Body, path: string): Heard {
  const config = recordOf(body["generationConfig"]) ?? {};
  const choice = recordOf(recordOf(body["toolConfig"] ?? body["tool_config"])?.["functionCallingConfig"]);
  const allowed = choice?.["allowedFunctionNames"];
  const last = recordsOf(recordsOf(body["contents"]).at(-1)?.["parts"]);
  const declared = recordsOf(body["tools"]).flatMap((tool) =>
    recordsOf(tool["function_declarations"] ?? tool["functionDeclarations"]),
  );
  return {
    tools: declared.map((tool) => ({
      name: textOf(tool["name"]) ?? "",
      schema: recordOf(tool["parameters"] ?? tool["parametersJsonSchema"]) ?? {},
    })),
    forcedTool: choice?.["mode"] === "ANY" ? (Array.isArray(allowed) ? String(allowed[0]) : "*") : null,
    isAnswered: last.some((part) => "function_response" in part || "functionResponse" in part),
    schema: recordOf(config["responseJsonSchema"] ?? config["response_json_schema"] ?? config["responseSchema"]),
    isStream: path.includes(":stream"),
  };
}

export const geminiSpeaker: Speaker = {
  hear,
  whole,
  stream,
  failure: (code, message) => ({ error: { code, message, status: statusWords[code] ?? "INTERNAL" } }),
};
