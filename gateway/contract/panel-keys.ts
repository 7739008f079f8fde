/**
 * Virtual keys as the panel lists, changes and tries them, and its routes for that.
 *
 * Money is dollars as decimal text, exact to the nano. A key goes by the first 12 digits of its SHA-256, as in the log.
 * Law: its secret is in one answer only, the one that makes it; its whole digest is in none.
 */
import { z } from "zod";
import { durationSchema, keySettingsSchema } from "./virtual-key.ts";

const usd = z.string().regex(/^\d{1,18}(\.\d{1,9})?$/, "must be dollars like 12.5, with nine decimals at most");
const name = z.string().min(1).max(256);
const time = z.number().nullable();

/** A key's settings with LiteLLM's names; amounts are texts here. */
export const panelKeySettingsSchema = keySettingsSchema.extend({
  max_budget: usd.nullable(),
  soft_budget: usd.nullable(),
  model_max_budget: z.record(name, z.strictObject({ max_budget: usd, budget_duration: durationSchema })),
});

const budgetStateSchema = z.object({
  /** In the running period; what is not known to have cost anything is not in it. */
  spent: usd,
  /** What running requests may still spend. */
  reserved: usd,
  max: usd.nullable(),
  soft: usd.nullable(),
  duration: z.string().nullable(),
  /** Epoch milliseconds. */
  resetAt: time,
});

const rateStateSchema = z.object({
  /** null = all requests of the key. */
  alias: z.string().nullable(),
  rpm: z.number().nullable(),
  tpm: z.number().nullable(),
  parallel: z.number().nullable(),
  /** Used of the running minute. */
  requests: z.number(),
  tokens: z.number(),
  running: z.number(),
  /** Until the minute is over; null = none has begun. */
  resetMs: z.number().nullable(),
});

export const panelKeySchema = z.object({
  id: z.string(),
  /** `sk-...` and the last four characters. */
  keyName: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  expiresAt: time,
  lastUsedAt: time,
  isExpired: z.boolean(),
  budget: budgetStateSchema,
  modelBudgets: z.array(budgetStateSchema.extend({ alias: z.string() })),
  rates: z.array(rateStateSchema),
  settings: panelKeySettingsSchema,
});

export const fileBudgetSchema = budgetStateSchema.extend({
  scope: z.enum(["all", "alias", "provider", "tag", "deployment"]),
  /** "" of all. */
  name: z.string(),
  /** Of a deployment, its alias and model; else "". */
  about: z.string(),
});

/** What the file says of new keys, by field: what it fills in, and the most it allows. */
const fieldTexts = z.record(z.string(), z.string());

const keyListSchema = z.object({
  keys: z.array(panelKeySchema),
  budgets: z.array(fileBudgetSchema),
  /** Budgets begin anew at its midnights. */
  timeZone: z.string(),
  defaults: fieldTexts,
  bounds: fieldTexts,
});

/** A field that is left out stays as it is, or gets the file's default. */
export const keyDraftSchema = panelKeySettingsSchema.partial().extend({ duration: durationSchema.optional() });
/** `spend` sets what counts as spent. */
export const keyChangeSchema = keyDraftSchema.extend({ spend: usd.optional() });

const daySumSchema = z.object({
  requests: z.number(),
  /** Of those whose cost is known. */
  spent: usd,
  /** Requests whose cost is not known. */
  unpriced: z.number(),
  promptTokens: z.number(),
  completionTokens: z.number(),
});

export const keyDaySchema = daySumSchema.extend({
  /** The UTC day's beginning, epoch milliseconds. */
  since: z.number(),
  /** Dearest first; the rest is not listed. */
  aliases: z.array(daySumSchema.extend({ alias: z.string() })),
});

/** What can be asked for in a trial. */
export const trialOperations = ["chat", "messages", "responses", "completion", "embedding"] as const;

export const keyTrialSchema = z.object({ alias: name, operation: z.enum(trialOperations).default("chat") });

export const keyVerdictSchema = z.object({
  /** null = it would be let through. */
  refusal: z
    .object({ code: z.string(), status: z.number().int(), message: z.string(), hint: z.string().nullable() })
    .nullable(),
  /** Who would answer now; null when refused. */
  deployment: z.object({ id: z.string(), provider: z.string(), model: z.string() }).nullable(),
});

const none = z.object({});
const madeKeySchema = z.object({ secret: z.string(), key: panelKeySchema });
const post = { method: "POST", query: none } as const;

export const panelKeyRoutes = {
  keys: { method: "GET", path: "/keys", query: none, response: keyListSchema },
  keyDay: { method: "GET", path: "/keys/:id/day", query: none, response: keyDaySchema },
  createKey: { ...post, path: "/keys", body: keyDraftSchema, response: madeKeySchema },
  updateKey: { ...post, path: "/keys/:id/update", body: keyChangeSchema, response: panelKeySchema },
  blockKey: { ...post, path: "/keys/:id/block", body: none, response: panelKeySchema },
  unblockKey: { ...post, path: "/keys/:id/unblock", body: none, response: panelKeySchema },
  /** The same key under a new secret. */
  regenerateKey: { ...post, path: "/keys/:id/regenerate", body: none, response: madeKeySchema },
  deleteKey: { ...post, path: "/keys/:id/delete", body: none, response: z.object({ deleted: z.string() }) },
  /** Would a request be let through now? Nothing is sent and nothing taken. */
  tryKey: { ...post, path: "/keys/:id/try", body: keyTrialSchema, response: keyVerdictSchema },
} as const;

export type PanelKeySettings = z.infer<typeof panelKeySettingsSchema>;
export type BudgetState = z.infer<typeof budgetStateSchema>;
export type RateState = z.infer<typeof rateStateSchema>;
export type PanelKey = z.infer<typeof panelKeySchema>;
export type FileBudget = z.infer<typeof fileBudgetSchema>;
export type KeyList = z.infer<typeof keyListSchema>;
export type KeyDraft = z.infer<typeof keyDraftSchema>;
export type KeyChange = z.infer<typeof keyChangeSchema>;
export type KeyDay = z.infer<typeof keyDaySchema>;
export type KeyTrial = z.infer<typeof keyTrialSchema>;
export type KeyVerdict = z.infer<typeof keyVerdictSchema>;
