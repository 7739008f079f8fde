/** What sends requests of the log again, put together. */
import type { OpenReplies } from "./pipeline/open-replies.ts";
import { ReplayDesk, type ReplayLog } from "./pipeline/replay/replay-desk.ts";
import { ReplayRuns } from "./pipeline/replay/replay-runs.ts";
import type { ReplayParts } from "./pipeline/replay/start-replay.ts";

export interface Replays {
  readonly desk: ReplayDesk;
  readonly runs: ReplayRuns;
}

export function replayParts(
  around: Omit<ReplayParts, "track"> & { readonly log: ReplayLog; readonly replies: OpenReplies },
): Replays {
  const { replies, ...rest } = around;
  const parts = { ...rest, track: (reply: Parameters<OpenReplies["add"]>[0]) => replies.add(reply) };
  const desk = new ReplayDesk(parts);
  return { desk, runs: new ReplayRuns({ ...parts, desk }) };
}
