/** Views of the catalog and of the gateway's state that the panel shows. No secret is part of any of them. */
import { z } from "zod";
import { findingSchema } from "./findings.ts";

export const deploymentViewSchema = z.object({
  id: z.string(),
  provider: z.string(),
  model: z.string(),
  apiBase: z.string(),
  line: z.number().int(),
  weight: z.number().nullable(),
  order: z.number().nullable(),
  mode: z.string(),
  isMock: z.boolean(),
  /** What it can be asked for, see operations.ts: what its provider has, within its mode when the file names one. */
  operations: z.array(z.string()),
});

export const aliasViewSchema = z.object({
  alias: z.string(),
  deployments: z.array(deploymentViewSchema),
  /** Why no deployment of it works; null when one does. */
  disabledReason: z.string().nullable(),
  /** Set when the name only points at another group (`model_group_alias`). */
  aliasOf: z.string().nullable(),
});

export const softBudgetSchema = z.object({
  /** The key's digest, and its alias or `sk-...` name. */
  token: z.string(),
  label: z.string(),
  /** USD, decimal text. */
  spent: z.string(),
  soft: z.string(),
});

export const gatewayStatusSchema = z.object({
  version: z.string(),
  startedAt: z.number(),
  host: z.string(),
  port: z.number().int(),
  /** What clients put in as base URL, e.g. `http://127.0.0.1:4000/v1`. */
  baseUrl: z.string(),
  /** The master key's last four characters; null when none is set. */
  keyHint: z.string().nullable(),
  configFile: z.string(),
  configVersion: z.string(),
  configState: z.enum(["ok", "broken"]),
  configLoadedAt: z.number(),
  /** Of the running file, or of the broken one that was refused. */
  findings: z.array(findingSchema),
  aliases: z.number().int(),
  deployments: z.number().int(),
  /** Ollama's own API is served too (`portico.ollama_api`). */
  ollamaApi: z.boolean(),
  inFlight: z.number().int(),
  requestsPerSecond: z.number(),
  log: z.object({
    enabled: z.boolean(),
    rows: z.number().int(),
    bytes: z.number().int(),
    dropped: z.number().int(),
    /** Why the log does not write, null when it does. */
    problem: z.string().nullable(),
  }),
  ledger: z.object({
    /** False: keys cannot be changed and requests with a budget are refused. */
    isWritable: z.boolean(),
    /** Why, or what happened at its start; null when all is well. */
    problem: z.string().nullable(),
    /** Virtual keys, whatever their state. */
    keys: z.number().int(),
  }),
  /** Keys that spent more than their `soft_budget` in the running period; the first hundred. */
  softBudgets: z.array(softBudgetSchema),
});

export type SoftBudget = z.infer<typeof softBudgetSchema>;
export type AliasView = z.infer<typeof aliasViewSchema>;
export type GatewayStatus = z.infer<typeof gatewayStatusSchema>;
