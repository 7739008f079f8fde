/** What is kept of replays: which row each one replays, and the runs. Of a log that is off, the answers are empty. */
import type { ReplayLink } from "./replay-link.ts";
import type { ChainEntry, ReplayRun, RunHead, RunItem } from "./replay.ts";

export interface ReplayStore {
  /** By the replay's id; rows that replay nothing are left out. */
  replayLinks(ids: readonly string[]): Promise<Readonly<Record<string, ReplayLink>>>;
  /** Every row of the chain that this one is of, oldest first; what still runs is in it. */
  replayChain(id: string): Promise<readonly ChainEntry[]>;
  /** Newest first. */
  replayRuns(): Promise<readonly RunHead[]>;
  replayRun(id: string): Promise<ReplayRun | null>;
  /** Writes the head and these of its items over what is there. */
  keepReplayRun(head: RunHead, items: readonly RunItem[]): Promise<void>;
  /** @returns whether it was there */
  forgetReplayRun(id: string): Promise<boolean>;
}
