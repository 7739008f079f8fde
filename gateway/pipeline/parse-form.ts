/**
 * Reads a multipart body (audio, images) that is already whole in memory: its text fields and its parts in order.
 *
 * @source RFC 7578; the parsing itself is busboy's
 */
import { Busboy } from "@fastify/busboy";
import { GatewayError } from "../contract/errors.ts";
import type { FormPart } from "../contract/form.ts";

export interface ParsedForm {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly parts: readonly FormPart[];
}

const maxParts = 100;
const maxFieldBytes = 1024 * 1024;
/** What is read of a form before it is asked whether it broke. */
const sliceBytes = 65_536;

/** @throws GatewayError `invalid_request` */
export function parseForm(body: Buffer, contentType: string): Promise<ParsedForm> {
  return new Promise((resolve, reject) => {
    const parts: FormPart[] = [];
    let isBroken = false;
    const fail = (reason: unknown): void => {
      isBroken = true;
      reject(brokenForm(reason));
    };
    let reader: Busboy;
    try {
      const limits = { parts: maxParts, fieldSize: maxFieldBytes, fieldNameSize: 256 };
      reader = new Busboy({ headers: { "content-type": contentType }, limits });
    } catch (failure) {
      return fail(failure);
    }
    reader.on("field", (name, value, _nameCut, isCut, _encoding, mimeType) => {
      if (isCut) return fail(`the field "${name}" is longer than ${maxFieldBytes} bytes`);
      parts.push({ name, filename: null, mimeType, content: Buffer.from(value) });
    });
    reader.on("file", (name, file, filename, _encoding, mimeType) => {
      const chunks: Buffer[] = [];
      file.on("data", (chunk: Buffer) => chunks.push(chunk));
      file.on("error", fail); // a file that the body's end cuts tells it here, and nowhere else
      file.on("end", () => parts.push({ name, filename, mimeType, content: Buffer.concat(chunks) }));
    });
    reader.on("partsLimit", () => fail(`more than ${maxParts} parts`));
    reader.on("error", fail);
    reader.on("finish", () => resolve({ fields: textFields(parts), parts }));
    for (let at = 0; at < body.length && !isBroken; at += sliceBytes) reader.write(body.subarray(at, at + sliceBytes));
    if (!isBroken) reader.end();
  });
}

/** A name that repeats (`timestamp_granularities[]`) becomes a list. */
function textFields(parts: readonly FormPart[]): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const { name, filename, content } of parts) {
    if (filename !== null) continue;
    const text = Buffer.from(content).toString("utf8");
    const known = fields.get(name);
    fields.set(name, known === undefined ? text : [...(Array.isArray(known) ? known : [known]), text]);
  }
  return Object.fromEntries(fields);
}

function brokenForm(reason: unknown): GatewayError {
  const words = reason instanceof Error ? reason.message : String(reason);
  return new GatewayError("invalid_request", {
    message: `The multipart form cannot be read: ${words}.`,
    hint: "Send `multipart/form-data` with a boundary; every HTTP library makes one.",
  });
}
