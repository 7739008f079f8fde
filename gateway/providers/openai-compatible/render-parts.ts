/**
 * Parts of the intermediate form as OpenAI's content parts.
 *
 * A document's text goes as text, its bytes as a `file` part; its URL as a `file` part where the server fetches, else as a
 * line of text that names it. An uploaded file's id goes only back to its own family. What is left is dropped and named.
 */
import type { DocumentPart, MediaSource, Part } from "../../contract/conversation.ts";
import type { TargetTraits } from "./target-traits.ts";

export interface PartContext {
  readonly traits: TargetTraits;
  /** The client wrote OpenAI's dialect: everything goes back as it came. */
  readonly isSameFamily: boolean;
  /** Where the part stands, e.g. `messages[2]`. */
  readonly place: string;
  /** Collects what could not be sent. */
  readonly dropped: string[];
}

type Content = Record<string, unknown>;

/** @returns null for what is no content, or was dropped */
export function renderPart(part: Part, context: PartContext): Content | null {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text, ...citationsOf(part, context), ...cacheOf(part, context) };
    case "refusal":
      return context.isSameFamily ? { type: "refusal", refusal: part.text } : { type: "text", text: part.text };
    case "image": {
      const url = urlOf(part.source);
      if (url === null) return drop("image", context);
      const detail = part.detail === undefined ? {} : { detail: part.detail };
      return { type: "image_url", image_url: { url, ...detail }, ...cacheOf(part, context) };
    }
    case "audio":
      return { type: "input_audio", input_audio: { data: part.data, format: part.format } };
    case "document":
      return renderDocument(part, context);
    case "opaque":
      if (part.family === "openai" && context.isSameFamily) return { ...part.value };
      return drop(typeof part.value["type"] === "string" ? part.value["type"] : part.family, context);
    default:
      return null;
  }
}

/** @returns an address for an image or a file; null when it is only an id */
function urlOf(source: MediaSource): string | null {
  if (source.kind === "url") return source.url;
  return source.kind === "base64" ? `data:${source.mediaType};base64,${source.data}` : null;
}

function renderDocument(part: DocumentPart, context: PartContext): Content | null {
  const { source, title } = part;
  const cache = cacheOf(part, context);
  if (source.kind === "text") return { type: "text", text: titled(part, source.text), ...cache };
  if (source.kind === "file") {
    if (!context.isSameFamily) return drop("document", context);
    return { type: "file", file: { file_id: source.id, ...filename(title) }, ...cache };
  }
  if (source.kind === "url") {
    if (context.isSameFamily) return { type: "file", file: { file_id: source.url, ...filename(title) }, ...cache };
    if (context.traits.takesFileUrls)
      return { type: "file", file: { filename: title ?? "document", file_data: source.url }, ...cache };
    return { type: "text", text: titled(part, source.url), ...cache };
  }
  if (source.mediaType.startsWith("text/") && !context.isSameFamily)
    return { type: "text", text: titled(part, Buffer.from(source.data, "base64").toString("utf8")), ...cache };
  const name = title ?? (context.isSameFamily ? undefined : "document.pdf");
  return { type: "file", file: { ...filename(name), file_data: urlOf(source) }, ...cache };
}

function filename(title: string | undefined): Content {
  return title === undefined ? {} : { filename: title };
}

function titled({ title, context }: DocumentPart, text: string): string {
  return [title, context, text].filter((line) => line !== undefined && line !== "").join("\n");
}

function citationsOf({ citations }: { readonly citations?: readonly unknown[] }, context: PartContext): Content {
  return citations !== undefined && context.isSameFamily ? { citations } : {};
}

/** Anthropic's cache mark, where the server reads it; named once when it is lost. */
export function cacheOf(part: { readonly cacheControl?: unknown }, context: PartContext): Content {
  if (part.cacheControl === undefined) return {};
  if (context.isSameFamily || context.traits.takesCacheControl) return { cache_control: part.cacheControl };
  if (!context.dropped.includes("cache_control")) context.dropped.push("cache_control");
  return {};
}

function drop(what: string, { place, dropped }: PartContext): null {
  dropped.push(`${place}.${what}`);
  return null;
}
