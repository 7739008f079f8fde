/**
 * A stored multipart form as plain fields: texts as they are, a file as its name and type. Its bytes went through text, so
 * they are no file any more and their number is not known.
 *
 * @source https://www.rfc-editor.org/rfc/rfc7578
 */
import type { Media, MediaPart } from "./conversation.ts";

export interface FormField {
  readonly name: string;
  readonly text: string;
  /** null = a text field. */
  readonly file: MediaPart | null;
}

/** @returns an empty list when the text is no form */
export function formFields(body: string): readonly FormField[] {
  const boundary = /^--[^\r\n]+/.exec(body)?.[0];
  if (boundary === undefined) return [];
  return body
    .split(boundary)
    .slice(1)
    .flatMap((section) => fieldOf(section));
}

function fieldOf(section: string): FormField[] {
  const gap = section.search(/\r?\n\r?\n/);
  const head = section.slice(0, gap === -1 ? section.length : gap);
  const name = /\bname="([^"]*)"/.exec(head)?.[1];
  if (name === undefined) return [];
  const text =
    gap === -1
      ? ""
      : section
          .slice(gap)
          .replace(/^\r?\n\r?\n/, "")
          .replace(/\r?\n$/, "");
  const fileName = /\bfilename="([^"]*)"/.exec(head)?.[1];
  if (fileName === undefined) return [{ name, text, file: null }];
  const type = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? "";
  return [{ name, text: "", file: { kind: "media", media: mediaOf(type), name: fileName || type, bytes: null } }];
}

function mediaOf(type: string): Media {
  const kind = type.split("/", 1)[0];
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "document";
}
