/** A request that is not sent: which way it would go, and what would go upstream, without any secret. */
import { z } from "zod";
import { operations } from "./operations.ts";
import { fallbackKinds, routeDecisionSchema } from "./route-decision.ts";

export const explainRequestSchema = z.object({
  /** Which route it would come in on. */
  operation: z.enum(operations).default("chat"),
  /** Stands in for the body's `model`. */
  model: z.string().max(512).optional(),
  /** Asked as this virtual key (its alias or digest): its models, tags and budgets count. Else as the master key. */
  key: z.string().min(1).max(256).optional(),
  /** The client's body; a chat without messages gets a short one. */
  body: z.record(z.string(), z.unknown()).default({}),
  /** The client's headers that bear on the route (`x-litellm-tags`, `x-litellm-num-retries`, `anthropic-beta`). */
  headers: z.record(z.string(), z.string().max(4096)).default({}),
});

export const explainAnswerSchema = z.object({
  /** null = it would be refused before it is routed. */
  decision: routeDecisionSchema.nullable(),
  /** The groups that would stand in, by what goes wrong. */
  fallbacks: z.array(z.object({ kind: z.enum(fallbackKinds), groups: z.array(z.string()) })),
  /** null = nobody would be called; `note` or `error` says why. */
  upstream: z
    .object({
      deploymentId: z.string(),
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
      /** Fields the provider cannot be told. */
      dropped: z.array(z.string()),
    })
    .nullable(),
  note: z.string().nullable(),
  error: z
    .object({ code: z.string(), status: z.number().int(), message: z.string(), hint: z.string().nullable() })
    .nullable(),
});

export type ExplainRequest = z.infer<typeof explainRequestSchema>;
export type ExplainAnswer = z.infer<typeof explainAnswerSchema>;
