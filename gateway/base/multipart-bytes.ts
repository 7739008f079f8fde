/**
 * Writes a multipart form: parts as they were, in order, under a boundary that no part holds.
 *
 * @source RFC 7578 section 4.2 for names and file names in quotes
 */
import { randomBytes } from "node:crypto";
import type { FormPart } from "../contract/form.ts";

export interface EncodedForm {
  readonly contentType: string;
  readonly body: Buffer;
}

export function encodeForm(parts: readonly FormPart[]): EncodedForm {
  const boundary = `----portico${randomBytes(16).toString("hex")}`;
  const pieces: Uint8Array[] = [];
  for (const part of parts) {
    pieces.push(Buffer.from(`--${boundary}\r\n${headOf(part)}\r\n\r\n`), part.content, Buffer.from("\r\n"));
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(pieces) };
}

function headOf({ name, filename, mimeType }: FormPart): string {
  const disposition = `content-disposition: form-data; name="${quoted(name)}"`;
  if (filename === null) return disposition;
  return `${disposition}; filename="${quoted(filename)}"\r\ncontent-type: ${mimeType.replaceAll(/[\r\n]/g, "")}`;
}

/** A quote or a line end in a name would end the header. */
function quoted(text: string): string {
  return text.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
