/**
 * What went over the wire of one request, on both sides of the gateway, and when each piece of a stream passed.
 *
 * Secrets are taken out and values of headers that nobody knows are left out; bodies are there where the log keeps bodies,
 * cut at its cap. Times are milliseconds since the request came in.
 */
import { z } from "zod";

/** By lower-case name; several values of one name are joined by a comma. */
export const headersSchema = z.record(z.string(), z.string());

export const wireBodySchema = z.object({
  /** null when it is not kept, or is the client's (`isSame`). */
  text: z.string().nullable(),
  /** On the wire. */
  bytes: z.number().int(),
  isCut: z.boolean(),
  /** Byte for byte what stands on the client's side. */
  isSame: z.boolean(),
});

/** Of a stream that goes through untouched, but for the model's name, so much is kept of the provider's side: its beginning. */
export const untouchedStreamBytes = 1024;

export const wireAttemptSchema = z.object({
  /** Of the attempt in `attemptList`. */
  index: z.number().int(),
  method: z.string(),
  /** Without the values of its query that may prove something. */
  url: z.string(),
  requestHeaders: headersSchema,
  requestBody: wireBodySchema,
  /** null when no answer began. */
  status: z.number().int().nullable(),
  responseHeaders: headersSchema,
  responseBody: wireBodySchema,
  /** A stream that went on to the client as it came, but for the model's name: only its beginning is kept here. */
  isUntouched: z.boolean(),
});

export const requestWireSchema = z.object({
  client: z.object({
    requestHeaders: headersSchema,
    /** null when the client got none. */
    status: z.number().int().nullable(),
    responseHeaders: headersSchema,
  }),
  /** Those that went over the network. */
  attempts: z.array(wireAttemptSchema),
});

export const chunkSeriesSchema = z.object({
  /** When each began. */
  times: z.array(z.number()),
  /** Bytes; of `waits` milliseconds. */
  sizes: z.array(z.number()),
  /** Pieces within so many milliseconds of one another count as one; 0 = each stands for itself. */
  grainMs: z.number(),
});

export const streamTimelineSchema = z.object({
  /** Reads of the provider's connection; empty when nobody was asked over the network. */
  fromProvider: chunkSeriesSchema,
  /** Writes to the client: their bytes add up to the answer's. */
  toClient: chunkSeriesSchema,
  /** How long the client took nothing, so that the provider was not read. */
  waits: chunkSeriesSchema,
  /** The kept answer has the bytes that went out, so that each piece's text is found in it by its place. */
  isTextExact: z.boolean(),
});

export type WireBody = z.infer<typeof wireBodySchema>;
export type WireAttempt = z.infer<typeof wireAttemptSchema>;
export type RequestWire = z.infer<typeof requestWireSchema>;
export type ChunkSeries = z.infer<typeof chunkSeriesSchema>;
export type StreamTimeline = z.infer<typeof streamTimelineSchema>;

/** The answer of a request that has none, or none yet. */
export const requestWireAnswerSchema = z.object({ wire: requestWireSchema.nullable() });
export const streamTimelineAnswerSchema = z.object({ timeline: streamTimelineSchema.nullable() });

/** Headers on their way to the log: ` name: value` a line, names in lower case. */
export type HeaderText = string;

interface HeadTexts {
  readonly requestHeaders: HeaderText;
  readonly responseHeaders: HeaderText;
}

/** An attempt's wire without its bodies, as the pipeline hands it to the log. */
export interface AttemptHeads extends Omit<WireAttempt, "requestBody" | "responseBody" | keyof HeadTexts>, HeadTexts {
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** What the end of a request tells beside its row. Raw here but for its headers; the store redacts and packs. */
export interface RequestEvidence {
  readonly client: Pick<RequestWire["client"], "status"> & HeadTexts;
  readonly attempts: readonly AttemptHeads[];
  /** Request and response of attempt n at 2n and 2n + 1; null = not kept. */
  readonly bodies: readonly (Uint8Array | null)[];
  /** `fromProvider`, `toClient`, `waits` as a ChunkTrack gives them; null = nothing streamed. */
  readonly tracks: readonly (Uint8Array | null)[];
}
