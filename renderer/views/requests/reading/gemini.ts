/** Google's generateContent, which clients reach by pass-through: contents of parts, candidates, thoughts and calls. */
import type { Dialect, Part, ShownAnswer, ShownMessage } from "./conversation.ts";
import { asText, fieldsOf, listOf, numberOf, textOf, type Fields } from "./loose-json.ts";
import { mediaAt, mediaIn } from "./media-part.ts";

export const gemini: Dialect = {
  readRequest,
  toolsOffered: (body) =>
    listOf(fieldsOf(body)["tools"]).flatMap((tool) => {
      const { functionDeclarations, ...own } = fieldsOf(tool);
      const named = listOf(functionDeclarations).map((one) => textOf(fieldsOf(one)["name"]));
      return [...named, ...Object.keys(own)];
    }),
  // An answer streamed without `alt=sse` is a list of chunks.
  readAnswer: (body) => readStream(Array.isArray(body) ? body : [body]),
  readStream,
};

function readRequest(body: unknown): readonly ShownMessage[] {
  const { systemInstruction, system_instruction, contents } = fieldsOf(body);
  const told = listOf(fieldsOf(systemInstruction ?? system_instruction)["parts"]).map(partOf);
  const said = listOf(contents).map((value) => {
    const { role, parts } = fieldsOf(value);
    return { role: textOf(role) || "user", parts: listOf(parts).map(partOf) };
  });
  return told.length === 0 ? said : [{ role: "system", parts: told }, ...said];
}

function partOf(value: unknown): Part {
  const part = fieldsOf(value);
  const { text, thought, functionCall, functionResponse, executableCode, codeExecutionResult } = part;
  if (typeof text === "string") return { kind: thought === true ? "reasoning" : "text", text };
  if (functionCall !== undefined) return callPart(fieldsOf(functionCall));
  if (functionResponse !== undefined) return resultPart(fieldsOf(functionResponse));
  if (executableCode !== undefined) {
    return { kind: "tool_call", id: "", name: "code_execution", text: textOf(fieldsOf(executableCode)["code"]) };
  }
  if (codeExecutionResult !== undefined) return resultPart({ response: fieldsOf(codeExecutionResult)["output"] });
  return filePart(part);
}

function callPart({ id, name, args }: Fields): Part {
  return { kind: "tool_call", id: textOf(id), name: textOf(name), text: asText(args) };
}

function resultPart({ id, name, response }: Fields): Part {
  const parts: Part[] = [{ kind: "text", text: asText(response) }];
  return { kind: "tool_result", id: textOf(id), name: textOf(name), isError: false, parts };
}

function filePart(part: Fields): Part {
  const inline = fieldsOf(part["inlineData"] ?? part["inline_data"]);
  const file = fieldsOf(part["fileData"] ?? part["file_data"]);
  const type = textOf(inline["mimeType"] ?? inline["mime_type"] ?? file["mimeType"] ?? file["mime_type"]);
  const media = /^(image|audio|video)\//.exec(type)?.[1] ?? "document";
  const kind = media === "image" || media === "audio" || media === "video" ? media : "document";
  if (inline["data"] !== undefined) return mediaIn(kind, type, inline["data"]);
  const uri = textOf(file["fileUri"] ?? file["file_uri"]);
  return uri === "" ? { kind: "other", type: Object.keys(part)[0] ?? "?" } : mediaAt(kind, uri);
}

function readStream(chunks: readonly unknown[]): readonly ShownAnswer[] {
  const candidates = new Map<number, { parts: Part[]; finish: string | null }>();
  for (const chunk of chunks) {
    for (const value of listOf(fieldsOf(chunk)["candidates"])) {
      const { index, content, finishReason } = fieldsOf(value);
      const at = numberOf(index) ?? 0;
      const known = candidates.get(at) ?? { parts: [], finish: null };
      for (const part of listOf(fieldsOf(content)["parts"]).map(partOf)) append(known.parts, part);
      candidates.set(at, { ...known, finish: textOf(finishReason) || known.finish });
    }
  }
  return [...candidates.values()].map(({ parts, finish }) => ({ parts, finishReason: finish }));
}

/** Pieces of one text become one part. */
function append(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  const isText = part.kind === "text" || part.kind === "reasoning";
  if (isText && last?.kind === part.kind) parts[parts.length - 1] = { kind: part.kind, text: last.text + part.text };
  else parts.push(part);
}
