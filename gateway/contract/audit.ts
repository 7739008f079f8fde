/**
 * The audit log: one line an administrative act, chained to the line before it, and the panel's routes that read it.
 *
 * Law: no secret is in any of it. A key goes by the first 12 digits of its SHA-256, and a changed secret says only that
 * it changed.
 */
import { z } from "zod";

/** What can be done to a gateway. Readers take other names too: a newer gateway may have written them. */
export const auditActs = [
  "session.login",
  "key.generate",
  "key.update",
  "key.delete",
  "key.regenerate",
  "key.block",
  "key.unblock",
  "model.new",
  "model.update",
  "model.delete",
  "config.save",
  "config.variable",
  "config.reload",
  "requests.mark",
  "requests.delete",
  "requests.export",
  "audit.export",
  "audit.recovered",
  "gateway.start",
  "gateway.stop",
] as const;
export type AuditAct = (typeof auditActs)[number];

/** `interrupted`: it began, and the gateway ended before it was known how it went. */
export const auditResults = ["done", "refused", "failed", "interrupted"] as const;

/** `file`: whoever wrote the config's files; `nobody`: no credential that is known. */
export const auditActors = ["master_key", "key", "panel", "desktop", "file", "gateway", "nobody"] as const;

const text = z.string();
const optional = text.nullable();

const whoSchema = z.object({
  kind: z.enum(auditActors).catch("nobody"),
  /** First 12 hex digits of the key's SHA-256. */
  key: optional,
  /** A key's alias or name. */
  name: optional,
  /** The panel session's name; it opens nothing. */
  session: optional,
  /** LiteLLM's `litellm-changed-by` header: what the caller claims. */
  changedBy: optional,
});

const fromSchema = z.object({
  address: optional,
  userAgent: optional,
  /** The caller's `x-request-id` or `x-litellm-call-id`. */
  callId: optional,
  /** `x-forwarded-for` as sent: a claim. */
  forwardedFor: optional,
});

const objectSchema = z.object({ kind: text, id: text, name: optional });

/** One field. A value that is not there is null; a long one is cut. */
const changeSchema = z.object({ path: text, before: z.json(), after: z.json() });

const outcomeSchema = z.object({
  result: z.enum(auditResults).catch("done"),
  /** Of the HTTP answer; null when there was none. */
  status: z.number().int().nullable(),
  /** `portico_code` of a refusal. */
  code: optional,
  reason: optional,
});

export const auditLineSchema = z.object({
  sequence: z.number().int(),
  id: text,
  /** ISO 8601, UTC. */
  at: text,
  act: text,
  who: whoSchema,
  from: fromSchema,
  object: objectSchema,
  changes: z.array(changeSchema),
  /** Changes beyond the ones that are listed. */
  changesLeftOut: z.number().int(),
  outcome: outcomeSchema,
  /** Refused acts before this line that got none of their own, because there were too many. */
  refusalsLeftOut: z.number().int(),
  /** `digest` of the line before; 64 zeros on the first. */
  previous: text,
  digest: text,
});

export const auditFilterSchema = z.object({
  /** Words that all stand somewhere in the line. */
  text: text.max(256).optional(),
  /** An act, or the part before its dot. */
  act: text.max(64).optional(),
  /** A kind of actor, or a part of its name, key or session. */
  who: text.max(128).optional(),
  /** A kind of object, or a part of its id or name. */
  object: text.max(256).optional(),
  result: z.enum(auditResults).optional(),
  /** Epoch milliseconds; `to` is not included. */
  from: z.coerce.number().optional(),
  to: z.coerce.number().optional(),
});

export const auditPageQuerySchema = auditFilterSchema.extend({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** `next` of the page before. */
  before: text.regex(/^\d{1,6}\.\d{1,15}$/, "must be the `next` of a page").optional(),
});

export const auditPageSchema = z.object({
  /** Newest first. */
  lines: z.array(auditLineSchema),
  /** Where to look on; null = that was all. A page may be short and still have one. */
  next: optional,
});

/** What is wrong at a line. */
export const chainFaults = [
  "edited",
  "missing",
  "inserted",
  "reordered",
  "cut_tail",
  "torn",
  "head_missing",
  "anchor_missing",
] as const;
export type ChainFault = (typeof chainFaults)[number];

export const auditChainSchema = z.object({
  isWhole: z.boolean(),
  /** Lines in order up to the first fault. */
  lines: z.number().int(),
  files: z.number().int(),
  firstAt: optional,
  lastAt: optional,
  /** `digest` of the last good line: what an anchor outside keeps. */
  digest: optional,
  sequence: z.number().int(),
  /** The first fault; null when the chain is whole. */
  broken: z
    .object({
      file: text,
      line: z.number().int(),
      sequence: z.number().int(),
      fault: z.enum(chainFaults),
      message: text,
    })
    .nullable(),
  /** What happened without harm: a line that a crash left half, a line on its way. */
  notes: z.array(text),
});

export const auditStateSchema = auditChainSchema.extend({
  /** Why acts are refused now; null = lines can be written. */
  problem: optional,
  /** Epoch milliseconds of the check. */
  checkedAt: z.number(),
});

export const auditExportSchema = z.object({ format: z.enum(["jsonl", "csv"]), filter: auditFilterSchema.default({}) });

export const auditRoutes = {
  audit: { method: "GET", path: "/audit", query: auditPageQuerySchema, response: auditPageSchema },
  auditChain: { method: "GET", path: "/audit/chain", query: z.object({}), response: auditStateSchema },
} as const;
/** POST of `auditExportSchema`; the answer is the file. */
export const auditExportPath = "/audit/export";

export type AuditLine = z.infer<typeof auditLineSchema>;
export type AuditWho = z.infer<typeof whoSchema>;
export type AuditFrom = z.infer<typeof fromSchema>;
export type AuditObject = z.infer<typeof objectSchema>;
export type AuditChange = z.infer<typeof changeSchema>;
export type AuditOutcome = z.infer<typeof outcomeSchema>;
export type AuditFilter = z.infer<typeof auditFilterSchema>;
export type AuditPageQuery = z.infer<typeof auditPageQuerySchema>;
export type AuditPage = z.infer<typeof auditPageSchema>;
export type AuditChain = z.infer<typeof auditChainSchema>;
export type AuditState = z.infer<typeof auditStateSchema>;
export type AuditExport = z.infer<typeof auditExportSchema>;

/** A line before the log gives it its place. */
export type AuditRecord = Omit<AuditLine, "sequence" | "previous" | "digest">;

/** What an act is known by before it is done. */
export type BegunAct = Pick<AuditRecord, "id" | "at" | "act" | "who" | "from" | "object">;

/** Where acts are written: on the disk when a call resolves. @throws what the disk says */
export interface AuditSink {
  /** Before an act: should the gateway die, it is known that the act began. */
  begin(act: BegunAct): Promise<void>;
  /** The line of an act that began, or of one that did not have to. */
  write(record: AuditRecord): Promise<void>;
}
