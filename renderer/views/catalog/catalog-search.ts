/** What of the catalog is shown and how: all of it stands in the address, so that it can be kept and shared. */
import { z } from "zod";
import { abilitySchema, catalogRowSchema } from "../../../gateway/contract/model-catalog.ts";

export const abilityNames = abilitySchema.shape.name.options;
export const healthNames = catalogRowSchema.shape.health.options;

export const columnNames = [
  "alias",
  "provider",
  "model",
  "health",
  "mode",
  "context",
  "abilities",
  "inputPrice",
  "outputPrice",
  "calls",
  "errors",
  "firstToken",
  "total",
  "speed",
  "minute",
  "running",
  "weight",
  "place",
] as const;

const text = z.string().max(300).optional().catch(undefined);

export const catalogFilterSchema = z.object({
  search: text,
  provider: text,
  alias: text,
  mode: text,
  ability: z.enum(abilityNames).optional().catch(undefined),
  health: z.enum(healthNames).optional().catch(undefined),
  /** US dollars of a million input tokens. */
  max: z.number().min(0).optional().catch(undefined),
});

export const catalogSearchSchema = catalogFilterSchema.extend({
  sort: z.enum(columnNames).optional().catch(undefined),
  down: z.literal(true).optional().catch(undefined),
  /** The deployment that is open. */
  id: text,
  /** The one beside it. */
  with: text,
});

export type AbilityName = (typeof abilityNames)[number];
export type ColumnName = (typeof columnNames)[number];
export type CatalogFilter = z.infer<typeof catalogFilterSchema>;
