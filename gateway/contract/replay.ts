/**
 * Replays: a request of the log sent again, as it was, edited or on another alias; and runs of many on one alias.
 *
 * A replay is a request like any other, with a row of its own; what is kept beside it is which row it replays. Money is USD
 * nanos as decimal text, null = not known, never zero.
 */
import { z } from "zod";
import { replayLinkSchema } from "./replay-link.ts";
import { isUnpriced, spendLogRowSchema, type SpendLogRow } from "./spend-log.ts";

export const maxReplayAliases = 6;
export const maxRunRows = 500;
export const maxRunConcurrency = 16;
/** Runs that go on at the same time. */
export const maxRunsAtOnce = 3;

const id = z.string().min(1).max(64);
const alias = z.string().min(1).max(512);
const count = z.number().int().min(0).nullable();
const millis = z.number().nullable();

/** Why the log's row cannot be sent again as it was. */
export const replayHindrances = [
  "gone", // not in the log (any more)
  "running",
  "pass_through", // its headers are not kept
  "form", // files went with it; they are not kept
  "not_kept",
  "cut", // longer than what is kept of a body
  "redacted", // a secret stood in it
  "forced_model", // the file sends its kind to one alias, whatever is asked for
  "not_json", // the gateway itself could not read it
] as const;

/** POST: without aliases on its own; without a body as it was. */
export const replayRequestSchema = z.object({
  body: z.string().max(16_000_000).optional(),
  aliases: z.array(alias).min(1).max(maxReplayAliases).optional(),
});
export const replayAnswerSchema = z.object({ replays: z.array(z.object({ id, alias: z.string() })) });

export const chainEntrySchema = z.object({
  id,
  /** null = the chain began with it. */
  link: replayLinkSchema.nullable(),
  /** null = it is not in the log any more. */
  row: spendLogRowSchema.nullable(),
});
/** All rows that one request led to, oldest first. */
export const replayChainSchema = z.object({
  hindrance: z.enum(replayHindrances).nullable(),
  entries: z.array(chainEntrySchema),
});

/** What one side of a comparison was. */
export const replayFactsSchema = z.object({
  alias: z.string(),
  state: spendLogRowSchema.shape.state,
  status: z.number().int().nullable(),
  errorCode: z.string().nullable(),
  promptTokens: count,
  completionTokens: count,
  firstTokenMs: millis,
  totalMs: millis,
  costUsdNanos: z.string().nullable(),
  /** It was answered and nobody knows its price. */
  isUnpriced: z.boolean(),
  /** Tokens and cost are the gateway's estimate: the provider reported none. */
  isEstimate: z.boolean(),
});

export const comparedSchema = z.object({
  id,
  facts: replayFactsSchema,
  /** What was answered, or the error's words; null = it was not kept, or is no text. */
  text: z.string().nullable(),
  isCut: z.boolean(),
});
export const comparisonSchema = z.object({ before: comparedSchema, after: comparedSchema });

export const runItemStates = [
  "waiting",
  "running",
  "same",
  "changed",
  "failed",
  "unclear", // both answered; what was answered was not kept whole
  "cancelled",
  "skipped", // could not be sent, see `hindrance`
] as const;

export const runItemSchema = z.object({
  position: z.number().int().min(0),
  sourceId: id,
  /** The beginning of what was asked, redacted; null = not known yet, or no text. */
  asked: z.string().nullable(),
  /** Of the row that it became. */
  replayId: id.nullable(),
  state: z.enum(runItemStates),
  hindrance: z.enum(replayHindrances).nullable(),
  /** null = it is not in the log. */
  before: replayFactsSchema.nullable(),
  /** null = it did not end. */
  after: replayFactsSchema.nullable(),
});

export const billSchema = z.object({
  /** Sum of the known costs. */
  nanos: z.string(),
  /** Answers that have a known cost. */
  priced: z.number().int(),
  /** Of these, answers whose tokens the gateway estimated. */
  estimated: z.number().int(),
  /** Answers whose cost nobody knows: they are in no sum. */
  unknown: z.number().int(),
});

export const runSumsSchema = z.object({
  counts: z.record(z.enum(runItemStates), z.number().int()),
  /** Of the rows that were sent, so that both sides are about the same rows. */
  before: billSchema,
  after: billSchema,
});

export const runStates = ["running", "done", "stopped"] as const;
export const runHeadSchema = z.object({
  id,
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  state: z.enum(runStates),
  alias: z.string(),
  concurrency: z.number().int(),
  rows: z.number().int(),
  sums: runSumsSchema,
});
export const replayRunSchema = runHeadSchema.extend({ items: z.array(runItemSchema) });

const idsSchema = z.array(id).min(1).max(maxRunRows);
export const planRequestSchema = z.object({ ids: idsSchema, alias });
export const runRequestSchema = planRequestSchema.extend({
  concurrency: z.number().int().min(1).max(maxRunConcurrency).default(4),
});
export const planSchema = z.object({
  replayable: z.number().int(),
  skipped: z.array(z.object({ id, hindrance: z.enum(replayHindrances) })),
  /** What those that can be replayed cost when they ran. */
  before: billSchema,
  /** What the same counts of tokens cost on the alias; a failed row has no counts, so it is unknown. */
  estimate: billSchema,
  /** Why the alias would answer none of them now; null = it would. */
  refusal: z.string().nullable(),
});

const none = z.object({});

export const replayRoutes = {
  replay: {
    method: "POST",
    path: "/requests/:id/replay",
    query: none,
    body: replayRequestSchema,
    response: replayAnswerSchema,
  },
  replayChain: { method: "GET", path: "/requests/:id/replays", query: none, response: replayChainSchema },
  replayCompare: {
    method: "GET",
    path: "/replays/compare",
    query: z.object({ a: id, b: id }),
    response: comparisonSchema,
  },
  replayPlan: { method: "POST", path: "/replays/plan", query: none, body: planRequestSchema, response: planSchema },
  replayRuns: {
    method: "GET",
    path: "/replays",
    query: none,
    response: z.object({ runs: z.array(runHeadSchema) }),
  },
  startReplayRun: { method: "POST", path: "/replays", query: none, body: runRequestSchema, response: z.object({ id }) },
  replayRun: { method: "GET", path: "/replays/:id", query: none, response: replayRunSchema },
  stopReplayRun: { method: "POST", path: "/replays/:id/stop", query: none, body: none, response: none },
  removeReplayRun: { method: "POST", path: "/replays/:id/remove", query: none, body: none, response: none },
} as const;

export type ReplayHindrance = (typeof replayHindrances)[number];
export type ReplayRequest = z.infer<typeof replayRequestSchema>;
export type ReplayAnswer = z.infer<typeof replayAnswerSchema>;
export type ChainEntry = z.infer<typeof chainEntrySchema>;
export type ReplayChain = z.infer<typeof replayChainSchema>;
export type ReplayFacts = z.infer<typeof replayFactsSchema>;
export type Compared = z.infer<typeof comparedSchema>;
export type Comparison = z.infer<typeof comparisonSchema>;
export type RunItemState = (typeof runItemStates)[number];
export type RunItem = z.infer<typeof runItemSchema>;
export type Bill = z.infer<typeof billSchema>;
export type RunSums = z.infer<typeof runSumsSchema>;
export type RunHead = z.infer<typeof runHeadSchema>;
export type ReplayRun = z.infer<typeof replayRunSchema>;
export type PlanRequest = z.infer<typeof planRequestSchema>;
export type RunRequest = z.infer<typeof runRequestSchema>;
export type ReplayPlan = z.infer<typeof planSchema>;

type FactFields = Exclude<keyof ReplayFacts, "isUnpriced">;

export function replayFacts(row: Pick<SpendLogRow, FactFields>): ReplayFacts {
  const { alias: name, state, status, errorCode, promptTokens, completionTokens } = row;
  const { firstTokenMs, totalMs, costUsdNanos, isEstimate } = row;
  const times = { firstTokenMs, totalMs };
  const tokens = { promptTokens, completionTokens };
  return {
    alias: name,
    state,
    status,
    errorCode,
    ...tokens,
    ...times,
    costUsdNanos,
    isUnpriced: isUnpriced(row),
    isEstimate,
  };
}
