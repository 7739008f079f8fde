/**
 * The wire of a request as the log keeps it: one JSON text, packed with the client's own bodies as the dictionary.
 *
 * What went to the provider mostly repeats what the client sent, so the other side of the gateway takes next to no room.
 */
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import {
  requestWireSchema,
  type AttemptHeads,
  type RequestEvidence,
  type RequestWire,
  type WireBody,
} from "../contract/request-wire.ts";
import type { Redactor } from "../base/redact.ts";

/** As they stand in the row, redacted and cut. */
export interface ClientBodies {
  readonly request: Buffer | null;
  readonly response: Buffer | null;
}

type Heads = Pick<RequestEvidence, "client" | "attempts">;

/** zstd takes no smaller one. */
const leastDictionary = 8;

/** @param bodies  raw, two for each attempt */
export function packWire(
  { client, attempts }: Heads,
  bodies: readonly (Uint8Array | null)[],
  kept: ClientBodies,
  redact: Redactor,
): Buffer {
  const [request, response] = [kept.request?.toString("utf8") ?? null, kept.response?.toString("utf8") ?? null];
  const wire: RequestWire = {
    client: redacted(client, redact),
    attempts: attempts.map((attempt, index) => ({
      ...redacted(headsOf(attempt), redact),
      requestBody: bodyOf(bodies[2 * index], attempt.requestBytes, request, redact),
      responseBody: bodyOf(bodies[2 * index + 1], attempt.responseBytes, response, redact),
    })),
  };
  const plain = Buffer.from(JSON.stringify(wire));
  return zstdCompressSync(plain, dictionaryOf(kept));
}

/** @throws Error when it was packed with other bodies, which nobody writes */
export function unpackWire(packed: Buffer, kept: ClientBodies): RequestWire {
  const text = zstdDecompressSync(packed, dictionaryOf(kept)).toString("utf8");
  return requestWireSchema.parse(JSON.parse(text));
}

function dictionaryOf({ request, response }: ClientBodies): { dictionary?: Buffer } {
  // Texts inside JSON are escaped; so is what they are compared with.
  const texts = [request, response].map((body) => (body === null ? "" : JSON.stringify(body.toString("utf8"))));
  const dictionary = Buffer.from(texts.join(""));
  return dictionary.length < leastDictionary ? {} : { dictionary };
}

function headsOf({ requestBytes: _request, responseBytes: _response, ...heads }: AttemptHeads) {
  return heads;
}

function redacted<Heads extends object>(heads: Heads, redact: Redactor): Heads {
  return JSON.parse(redact(JSON.stringify(heads))) as Heads; // the same shape: only texts changed
}

function bodyOf(
  body: Uint8Array | null | undefined,
  bytes: number,
  ofClient: string | null,
  redact: Redactor,
): WireBody {
  if (body === null || body === undefined) return { text: null, bytes, isCut: false, isSame: false };
  const text = redact(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"));
  const isSame = ofClient !== null && text === ofClient;
  return { text: isSame ? null : text, bytes, isCut: body.byteLength < bytes, isSame };
}
