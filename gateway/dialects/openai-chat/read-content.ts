/**
 * OpenAI's message content, text or parts, as parts of the intermediate form.
 *
 * Also reads what LiteLLM's clients write into it: `cache_control` on any part, Anthropic's `thinking` and `document`
 * parts, a URL as `file_id`. A part of an unknown type stays whole as an opaque one.
 * @source OpenAI chat completions: content parts text, image_url, input_audio, file, refusal
 */
import { isRecord, textOf } from "../../base/json-shape.ts";
import type { DocumentPart, ImagePart, MediaSource, Part, ReasoningPart } from "../../contract/conversation.ts";

type Raw = Readonly<Record<string, unknown>>;

/** @param content  string, list of parts, or null as the client wrote it */
export function readContent(content: unknown): readonly Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", text: content }];
  if (!Array.isArray(content)) return isRecord(content) ? [readPart(content)] : [];
  const parts: Part[] = [];
  for (const item of content) {
    if (typeof item === "string") parts.push({ type: "text", text: item });
    else if (isRecord(item)) parts.push(readPart(item));
  }
  return parts;
}

/** @returns a media source: inline when the address is a base64 data URL */
export function sourceOf(url: string): MediaSource {
  const comma = url.startsWith("data:") ? url.indexOf(",") : -1;
  if (comma === -1) return { kind: "url", url };
  const [mediaType = "", ...options] = url.slice("data:".length, comma).split(";");
  if (options.at(-1) !== "base64") return { kind: "url", url };
  return { kind: "base64", mediaType: mediaType === "" ? "text/plain" : mediaType, data: url.slice(comma + 1) };
}

/** @returns `{cacheControl}` when the part, tool or message carries one */
export function cacheOf(raw: Raw): { readonly cacheControl?: unknown } {
  const cacheControl = raw["cache_control"];
  return cacheControl === undefined || cacheControl === null ? {} : { cacheControl };
}

/** Reads Anthropic's thinking blocks, which LiteLLM's clients keep in `thinking_blocks` or among the content. */
export function readThinking(block: Raw): ReasoningPart | null {
  if (block["type"] === "redacted_thinking") {
    const redacted = textOf(block["data"]);
    return redacted === null ? null : { type: "reasoning", text: "", redacted };
  }
  if (block["type"] !== "thinking") return null;
  const signature = textOf(block["signature"]);
  const id = textOf(block["id"]);
  return {
    type: "reasoning",
    text: textOf(block["thinking"]) ?? "",
    ...(signature === null || signature === "" ? {} : { signature }),
    ...(id === null ? {} : { id }),
  };
}

const readers: Readonly<Record<string, (raw: Raw) => Part | null>> = {
  text: readText,
  image_url: readImage,
  input_audio: readAudio,
  file: readFile,
  document: readDocument,
  refusal: (raw) => (typeof raw["refusal"] === "string" ? { type: "refusal", text: raw["refusal"] } : null),
  thinking: readThinking,
  redacted_thinking: readThinking,
};

function readPart(raw: Raw): Part {
  const type = textOf(raw["type"]) ?? "";
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  return reader?.(raw) ?? { type: "opaque", family: "openai", value: raw };
}

function readText(raw: Raw): Part | null {
  const text = textOf(raw["text"]);
  if (text === null) return null;
  const { citations } = raw;
  return { type: "text", text, ...cacheOf(raw), ...(Array.isArray(citations) ? { citations } : {}) };
}

function readImage(raw: Raw): ImagePart | null {
  const image = raw["image_url"];
  const url = isRecord(image) ? textOf(image["url"]) : textOf(image);
  if (url === null) return null;
  const detail = isRecord(image) ? textOf(image["detail"]) : null;
  return { type: "image", source: sourceOf(url), ...(detail === null ? {} : { detail }), ...cacheOf(raw) };
}

function readAudio(raw: Raw): Part | null {
  const audio = raw["input_audio"];
  const data = isRecord(audio) ? textOf(audio["data"]) : null;
  if (!isRecord(audio) || data === null) return null;
  return { type: "audio", data, format: textOf(audio["format"]) ?? "wav" };
}

function readFile(raw: Raw): DocumentPart | null {
  const file = raw["file"];
  if (!isRecord(file)) return null;
  const source = fileSource(file);
  if (source === null) return null;
  const title = textOf(file["filename"]);
  return { type: "document", source, ...(title === null ? {} : { title }), ...cacheOf(raw) };
}

function fileSource(file: Raw): MediaSource | null {
  const data = textOf(file["file_data"]);
  if (data !== null) {
    if (data.startsWith("data:") || isAddress(data)) return sourceOf(data);
    return { kind: "base64", mediaType: textOf(file["format"]) ?? "application/pdf", data };
  }
  const id = textOf(file["file_id"]);
  if (id === null) return null;
  return isAddress(id) ? { kind: "url", url: id } : { kind: "file", id };
}

function isAddress(text: string): boolean {
  return text.startsWith("https://") || text.startsWith("http://") || text.startsWith("gs://");
}

/** Anthropic's own document part, which LiteLLM takes from chat clients. */
function readDocument(raw: Raw): DocumentPart | null {
  const source = isRecord(raw["source"]) ? documentSource(raw["source"]) : null;
  if (source === null) return null;
  const title = textOf(raw["title"]);
  const context = textOf(raw["context"]);
  const { citations } = raw;
  return {
    type: "document",
    source,
    ...(title === null ? {} : { title }),
    ...(context === null ? {} : { context }),
    ...(citations === undefined ? {} : { citations }),
    ...cacheOf(raw),
  };
}

function documentSource(source: Raw): DocumentPart["source"] | null {
  const data = textOf(source["data"]);
  if (source["type"] === "text" && data !== null) return { kind: "text", text: data };
  if (source["type"] === "base64" && data !== null)
    return { kind: "base64", mediaType: textOf(source["media_type"]) ?? "application/pdf", data };
  const url = textOf(source["url"]);
  return source["type"] === "url" && url !== null ? { kind: "url", url } : null;
}
