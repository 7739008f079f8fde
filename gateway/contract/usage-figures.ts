/**
 * What the gateway was used for, summed up: the panel's questions about now, a period and a provider's bill.
 *
 * Amounts are USD nanos as decimal text, times epoch milliseconds, tokens counts. What is not known is counted beside the
 * sums and never as 0 in them.
 */
import { z } from "zod";

/** By what use is broken down. `model` is the provider's own name of it, and `client` a user agent. */
export const usageScopes = ["alias", "key", "tag", "provider", "model", "deployment", "client"] as const;
export type UsageScope = (typeof usageScopes)[number];

/** Every time zone's days begin at a multiple of it, so local days are exact. */
export const slotMs = 900_000;
export const maxBuckets = 120;
export const listedNames = 200;
/** As many names have a line or a bar of their own. */
export const drawnNames = 7;
/** Names of a tag or a client beyond a quarter of an hour's first ones are one. */
export const otherNames = "\u{1}other";

const count = z.number().int();

export const usageSumSchema = z.object({
  /** Of the charges whose cost is known. */
  nanos: z.string(),
  /** Ended requests, whatever their end. */
  requests: count,
  /** Of these, those that were answered and stand in the ledger. */
  charges: count,
  /** Charges whose cost is not known: they are not in `nanos`. */
  unpriced: count,
  /** Charges whose tokens the gateway estimated. */
  estimates: count,
  /** Requests that did not end well; `aborts` of them were cut by their client. */
  errors: count,
  aborts: count,
  promptTokens: count,
  completionTokens: count,
  /** Of the prompt tokens of those charges whose provider says how many came from its cache: `cachedOf`. */
  cachedTokens: count,
  cachedOf: count,
});

const edgesSchema = z
  .string()
  .max(4000)
  .transform((text, context) => {
    const edges = text.split(",").map(Number);
    const isRising = edges.every(
      (edge, index) => edge % slotMs === 0 && (index === 0 || edge > (edges[index - 1] ?? 0)),
    );
    if (isRising && edges.length > 1 && edges.length <= maxBuckets + 1) return edges;
    context.addIssue({ code: "custom", message: `must be 2 to ${maxBuckets + 1} rising multiples of ${slotMs}` });
    return z.NEVER;
  });

export const usageQuerySchema = z.object({
  /** Where the periods of the chart meet, first to last: local midnights or hours, comma between them. */
  edges: edgesSchema,
  by: z.enum(usageScopes),
});

const usageNameSchema = z.object({
  /** A key's is the first 12 digits of its digest; "" = it has none, `otherNames` = many rare ones. */
  id: z.string(),
  /** What a person calls it. */
  label: z.string(),
  /** Of a model or a deployment, its provider; else "". */
  provider: z.string(),
  sum: usageSumSchema,
});

export type UsageCounts = Omit<z.infer<typeof usageSumSchema>, "nanos">;

/** All that a sum counts, at nothing. */
export const noCounts: Readonly<UsageCounts> = {
  requests: 0,
  charges: 0,
  unpriced: 0,
  estimates: 0,
  errors: 0,
  aborts: 0,
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  cachedOf: 0,
};
export const usageCounts = Object.keys(noCounts) as (keyof UsageCounts)[]; // its own keys

/** Where the figures come from, to be said beside them. */
const usageSourceSchema = z.object({
  /** Before this time neither failed requests, clients nor cached tokens were counted. */
  countedSince: z.number(),
  /** The oldest quarter of an hour that is kept; null = none. */
  oldest: z.number().nullable(),
  keptDays: count,
});

export const usageReportSchema = z.object({
  edges: z.array(z.number()),
  total: usageSumSchema,
  /** One for each two neighbouring edges. */
  buckets: z.array(usageSumSchema),
  /** Dearest first. */
  names: z.array(usageNameSchema),
  /** Of the first `drawnNames` names, in their order, by bucket. */
  drawn: z.array(z.array(usageSumSchema)),
  /** All names together; a request with two tags is in both. */
  named: usageSumSchema,
  namesInAll: count,
  source: usageSourceSchema,
});

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** UTC days, both ends included: providers bill by them. */
export const usageDaysQuerySchema = z.object({ from: daySchema, to: daySchema });
export const maxDayRows = 20_000;

export const usageDaysSchema = z.object({
  rows: z.array(z.object({ day: daySchema, provider: z.string(), model: z.string(), sum: usageSumSchema })),
  /** There are more than are listed. */
  isCut: z.boolean(),
  source: usageSourceSchema,
});

const millis = z.number().nullable();

export const nowSchema = z.object({
  running: count,
  requestsPerSecond: z.number(),
  /** Of the last `windowMs`, or since the gateway started when that is less. */
  windowMs: z.number(),
  sinceStart: z.boolean(),
  requests: count,
  errors: count,
  aborts: count,
  /** Of answers that came whole; null = too few. */
  totalMs: z.object({ p50: millis, p95: millis }),
  /** Of streams. */
  firstTokenMs: z.object({ p50: millis, p95: millis }),
  /** Oldest first, `stepMs` each; the last one still runs. */
  stepMs: z.number(),
  steps: z.array(z.object({ requests: count, errors: count, p95: millis })),
});

const none = z.object({});

export const usageRoutes = {
  usageNow: { method: "GET", path: "/usage/now", query: none, response: nowSchema },
  usage: { method: "GET", path: "/usage", query: usageQuerySchema, response: usageReportSchema },
  usageDays: { method: "GET", path: "/usage/days", query: usageDaysQuerySchema, response: usageDaysSchema },
} as const;

export type UsageSum = z.infer<typeof usageSumSchema>;
export type UsageName = z.infer<typeof usageNameSchema>;
export type UsageSource = z.infer<typeof usageSourceSchema>;
export type UsageReport = z.infer<typeof usageReportSchema>;
export type UsageDays = z.infer<typeof usageDaysSchema>;
export type UsageNow = z.infer<typeof nowSchema>;
