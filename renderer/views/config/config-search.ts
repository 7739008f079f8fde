/** What of the config view is in the address: which view, and where in the text. */
import { z } from "zod";
import { aliasSearch } from "./aliases/alias-search.ts";

export const configViews = ["text", "aliases", "history"] as const;
export type ConfigViewName = (typeof configViews)[number];

export const configSearchSchema = z.object({
  view: z.enum(configViews).optional().catch(undefined),
  file: z.string().max(4096).optional().catch(undefined),
  /** 1-based; the text view goes there once. */
  line: z.coerce.number().int().min(1).optional().catch(undefined),
  /** The dialog that saves is open at once: someone comes from another view to do that. */
  save: z.literal(true).optional().catch(undefined),
  /** Of the history. */
  version: z.string().max(128).optional().catch(undefined),
  ...aliasSearch,
});
