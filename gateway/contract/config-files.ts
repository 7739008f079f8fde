/**
 * The config's files as the panel edits them: texts, drafts, what a draft means, what a save would change, versions.
 *
 * No text that leaves the gateway holds a secret: a literal key is shown as a mask of the same length (`•1••••`), and a
 * mask that comes back is put back to what it stands for. Offsets and places are therefore the same in both.
 */
import { z } from "zod";
import { configEditSchema, spliceSchema } from "./config-edit.ts";
import { findingSchema } from "./findings.ts";

const fileName = z.string().max(4096);
const hash = z.string().max(128);

export const configFileSchema = z.object({
  /** As findings name it. */
  file: fileName,
  kind: z.enum(["main", "include"]),
  /** Masked. */
  text: z.string(),
  /** Of the bytes on disk; what a save is based on. */
  hash,
  isWritable: z.boolean(),
});

/** A name that the config reads from the environment. The value never leaves the gateway. */
export const configVariableSchema = z.object({
  name: z.string(),
  isSet: z.boolean(),
  /** Where its value comes from; null = nowhere. */
  source: z.enum(["process", "env_file", "config"]).nullable(),
  /** Aliases that need it. */
  aliases: z.array(z.string()),
});

export const configFilesSchema = z.object({
  files: z.array(configFileSchema),
  /** The `.env` that new variables go to. */
  envFile: fileName,
  variables: z.array(configVariableSchema),
  /** Of the texts above. */
  findings: z.array(findingSchema),
});

/** A text that is not saved yet, standing in for the file's. */
export const draftSchema = z.object({ file: fileName, text: z.string().max(8 * 1024 * 1024) });
export const draftsSchema = z.object({ drafts: z.array(draftSchema).max(32) });

export const draftDeploymentSchema = z.object({
  /** The stable id of the running catalog, when the entry is one of it. */
  id: z.string(),
  file: fileName,
  /** Of the entry in its file's `model_list`. */
  index: z.number().int().min(0),
  line: z.number().int().min(1),
  endLine: z.number().int().min(1),
  provider: z.string(),
  model: z.string(),
  apiBase: z.string(),
  /** As written, masked: `os.environ/NAME` stays as it is. */
  litellmParams: z.record(z.string(), z.json()),
  modelInfo: z.record(z.string(), z.json()),
  /** Why it cannot work, null when it can. */
  problem: z.string().nullable(),
});

export const draftAliasSchema = z.object({
  alias: z.string(),
  deployments: z.array(draftDeploymentSchema),
  /** The group that this name only points at (`model_group_alias`). */
  aliasOf: z.string().nullable(),
  fallbacks: z.array(z.string()),
  contextWindowFallbacks: z.array(z.string()),
  contentPolicyFallbacks: z.array(z.string()),
});

/** What a draft means. `aliases` is empty when the text cannot be read. */
export const draftReadingSchema = z.object({
  findings: z.array(findingSchema),
  /** False: a save would leave the running config as it is. */
  isRunnable: z.boolean(),
  aliases: z.array(draftAliasSchema),
  /** `default_fallbacks`: they stand in for every alias without its own. */
  defaultFallbacks: z.array(z.string()),
  routingStrategy: z.string(),
});

export const editRequestSchema = draftSchema.extend({ edits: z.array(configEditSchema).min(1).max(500) });
export const editAnswerSchema = z.object({ splices: z.array(spliceSchema) });

/** A name that clients could call and could not call any more, or that would mean another provider or model. */
export const aliasChangeSchema = z.object({
  alias: z.string(),
  change: z.enum(["removed", "renamed", "provider_changed", "model_changed"]),
  /** Of a rename: the new name. */
  to: z.string().nullable(),
  /** What it called before and would call then, e.g. `openrouter/qwen/qwen3-235b`. */
  before: z.array(z.string()),
  after: z.array(z.string()),
  /** Requests of the last 30 days. */
  requests: z.number().int(),
  lastUsedAt: z.number().nullable(),
  /** Who sent them: the key's name or last characters, and the client's user agent. */
  users: z.array(z.object({ key: z.string(), client: z.string(), requests: z.number().int(), lastUsedAt: z.number() })),
  /** Users beyond the ones listed. */
  moreUsers: z.number().int(),
});

/** How the requests of the last day would go under the draft. */
export const impactSchema = z.object({
  since: z.number(),
  /** Looked at; the newest ones when there are more than are looked at. */
  requests: z.number().int(),
  isCut: z.boolean(),
  /** Groups of requests that would go elsewhere, cost something else, or be refused. */
  changed: z.array(
    z.object({
      alias: z.string(),
      requests: z.number().int(),
      /** E.g. `openrouter/a`, or the shares of a draw: `90 % openrouter/a, 10 % vllm/b`. Empty = they are refused now. */
      before: z.string(),
      /** null = they would be refused. */
      after: z.string().nullable(),
      /** Nano-USD as decimal text; null = not known. */
      costBeforeUsdNanos: z.string().nullable(),
      costAfterUsdNanos: z.string().nullable(),
      /** Why they would be refused. */
      reason: z.string().nullable(),
    }),
  ),
});

export const savePreviewSchema = z.object({
  findings: z.array(findingSchema),
  isRunnable: z.boolean(),
  aliasChanges: z.array(aliasChangeSchema),
  impact: impactSchema,
});

export const saveRequestSchema = z.object({
  files: z
    .array(draftSchema.extend({ baseHash: hash }))
    .min(1)
    .max(32),
});

export const saveAnswerSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("saved"), files: z.array(configFileSchema), findings: z.array(findingSchema) }),
  /** Another program saved in between: nothing was written. `base` is what the draft began from, null when it is in no history. */
  z.object({
    outcome: z.literal("conflict"),
    file: fileName,
    base: z.string().nullable(),
    theirs: configFileSchema,
  }),
]);

export const configVersionSchema = z.object({
  id: z.string().max(128),
  file: fileName,
  savedAt: z.number(),
  /** Who wrote it: the panel, an API client under the master key, or another program (seen on disk). */
  by: z.enum(["panel", "api", "outside"]),
  bytes: z.number().int(),
  linesAdded: z.number().int(),
  linesRemoved: z.number().int(),
});

export const setVariableSchema = z.object({
  name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/),
  value: z.string().min(1).max(8192),
});

export type ConfigFile = z.infer<typeof configFileSchema>;
export type ConfigVariable = z.infer<typeof configVariableSchema>;
export type ConfigFiles = z.infer<typeof configFilesSchema>;
export type Draft = z.infer<typeof draftSchema>;
export type DraftAlias = z.infer<typeof draftAliasSchema>;
export type DraftDeployment = z.infer<typeof draftDeploymentSchema>;
export type DraftReading = z.infer<typeof draftReadingSchema>;
export type EditRequest = z.infer<typeof editRequestSchema>;
export type AliasChange = z.infer<typeof aliasChangeSchema>;
export type Impact = z.infer<typeof impactSchema>;
export type SavePreview = z.infer<typeof savePreviewSchema>;
export type SaveRequest = z.infer<typeof saveRequestSchema>;
export type SaveAnswer = z.infer<typeof saveAnswerSchema>;
export type ConfigVersion = z.infer<typeof configVersionSchema>;
