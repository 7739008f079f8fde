/**
 * What the panel asks of the request log beside one request: pages, the histogram above them, values to complete a filter
 * with, marks, deletion and export.
 */
import { z } from "zod";
import { markColours, requestFilterShape } from "./request-filter.ts";
import { spendLogRowSchema } from "./spend-log.ts";

export const requestPageQuerySchema = z.object({
  /** Keyset: rows with an id below this one. */
  before: z.string().max(64).optional(),
  /** Keyset: rows with an id above this one, oldest first is undone: still newest first. */
  after: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  ...requestFilterShape,
});

/** What a person noted on a request. Pinned ones are spared when old requests are forgotten. */
export const requestMarkSchema = z.object({
  pinned: z.boolean(),
  colour: z.enum(markColours).nullable(),
  comment: z.string().max(2000).nullable(),
});

/** Where the searched words stand: a piece of the text around the first of them. */
export const snippetSchema = z.object({
  place: z.enum(["request", "response", "row"]),
  text: z.string(),
  /** Start and end of each hit in `text`, in UTF-16 units. */
  hits: z.array(z.tuple([z.number().int(), z.number().int()])),
});

export const requestPageSchema = z.object({
  rows: z.array(spendLogRowSchema),
  hasMore: z.boolean(),
  /** `before` of the next page; a search that had to stop for time may have looked further than its last row. */
  next: z.string().nullable().optional(),
  /** By id; only rows that have one. */
  marks: z.record(z.string(), requestMarkSchema).optional(),
  /** By id; only for a query with `text`. */
  snippets: z.record(z.string(), snippetSchema).optional(),
});

export const histogramQuerySchema = z.object({
  ...requestFilterShape,
  /** At most this many buckets. */
  buckets: z.coerce.number().int().min(1).max(400).default(120),
  /** Minutes that local time is ahead of UTC: days begin at local midnight. */
  offsetMinutes: z.coerce.number().int().min(-1000).max(1000).default(0),
});

const amounts = {
  count: z.number().int(),
  errors: z.number().int(),
  /** Sum of the known costs, USD nanos. */
  costUsdNanos: z.string(),
  /** Rows that were answered at a price nobody knows: they are in no sum. */
  unknownCost: z.number().int(),
};

export const histogramSchema = z.object({
  /** Epoch milliseconds; buckets are `stepMs` wide from `from` on, empty ones included. */
  from: z.number(),
  stepMs: z.number(),
  buckets: z.array(z.object(amounts)),
  total: z.object(amounts),
  /** Older buckets are not counted: more rows hold the words than are looked through. null = all are counted. */
  countedFrom: z.number().nullable(),
});

export const filterFields = ["alias", "provider", "deployment", "model", "status", "key", "tag", "client"] as const;

export const valuesQuerySchema = z.object({
  field: z.enum(filterFields),
  /** Part of the value. */
  part: z.string().max(200).default(""),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Most frequent first. */
export const valuesSchema = z.object({ values: z.array(z.object({ value: z.string(), count: z.number().int() })) });

const idsSchema = z.array(z.string().max(64)).min(1).max(1000);

/** Fields that are left out stay as they are. */
export const markRequestSchema = z.object({ ids: idsSchema, mark: requestMarkSchema.partial() });
export const markAnswerSchema = z.object({ marks: z.record(z.string(), requestMarkSchema) });

export const deleteRequestSchema = z.object({ ids: idsSchema });
/** Requests that still run are not deleted. */
export const deleteAnswerSchema = z.object({ deleted: z.number().int() });

export const exportFormats = ["jsonl", "csv", "har"] as const;
/** Of these ids, or of what the filter finds. */
export const exportRequestSchema = z.object({
  format: z.enum(exportFormats),
  ids: idsSchema.optional(),
  filter: z.object(requestFilterShape).default({}),
});
/** How many rows the answer will hold, at most `maxExportRows`; the answer itself is the file. */
export const exportRowsHeader = "x-portico-rows";
export const maxExportRows = 50_000;

export type RequestPageQuery = z.infer<typeof requestPageQuerySchema>;
export type RequestPage = z.infer<typeof requestPageSchema>;
export type RequestMark = z.infer<typeof requestMarkSchema>;
export type MarkRequest = z.infer<typeof markRequestSchema>;
export type Snippet = z.infer<typeof snippetSchema>;
export type HistogramQuery = z.infer<typeof histogramQuerySchema>;
export type Histogram = z.infer<typeof histogramSchema>;
export type FilterField = (typeof filterFields)[number];
export type ValuesQuery = z.infer<typeof valuesQuerySchema>;
export type Values = z.infer<typeof valuesSchema>;
export type ExportFormat = (typeof exportFormats)[number];
export type ExportRequest = z.infer<typeof exportRequestSchema>;
