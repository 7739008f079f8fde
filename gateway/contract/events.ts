/**
 * Live events the panel receives over SSE while requests run.
 *
 * A row is shown as soon as `started` arrives; `first_token`, `progress` and `finished` complete it. A reader that missed
 * some asks the log for the rows after the last one it has.
 */
import { z } from "zod";
import { spendLogRowSchema } from "./spend-log.ts";

export const liveEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("started"), row: spendLogRowSchema }),
  z.object({ type: z.literal("first_token"), id: z.string(), firstTokenMs: z.number() }),
  /** How far a running stream is: about so many tokens, one per event of the stream; some times a second at most. */
  z.object({ type: z.literal("progress"), id: z.string(), tokens: z.number().int() }),
  z.object({ type: z.literal("finished"), row: spendLogRowSchema }),
  /** More came at once than a person can follow; what is running and what ended meanwhile, the log knows. */
  z.object({ type: z.literal("missed") }),
  /** The running config changed, or a broken one was refused: ask for the status again. */
  z.object({ type: z.literal("config"), state: z.enum(["ok", "broken"]) }),
  /** A key passed its soft budget: ask for the status again. */
  z.object({ type: z.literal("soft_budget"), token: z.string(), label: z.string() }),
]);

export type LiveEvent = z.infer<typeof liveEventSchema>;
