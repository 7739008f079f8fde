/** What the address of the Audit view keeps: the filter, and the line that is open. */
import { z } from "zod";
import { auditActors, auditResults, type AuditFilter } from "../../../gateway/contract/audit.ts";

const word = (length: number) => z.string().min(1).max(length).optional().catch(undefined);
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
  .catch(undefined);

export const auditSearchSchema = z.object({
  text: word(200),
  /** An act, or the part before its dot. */
  act: z
    .string()
    .regex(/^[a-z]+(\.[a-z]+)?$/)
    .optional()
    .catch(undefined),
  who: z.enum(auditActors).optional().catch(undefined),
  object: word(200),
  result: z.enum(auditResults).optional().catch(undefined),
  /** Local days, both included. */
  from: day,
  to: day,
  id: word(64),
});

export type AuditSearch = z.infer<typeof auditSearchSchema>;

export function filterOf({ text, act, who, object, result, from, to }: AuditSearch): AuditFilter {
  return { text, act, who, object, result, from: midnight(from, 0), to: midnight(to, 1) };
}

export function isFiltered(search: AuditSearch): boolean {
  return Object.values(filterOf(search)).some((value) => value !== undefined);
}

/** Of the machine that shows it. A day that is none is no bound. */
function midnight(text: string | undefined, plusDays: number): number | undefined {
  if (text === undefined) return undefined;
  const [year = 0, month = 1, date = 1] = text.split("-").map(Number);
  const at = new Date(year, month - 1, date + plusDays).getTime();
  return Number.isNaN(at) ? undefined : at;
}
