/**
 * Parts of a message as Responses' content parts; null = this API has no such part there.
 *
 * A text document goes as text, because only files by content, address or id are files here. Cache marks, citations
 * and a document's `context` have no counterpart.
 */
import type { DocumentPart, ImagePart, MediaSource, Part } from "../../../contract/conversation.ts";

type Fields = Readonly<Record<string, unknown>>;

/** @returns a part of what a user, a system or a tool says */
export function inputContent(part: Part): Fields | null {
  switch (part.type) {
    case "text":
      return { type: "input_text", text: part.text };
    case "image":
      return imageContent(part);
    case "document":
      return documentContent(part);
    case "audio":
      return { type: "input_audio", input_audio: { data: part.data, format: part.format } };
    case "opaque":
      return part.family === "responses" ? part.value : null;
    default:
      return null;
  }
}

/** @returns a part of what a model said before */
export function outputContent(part: Part): Fields | null {
  if (part.type === "text") return { type: "output_text", text: part.text };
  return part.type === "refusal" ? { type: "refusal", refusal: part.text } : null;
}

function imageContent({ source, detail }: ImagePart): Fields {
  const place = source.kind === "file" ? { file_id: source.id } : { image_url: addressOf(source) };
  return { type: "input_image", ...place, ...(detail === undefined ? {} : { detail }) };
}

function documentContent({ source, title }: DocumentPart): Fields {
  if (source.kind === "text") return { type: "input_text", text: source.text };
  if (source.kind === "file") return { type: "input_file", file_id: source.id };
  if (source.kind === "url") return { type: "input_file", file_url: source.url };
  return { type: "input_file", filename: title ?? defaultName(source.mediaType), file_data: addressOf(source) };
}

function addressOf(source: Exclude<MediaSource, { kind: "file" }>): string {
  return source.kind === "url" ? source.url : `data:${source.mediaType};base64,${source.data}`;
}

/** A file by content must have a name; its ending tells the type. */
function defaultName(mediaType: string): string {
  const ending = mediaType === "text/plain" ? "txt" : (mediaType.split("/")[1] ?? "pdf");
  return `document.${ending}`;
}
