/**
 * The content parts of Responses messages and tool outputs, as parts of the intermediate form.
 *
 * A part that nobody else knows stays opaque. `prompt_cache_breakpoint` and a file's `detail` are left out: no other
 * dialect has them, and a target that does gets the client's bytes untouched.
 */
import { isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import type { DocumentPart, MediaSource, Part } from "../../contract/conversation.ts";

/** @param content  a text, or a list of parts */
export function readContent(content: unknown): Part[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((part) => (isRecord(part) ? [readPart(part)] : []));
}

function readPart(part: Record<string, unknown>): Part {
  const opaque: Part = { type: "opaque", family: "responses", value: part };
  switch (part["type"]) {
    case "input_text":
    case "output_text":
    case "text":
      return readText(part);
    case "refusal":
      return { type: "refusal", text: textOf(part["refusal"]) ?? "" };
    case "input_image":
      return readImage(part) ?? opaque;
    case "input_file":
      return readFile(part) ?? opaque;
    case "input_audio":
      return readAudio(part) ?? opaque;
    default:
      return opaque;
  }
}

function readText(part: Record<string, unknown>): Part {
  const text = textOf(part["text"]) ?? "";
  const { annotations } = part;
  const citations = Array.isArray(annotations) ? annotations.flatMap(readCitation) : [];
  return citations.length === 0 ? { type: "text", text } : { type: "text", text, citations };
}

/** Only web citations have a counterpart: the answer's own renderer writes them from Anthropic's form. */
function readCitation(annotation: unknown): readonly unknown[] {
  const fields = recordOf(annotation);
  if (fields?.["type"] !== "url_citation") return [];
  return [{ type: "web_search_result_location", url: fields["url"], title: fields["title"], cited_text: "" }];
}

function readImage(part: Record<string, unknown>): Part | null {
  const source = urlSource(part["image_url"]) ?? fileSource(part["file_id"]);
  if (source === null) return null;
  const detail = textOf(part["detail"]);
  return { type: "image", source, ...(detail === null ? {} : { detail }) };
}

function readFile(part: Record<string, unknown>): DocumentPart | null {
  const title = textOf(part["filename"]);
  const source = dataSource(part["file_data"], title) ?? urlSource(part["file_url"]) ?? fileSource(part["file_id"]);
  if (source === null) return null;
  return { type: "document", source, ...(title === null ? {} : { title }) };
}

function readAudio(part: Record<string, unknown>): Part | null {
  const audio = recordOf(part["input_audio"]);
  const data = textOf(audio?.["data"]);
  const format = textOf(audio?.["format"]);
  return data === null || format === null ? null : { type: "audio", data, format };
}

/** A data URL becomes its bytes, any other stays a URL. */
function urlSource(value: unknown): MediaSource | null {
  const url = textOf(value);
  if (url === null || url === "") return null;
  return dataUrl(url) ?? { kind: "url", url };
}

/** `data:<type>[;...];base64,<data>`; found by position, because the data may be megabytes. */
function dataUrl(url: string): MediaSource | null {
  if (!url.startsWith("data:")) return null;
  const comma = url.indexOf(",");
  const head = url.slice(5, comma);
  if (comma === -1 || !head.endsWith(";base64")) return null;
  const mediaType = head.slice(0, head.indexOf(";"));
  return { kind: "base64", mediaType: mediaType === "" ? "text/plain" : mediaType, data: url.slice(comma + 1) };
}

/** `file_data` is a data URL, or bare base64 whose type only the file's name can tell. */
function dataSource(value: unknown, filename: string | null): MediaSource | null {
  const data = textOf(value);
  if (data === null || data === "") return null;
  return dataUrl(data) ?? { kind: "base64", mediaType: typeOfFile(filename), data };
}

const typeByEnding: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  json: "application/json",
  html: "text/html",
};

function typeOfFile(filename: string | null): string {
  const ending = filename?.slice(filename.lastIndexOf(".") + 1).toLowerCase() ?? "";
  return (Object.hasOwn(typeByEnding, ending) ? typeByEnding[ending] : undefined) ?? "application/pdf";
}

function fileSource(value: unknown): MediaSource | null {
  const id = textOf(value);
  return id === null || id === "" ? null : { kind: "file", id };
}
