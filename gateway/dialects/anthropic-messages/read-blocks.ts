/**
 * Content blocks of a request as parts.
 *
 * Law: a block this file does not know, or whose own fields are not as documented, becomes an opaque part, whole; a
 * known block's further fields stay in the part's `extra`. So every block can be written back.
 *
 * @source https://docs.claude.com/en/api/messages (ContentBlockParam)
 */
import { isRecord, recordsOf } from "../../base/json-shape.ts";
import type { DocumentPart, MediaSource, Part } from "../../contract/conversation.ts";

type Block = Readonly<Record<string, unknown>>;

/** @param content  a string, a list of blocks, or nothing */
export function readContent(content: unknown): readonly Part[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return recordsOf(content).map(readBlock);
}

function readBlock(block: Block): Part {
  const type = block["type"];
  const reader = typeof type === "string" && Object.hasOwn(readers, type) ? readers[type] : undefined;
  return reader?.(block) ?? { type: "opaque", family: "anthropic", value: block };
}

/** Each gives null for a block that lacks what its kind must have. */
const readers: Readonly<Record<string, (block: Block) => Part | null>> = {
  text: readText,
  image: readImage,
  document: readDocument,
  search_result: readSearchResult,
  tool_use: readToolUse,
  tool_result: readToolResult,
  thinking: ({ thinking, signature }) =>
    typeof thinking === "string"
      ? {
          type: "reasoning",
          text: thinking,
          // Other providers' reasoning went out with an empty signature: there is no proof to give back.
          ...(typeof signature === "string" && signature !== "" ? { signature } : {}),
        }
      : null,
  redacted_thinking: ({ data }) => (typeof data === "string" ? { type: "reasoning", text: "", redacted: data } : null),
};

function readText({ type: _type, text, citations, ...others }: Block): Part | null {
  if (typeof text !== "string") return null;
  return { type: "text", text, ...(Array.isArray(citations) ? { citations } : {}), ...shared(others) };
}

function readImage({ type: _type, source, ...others }: Block): Part | null {
  const media = mediaOf(source);
  return media === null ? null : { type: "image", source: media, ...shared(others) };
}

function readDocument({ type: _type, source, title, context, citations, ...others }: Block): Part | null {
  const read = documentSource(source);
  if (read === null) return null;
  const { cacheControl, extra } = shared(others);
  const kept = { ...extra, ...(read.isWhole ? {} : { source }) };
  return {
    type: "document",
    source: read.source,
    ...(typeof title === "string" ? { title } : {}),
    ...(typeof context === "string" ? { context } : {}),
    ...(citations === undefined || citations === null ? {} : { citations }),
    ...(cacheControl === undefined ? {} : { cacheControl }),
    ...(Object.keys(kept).length === 0 ? {} : { extra: kept }),
  };
}

/** A document to other families, with what was searched in its text; to Anthropic's own the block as it was. */
function readSearchResult({ cache_control: cacheControl, ...block }: Block): Part | null {
  const { source, title, content } = block;
  if (typeof source !== "string" || typeof title !== "string") return null;
  const texts = readContent(content).flatMap((part) => (part.type === "text" ? [part.text] : []));
  return {
    type: "document",
    source: { kind: "text", text: [`${title} (${source})`, ...texts].join("\n") },
    ...(cacheControl === undefined || cacheControl === null ? {} : { cacheControl }),
    extra: block,
  };
}

/** `content` sources (chunks with their own citations) are read as their text; the source itself stays in `extra`. */
function documentSource(source: unknown): { source: DocumentPart["source"]; isWhole: boolean } | null {
  if (!isRecord(source)) return null;
  if (source["type"] === "text") {
    return typeof source["data"] === "string"
      ? { source: { kind: "text", text: source["data"] }, isWhole: true }
      : null;
  }
  if (source["type"] === "content") {
    const texts = readContent(source["content"]).flatMap((part) => (part.type === "text" ? [part.text] : []));
    return { source: { kind: "text", text: texts.join("\n") }, isWhole: false };
  }
  const media = mediaOf(source);
  return media === null ? null : { source: media, isWhole: true };
}

function mediaOf(source: unknown): MediaSource | null {
  if (!isRecord(source)) return null;
  const { type, media_type: mediaType, data, url, file_id: id } = source;
  if (type === "base64" && typeof mediaType === "string" && typeof data === "string") {
    return { kind: "base64", mediaType, data };
  }
  if (type === "url" && typeof url === "string") return { kind: "url", url };
  return type === "file" && typeof id === "string" ? { kind: "file", id } : null;
}

function readToolUse({ type: _type, id, name, input, ...others }: Block): Part | null {
  if (typeof id !== "string" || typeof name !== "string") return null;
  return { type: "tool_call", id, name, arguments: JSON.stringify(input ?? {}), ...shared(others) };
}

function readToolResult({
  type: _type,
  tool_use_id: callId,
  content,
  is_error: isError,
  ...others
}: Block): Part | null {
  if (typeof callId !== "string") return null;
  return { type: "tool_result", callId, parts: readContent(content), isError: isError === true, ...shared(others) };
}

/** What any block may carry beside its own fields. */
function shared({ cache_control: cacheControl, ...extra }: Block): {
  cacheControl?: unknown;
  extra?: Readonly<Record<string, unknown>>;
} {
  return {
    ...(cacheControl === undefined || cacheControl === null ? {} : { cacheControl }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}
