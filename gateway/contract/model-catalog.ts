/**
 * The catalog as the panel shows it: every deployment with its facts, health and figures; models found elsewhere; probes.
 */
import { z } from "zod";

/** Whether a model can do something, and who says so. */
export const abilitySchema = z.object({
  name: z.enum([
    "tools",
    "vision",
    "json_schema",
    "reasoning",
    "streaming",
    "audio_input",
    "pdf_input",
    "web_search",
    "embedding",
  ]),
  state: z.enum(["yes", "no", "unknown"]),
  /** `probe`: tried, `evidence` says what came back. */
  source: z.enum(["config", "price_map", "provider", "probe", "none"]),
  evidence: z.string().nullable(),
  /** Of a probe. */
  at: z.number().nullable(),
});

/**
 * US dollars of a million tokens as decimal text; null = not known, never zero. `source`: a price source of cost.ts, or
 * `provider` for what its list of models says.
 */
export const modelPriceSchema = z.object({
  inputPerMillion: z.string().nullable(),
  outputPerMillion: z.string().nullable(),
  cacheReadPerMillion: z.string().nullable(),
  source: z.string().nullable(),
});

export const catalogRowSchema = z.object({
  deploymentId: z.string(),
  alias: z.string(),
  provider: z.string(),
  model: z.string(),
  apiBase: z.string(),
  mode: z.string(),
  isMock: z.boolean(),
  file: z.string(),
  line: z.number().int(),
  contextTokens: z.number().int().nullable(),
  maxOutputTokens: z.number().int().nullable(),
  inputModalities: z.array(z.string()),
  outputModalities: z.array(z.string()),
  /** Of those that something is known about. */
  abilities: z.array(abilitySchema),
  price: modelPriceSchema,
  /** `idle`: not called lately and never checked. */
  health: z.enum(["healthy", "failing", "cooling_down", "disabled", "idle"]),
  healthReason: z.string().nullable(),
  healthAt: z.number().nullable(),
  /** Epoch ms; null = in the pick. */
  cooldownUntil: z.number().nullable(),
  weight: z.number().nullable(),
  order: z.number().nullable(),
  /** Of the running minute; a limit is null when the file sets none. */
  rateLimits: z.object({
    rpmLimit: z.number().nullable(),
    rpmUsed: z.number(),
    tpmLimit: z.number().nullable(),
    tpmUsed: z.number(),
    parallelLimit: z.number().nullable(),
    inFlight: z.number(),
  }),
  /** From the log of the last 24 hours; null = too few to say. */
  calls: z.number().int(),
  errors: z.number().int(),
  medianFirstTokenMs: z.number().nullable(),
  medianTotalMs: z.number().nullable(),
  /** Completion tokens a second after the first. */
  tokensPerSecond: z.number().nullable(),
});

export const catalogAnswerSchema = z.object({
  rows: z.array(catalogRowSchema),
  /** When the figures of the last 24 hours were gathered; null = they still are, ask again. */
  figuresAt: z.number().nullable(),
});

/** A place whose models can be listed. */
export const modelSourceSchema = z.object({
  id: z.string(),
  /** LiteLLM's provider prefix for what is added from here. */
  provider: z.string(),
  title: z.string(),
  apiBase: z.string(),
  /** The variable its key is read from; null = it needs none. */
  keyVariable: z.string().nullable(),
  hasKey: z.boolean(),
  /** A local server: whether it answered just now. */
  isRunning: z.boolean().nullable(),
});

export const discoverRequestSchema = z.object({
  /** Of a model source; or null with a base URL of the user's. */
  sourceId: z.string().max(64).nullable(),
  apiBase: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .nullable(),
  /** Which variable holds the key to send; null = none. Bound to the source's host unless it is the user's own base. */
  keyVariable: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/)
    .nullable(),
});

export const discoveredModelSchema = z.object({
  /** As `litellm_params.model`, prefix included. */
  model: z.string(),
  title: z.string().nullable(),
  contextTokens: z.number().int().nullable(),
  inputModalities: z.array(z.string()),
  abilities: z.array(abilitySchema),
  price: modelPriceSchema,
  /** Aliases of the running config that call it already. */
  aliases: z.array(z.string()),
});

export const discoverAnswerSchema = z.object({
  apiBase: z.string(),
  provider: z.string(),
  models: z.array(discoveredModelSchema),
});

/** One call to one deployment, past the router; a row of the log like any other. */
export const deploymentTestSchema = z.object({
  isOk: z.boolean(),
  status: z.number().int().nullable(),
  firstTokenMs: z.number().nullable(),
  totalMs: z.number(),
  /** The answer's first words, or the error's. */
  text: z.string(),
  /** Nano-USD as decimal text; null = not known. */
  costUsdNanos: z.string().nullable(),
  /** Its row in the log; null when the log is off. */
  requestId: z.string().nullable(),
});

export const probeAnswerSchema = z.object({
  abilities: z.array(abilitySchema),
  /** Of all the calls together; null = not known of one of them. */
  costUsdNanos: z.string().nullable(),
  /** The rows of its calls in the log. */
  requestIds: z.array(z.string()),
});

export type Ability = z.infer<typeof abilitySchema>;
export type ModelPrice = z.infer<typeof modelPriceSchema>;
export type CatalogAnswer = z.infer<typeof catalogAnswerSchema>;
export type CatalogRow = z.infer<typeof catalogRowSchema>;
export type ModelSource = z.infer<typeof modelSourceSchema>;
export type DiscoverRequest = z.infer<typeof discoverRequestSchema>;
export type DiscoveredModel = z.infer<typeof discoveredModelSchema>;
export type DiscoverAnswer = z.infer<typeof discoverAnswerSchema>;
export type ProbeAnswer = z.infer<typeof probeAnswerSchema>;
export type DeploymentTest = z.infer<typeof deploymentTestSchema>;
