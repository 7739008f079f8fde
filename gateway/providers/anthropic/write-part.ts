/**
 * A part as a content block.
 *
 * What has none: audio, other families' opaque parts and file ids, reasoning without a signature (the API
 * refuses it; another model's signature does not come this far).
 *
 * @source https://docs.claude.com/en/api/messages (ContentBlockParam)
 */
import type {
  DocumentPart,
  ImagePart,
  MediaSource,
  Part,
  ReasoningPart,
  ToolResultPart,
} from "../../contract/conversation.ts";
import { callInput } from "./call-input.ts";

type Block = Readonly<Record<string, unknown>>;

/**
 * @param isOwn  the client is of Anthropic's family: file ids and further fields are this API's
 * @returns null when there is no block for it
 */
export function writePart(part: Part, isOwn: boolean): Block | null {
  switch (part.type) {
    case "text":
      return {
        type: "text",
        text: part.text,
        ...(part.citations === undefined ? {} : { citations: part.citations }),
        ...shared(part, isOwn),
      };
    case "image":
      return writeImage(part, isOwn);
    case "document":
      return writeDocument(part, isOwn);
    case "tool_call":
      return {
        type: "tool_use",
        id: part.id,
        name: part.name,
        input: callInput(part.arguments),
        ...shared(part, isOwn),
      };
    case "tool_result":
      return writeResult(part, isOwn);
    case "reasoning":
      return writeReasoning(part);
    case "refusal":
      return part.text === "" ? null : { type: "text", text: part.text };
    case "opaque":
      return part.family === "anthropic" ? part.value : null;
    case "audio":
      return null;
  }
}

function shared(part: { cacheControl?: unknown; extra?: Block }, isOwn: boolean): Block {
  return {
    ...(part.cacheControl === undefined ? {} : { cache_control: part.cacheControl }),
    ...(isOwn ? part.extra : {}),
  };
}

function writeImage(part: ImagePart, isOwn: boolean): Block | null {
  if (isPdf(part.source)) return mediaBlock("document", part.source, part, isOwn);
  return mediaBlock("image", part.source, part, isOwn);
}

function mediaBlock(
  type: "image" | "document",
  source: MediaSource,
  part: { cacheControl?: unknown; extra?: Block },
  isOwn: boolean,
): Block | null {
  const written = writeSource(source, isOwn);
  return written === null ? null : { type, source: written, ...shared(part, isOwn) };
}

function writeSource(source: MediaSource, isOwn: boolean): Block | null {
  if (source.kind === "base64") return { type: "base64", media_type: source.mediaType, data: source.data };
  if (source.kind === "url") return { type: "url", url: source.url };
  return isOwn ? { type: "file", file_id: source.id } : null;
}

/** OpenAI's clients send PDFs as image URLs too. */
function isPdf(source: MediaSource): boolean {
  if (source.kind === "base64") return source.mediaType === "application/pdf";
  return source.kind === "url" && /\.pdf(?:[?#]|$)/i.test(source.url);
}

function writeDocument(part: DocumentPart, isOwn: boolean): Block | null {
  const { source } = part;
  if (source.kind === "base64" && source.mediaType.startsWith("image/"))
    return mediaBlock("image", source, part, isOwn);
  const written = documentSource(source, isOwn);
  if (written === null) return null;
  return {
    type: "document",
    source: written,
    ...(part.title === undefined ? {} : { title: part.title }),
    ...(part.context === undefined ? {} : { context: part.context }),
    ...(part.citations === undefined ? {} : { citations: part.citations }),
    ...shared(part, isOwn),
  };
}

/** Of base64 documents the API takes PDFs; a text file is sent as its text. */
function documentSource(source: DocumentPart["source"], isOwn: boolean): Block | null {
  if (source.kind === "text") return { type: "text", media_type: "text/plain", data: source.text };
  if (!isOwn && source.kind === "base64" && source.mediaType.startsWith("text/")) {
    return { type: "text", media_type: "text/plain", data: Buffer.from(source.data, "base64").toString("utf8") };
  }
  return writeSource(source, isOwn);
}

/** A lone plain text goes as a string, as LiteLLM sends it. */
function writeResult(part: ToolResultPart, isOwn: boolean): Block {
  const [first, ...others] = part.parts;
  const isPlain =
    first?.type === "text" &&
    others.length === 0 &&
    first.cacheControl === undefined &&
    first.citations === undefined &&
    first.extra === undefined;
  const blocks = part.parts.flatMap((inner) => writePart(inner, isOwn) ?? []);
  return {
    type: "tool_result",
    tool_use_id: part.callId,
    ...(part.parts.length === 0 ? {} : { content: isPlain ? first.text : blocks }),
    ...(part.isError ? { is_error: true } : {}),
    ...shared(part, isOwn),
  };
}

function writeReasoning({ text, signature, redacted }: ReasoningPart): Block | null {
  if (redacted !== undefined) return { type: "redacted_thinking", data: redacted };
  if (signature === undefined) return null;
  return { type: "thinking", thinking: text, signature };
}
