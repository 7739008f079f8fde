/**
 * Images, sound and documents as Gemini's parts: bytes inline, everything else by its address.
 *
 * A provider does no I/O, so an address is handed on for Google to fetch; a type it must be told is read off the name.
 */
import type { AudioPart, DocumentPart, ImagePart, MediaSource } from "../../contract/conversation.ts";

type WirePart = Record<string, unknown>;

const typeByExtension: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  heic: "image/heic",
  heif: "image/heif",
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  html: "text/html",
  csv: "text/csv",
  json: "application/json",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  flac: "audio/flac",
  ogg: "audio/ogg",
  m4a: "audio/mp4",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  mpeg: "video/mpeg",
};
/** Google knows the type of what it keeps, and of its own videos. */
const typedByGoogle = /^https:\/\/(generativelanguage\.googleapis\.com\/.*files\/|(www\.)?youtube\.com\/|youtu\.be\/)/;
const filesBase = "https://generativelanguage.googleapis.com/v1beta/";

export function imagePart(part: ImagePart): WirePart {
  return mediaPart(part.source, "image/jpeg");
}

export function documentPart({ source }: DocumentPart): WirePart {
  return source.kind === "text" ? { text: source.text } : mediaPart(source, "application/pdf");
}

export function audioPart({ data, format }: AudioPart): WirePart {
  return { inline_data: { mime_type: format.includes("/") ? format : `audio/${format}`, data } };
}

function mediaPart(source: MediaSource, fallbackType: string): WirePart {
  switch (source.kind) {
    case "base64":
      return { inline_data: { mime_type: source.mediaType, data: source.data } };
    case "url":
      return filePart(source.url, fallbackType);
    case "file":
      return filePart(source.id.startsWith("files/") ? filesBase + source.id : source.id, fallbackType);
  }
}

function filePart(uri: string, fallbackType: string): WirePart {
  if (typedByGoogle.test(uri)) return { file_data: { file_uri: uri } };
  const path = uri.split(/[?#]/, 1)[0] ?? "";
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const known = Object.hasOwn(typeByExtension, extension) ? typeByExtension[extension] : undefined;
  return { file_data: { mime_type: known ?? fallbackType, file_uri: uri } };
}
