/**
 * A virtual key as it is asked for, kept and shown, in LiteLLM's field names.
 *
 * Law: every body has its list of fields; anything else is refused by name, so no field can be slipped in.
 * The key itself is in no type here but the answer of a generate: only its SHA-256 is kept.
 */
import { z } from "zod";

const name = z.string().min(1).max(256);
const names = z.array(name).max(1000);
const count = z.number().int().min(0).max(1e15).nullable();
const usd = z.number().min(0).max(1e9).nullable();
/** `30s`, `30m`, `30h`, `30d`, `1w`, `1mo`. */
export const durationPattern = /^([1-9]\d{0,5})(s|m|h|d|w|mo)$/;
export const durationSchema = z
  .string()
  .regex(durationPattern, "must be like 30s, 30m, 30h, 30d, 1w or 1mo")
  .nullable();
const perModel = z.record(name, z.number().int().min(0).max(1e15));

/** Groups of routes that `allowed_routes` may name; anything else must be a path, with `*` at its end at most. */
export const routeGroups = ["llm_api_routes", "info_routes", "management_routes"] as const;
const allowedRoute = z
  .string()
  .max(256)
  .regex(
    /^(llm_api_routes|info_routes|management_routes|\/[\w\-./]*\*?)$/,
    `must be a path or one of: ${routeGroups.join(", ")}`,
  );

const modelBudget = z.object({
  budget_limit: z.number().min(0).max(1e9).optional(),
  max_budget: z.number().min(0).max(1e9).optional(),
  time_period: durationSchema.optional(),
  budget_duration: durationSchema.optional(),
});

/** What a key may do and how much; all of it may be set by generate and update. */
const settings = {
  key_alias: name.nullable(),
  models: names,
  aliases: z.record(name, name),
  max_budget: usd,
  soft_budget: usd,
  budget_duration: durationSchema,
  max_parallel_requests: count,
  rpm_limit: count,
  tpm_limit: count,
  model_max_budget: z.record(name, modelBudget),
  model_rpm_limit: perModel,
  model_tpm_limit: perModel,
  metadata: z.record(z.string().max(256), z.unknown()),
  tags: names,
  blocked: z.boolean().nullable(),
  allowed_routes: z.array(allowedRoute).max(200),
  user_id: name.nullable(),
  team_id: name.nullable(),
  organization_id: name.nullable(),
};

export const keySettingsSchema = z.strictObject(settings);
export type KeySettings = z.infer<typeof keySettingsSchema>;

/** Clients send these empty; filled they would ask for what is not there, and that is said. */
const empty = z.union([z.null(), z.literal(false), z.literal(""), z.tuple([]), z.strictObject({})]);
const absent = {
  config: empty,
  permissions: empty,
  guardrails: empty,
  prompts: empty,
  allowed_cache_controls: empty,
  enforced_params: empty,
  object_permission: empty,
  budget_id: empty,
  auto_rotate: empty,
  rotation_interval: empty,
  send_invite_email: empty,
  tpm_limit_type: z.string().max(64).nullable(),
  rpm_limit_type: z.string().max(64).nullable(),
};

const optional = z.strictObject({ ...settings, ...absent }).partial();
export const generateKeySchema = optional.extend({
  duration: durationSchema.optional(),
  spend: z.number().min(0).max(1e9).optional(),
  key_type: z.enum(["default", "llm_api", "management", "read_only"]).nullable().optional(),
  key: z
    .string()
    .regex(/^sk-[\x21-\x7e]{5,256}$/, "must start with 'sk-' and be 8 to 259 plain characters long")
    .nullable()
    .optional(),
});
export const updateKeySchema = optional.extend({
  key: z.string().min(1).max(512),
  duration: durationSchema.optional(),
  spend: z.number().min(0).max(1e9).optional(),
});
export const regenerateKeySchema = optional.extend({
  key: z.string().min(1).max(512).optional(),
  new_key: generateKeySchema.shape.key,
  duration: durationSchema.optional(),
});
export const deleteKeysSchema = z.strictObject({
  keys: z.array(z.string().min(1).max(512)).max(1000).optional(),
  key_aliases: names.optional(),
});
export const oneKeySchema = z.strictObject({ key: z.string().min(1).max(512) });

export type GenerateKey = z.infer<typeof generateKeySchema>;

/** As it is stored. Times are epoch milliseconds. */
export interface KeyRow {
  /** SHA-256 of the key, hex. */
  readonly token: string;
  /** `sk-...` and the last four characters. */
  readonly keyName: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | null;
  readonly settings: KeySettings;
}
