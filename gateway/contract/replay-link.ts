/** What makes a row of the log the replay of another one; it travels with the request from its beginning. */
import { z } from "zod";

const id = z.string().min(1).max(64);

export const replayLinkSchema = z.object({
  /** The row that was replayed. */
  replayOf: id,
  /** The row that the chain began with. */
  root: id,
  runId: id.nullable(),
  isEdited: z.boolean(),
});

export type ReplayLink = z.infer<typeof replayLinkSchema>;
