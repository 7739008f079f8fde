/**
 * The wire of a request as the log keeps it: its heads as one JSON text, and the bodies behind it, packed with the client's
 * own request as the dictionary.
 *
 * What went to the provider mostly repeats what the client sent, so the other side of the gateway takes next to no room. A
 * dictionary costs time by its size, and answers repeat little of one another: they are none.
 */
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import type { Redactor } from "../base/redact.ts";
import {
  headersSchema,
  requestWireSchema,
  wireAttemptSchema,
  wireBodySchema,
  type HeaderText,
  type RequestEvidence,
  type RequestWire,
  type WireBody,
} from "../contract/request-wire.ts";

/** As they stand in the row, redacted and cut. */
export interface ClientBodies {
  readonly request: Buffer | null;
  readonly response: Buffer | null;
}

type Heads = Pick<RequestEvidence, "client" | "attempts">;

/** zstd takes no smaller one. */
const leastDictionary = 8;
/** Below this, packing costs more time than it saves space. */
const packFromBytes = 4096;
const asItIs = 0;
const packedByZstd = 1;

const keptBodySchema = wireBodySchema.omit({ text: true }).extend({
  /** Bytes of its text behind the heads; null = it has none there. */
  length: z.number().int().nullable(),
});
type KeptBody = z.infer<typeof keptBodySchema>;
/** Rows of earlier versions hold a record. */
const keptHeadersSchema = z.union([z.string().transform(headersOf), headersSchema]);
const keptHeads = { requestHeaders: keptHeadersSchema, responseHeaders: keptHeadersSchema };
const keptSchema = z.object({
  client: requestWireSchema.shape.client.extend(keptHeads),
  attempts: z.array(
    wireAttemptSchema.extend({ ...keptHeads, requestBody: keptBodySchema, responseBody: keptBodySchema }),
  ),
});

/** @param bodies  raw, two for each attempt */
export function packWire(
  { client, attempts }: Heads,
  bodies: readonly (Uint8Array | null)[],
  kept: ClientBodies,
  redact: Redactor,
): Buffer {
  const texts: Buffer[] = [];
  const bodyOf = (index: number, bytes: number, ofClient: Buffer | null): KeptBody => {
    const body = bodies[index];
    if (body === null || body === undefined) return { length: null, bytes, isCut: false, isSame: false };
    const text = redactedBytes(body, redact);
    const isSame = ofClient !== null && text.equals(ofClient);
    if (!isSame) texts.push(text);
    return { length: isSame ? null : text.length, bytes, isCut: body.byteLength < bytes, isSame };
  };
  const heads = attempts.map(({ requestBytes, responseBytes, ...head }, index) => ({
    ...head,
    requestBody: bodyOf(2 * index, requestBytes, kept.request),
    responseBody: bodyOf(2 * index + 1, responseBytes, kept.response),
  }));
  const headText = Buffer.from(redact(JSON.stringify({ client, attempts: heads })));
  return packed([headText, Buffer.from([newLine]), ...texts], kept);
}

/** @throws Error when it was packed with other bodies, which nobody writes */
export function unpackWire(content: Buffer, kept: ClientBodies): RequestWire {
  const rest = content.subarray(1);
  const plain = content[0] === packedByZstd ? zstdDecompressSync(rest, dictionaryOf(kept)) : rest;
  let at = plain.indexOf(newLine);
  const { client, attempts } = keptSchema.parse(JSON.parse(plain.toString("utf8", 0, at++)));
  const textOf = ({ length, ...body }: KeptBody): WireBody => {
    if (length === null) return { ...body, text: null };
    at += length;
    return { ...body, text: plain.toString("utf8", at - length, at) };
  };
  return {
    client,
    attempts: attempts.map(({ requestBody, responseBody, ...head }) => {
      const request = textOf(requestBody);
      return { ...head, requestBody: request, responseBody: textOf(responseBody) };
    }),
  };
}

function headersOf(text: HeaderText): Record<string, string> {
  const lines = text.split("\n").map((line) => [line, line.indexOf(": ")] as const);
  return Object.fromEntries(lines.flatMap(([line, at]) => (at < 2 ? [] : [[line.slice(1, at), line.slice(at + 2)]])));
}

/** Ends the heads: JSON has none of its own. */
const newLine = 0x0a;

function packed(parts: readonly Buffer[], kept: ClientBodies): Buffer {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  if (size < packFromBytes) return Buffer.concat([Buffer.from([asItIs]), ...parts]);
  return Buffer.concat([Buffer.from([packedByZstd]), zstdCompressSync(Buffer.concat(parts), dictionaryOf(kept))]);
}

function dictionaryOf({ request }: ClientBodies): { dictionary?: Buffer } {
  return request === null || request.length < leastDictionary ? {} : { dictionary: request };
}

function redactedBytes(body: Uint8Array, redact: Redactor): Buffer {
  return Buffer.from(redact(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8")));
}
