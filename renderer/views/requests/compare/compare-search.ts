/** What the address of a comparison holds: the two requests, and the part of them that is open. */
import { z } from "zod";

export const compareTabs = ["facts", "request", "answer"] as const;
export type CompareTab = (typeof compareTabs)[number];

/** An id of digits alone is read as a number. */
const id = z
  .union([z.string().max(128), z.number()])
  .transform(String)
  .optional()
  .catch(undefined);

export const compareSearchSchema = z.object({ a: id, b: id, tab: z.enum(compareTabs).optional().catch(undefined) });
