/** What the list does not need for its first picture: brought as soon as that stands, so that it is there when asked for. */
import type { ComponentType } from "react";
import type { DetailTabsProps } from "./detail-tabs.tsx";
import type { ReplayDialogProps } from "./replay/replay-dialog.tsx";
import type { RunDialogProps } from "./replay/run-dialog.tsx";

type Loaded<Props> = Promise<{ readonly default: ComponentType<Props> }>;

export async function loadDetailTabs(): Loaded<DetailTabsProps> {
  return { default: (await import("./detail-tabs.tsx")).DetailTabs };
}

export async function loadReplayDialog(): Loaded<ReplayDialogProps> {
  return { default: (await import("./replay/replay-dialog.tsx")).ReplayDialog };
}

export async function loadRunDialog(): Loaded<RunDialogProps> {
  return { default: (await import("./replay/run-dialog.tsx")).RunDialog };
}

/** @returns stops what has not begun */
export function loadWhenIdle(): () => void {
  const handle = requestIdleCallback(() => {
    // A failure is told where the part is asked for.
    for (const load of [loadDetailTabs, loadReplayDialog, loadRunDialog]) load().catch(() => {});
  });
  return () => cancelIdleCallback(handle);
}
