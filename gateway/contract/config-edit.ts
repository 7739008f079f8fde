/**
 * Changes of the config's text: what can be asked for, and the splices of bytes it comes to.
 *
 * The editor, the alias graph, the forms and LiteLLM's `/model/*` routes all change the file through these. A path leads
 * from the top of the file to a value, e.g. `["model_list", 2, "litellm_params", "rpm"]`.
 */
import { z } from "zod";

const keySchema = z.union([z.string().max(512), z.number().int().min(0)]);
export const configPathSchema = z.array(keySchema).min(1).max(16);
/** Any JSON value; written as YAML that PyYAML reads back to the same value. */
const valueSchema = z.json();
const aliasSchema = z.string().min(1).max(512);

export const configEditSchema = z.discriminatedUnion("op", [
  /** Replaces the value, or adds it with every map that is missing on the way. */
  z.object({ op: z.literal("set"), path: configPathSchema, value: valueSchema }),
  /** Takes the key or item out with its own comment lines; what is not there stays not there. */
  z.object({ op: z.literal("remove"), path: configPathSchema }),
  /** Adds an item to a list (made when missing) before `index`; at the end without one. */
  z.object({
    op: z.literal("insert"),
    path: configPathSchema,
    index: z.number().int().min(0).optional(),
    value: valueSchema,
  }),
  /** Moves an item of a list, with its comments, so that it stands at `to`. */
  z.object({
    op: z.literal("move"),
    path: configPathSchema,
    from: z.number().int().min(0),
    to: z.number().int().min(0),
  }),
  z.object({ op: z.literal("rename_key"), path: configPathSchema, key: z.string().min(1).max(512) }),
  /**
   * Another name for an alias wherever the file names it: entries, fallbacks of every kind, `model_group_alias`, policies.
   * `keepOldName` leaves the old one as a `model_group_alias`.
   */
  z.object({ op: z.literal("rename_alias"), from: aliasSchema, to: aliasSchema, keepOldName: z.boolean() }),
  /** Takes out every entry of an alias and every mention of it. */
  z.object({ op: z.literal("remove_alias"), alias: aliasSchema }),
  /** Copies every entry of an alias under a new name, comments included. */
  z.object({ op: z.literal("duplicate_alias"), from: aliasSchema, to: aliasSchema }),
  /** Sends a share of an alias to another deployment: adds the entry and sets the weights of all, in percent. */
  z.object({
    op: z.literal("canary"),
    alias: aliasSchema,
    percent: z.number().int().min(1).max(99),
    litellmParams: z.record(z.string(), valueSchema),
  }),
  /** The groups that stand in for an alias, in order; an empty list takes the entry out. */
  z.object({
    op: z.literal("set_fallbacks"),
    alias: aliasSchema,
    kind: z.enum(["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"]),
    groups: z.array(aliasSchema).max(32),
  }),
]);

/** Replace `length` characters (UTF-16 units) at `offset` by `text`. Of one answer: in order, not overlapping, all against the old text. */
export const spliceSchema = z.object({
  offset: z.number().int().min(0),
  length: z.number().int().min(0),
  text: z.string(),
});

export type ConfigPath = z.infer<typeof configPathSchema>;
export type ConfigEdit = z.infer<typeof configEditSchema>;
export type Splice = z.infer<typeof spliceSchema>;
export type JsonValue = z.infer<typeof valueSchema>;
