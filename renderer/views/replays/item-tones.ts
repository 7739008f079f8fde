/** How each state of a run's row, and of a run, is coloured. */
import type { RunHead, RunItemState } from "../../../gateway/contract/replay.ts";
import type { Tone } from "../../ui/badge.tsx";

export const itemTones: Readonly<Record<RunItemState, Tone>> = {
  waiting: "neutral",
  running: "info",
  same: "ok",
  changed: "warn",
  failed: "danger",
  unclear: "neutral",
  cancelled: "neutral",
  skipped: "neutral",
};

export const runTones: Readonly<Record<RunHead["state"], Tone>> = { running: "info", done: "ok", stopped: "warn" };
