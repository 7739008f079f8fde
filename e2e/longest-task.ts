/**
 * The longest task of a page's main thread while something is done: its own work, and its length by the clock.
 *
 * The browser's long task entries count the time in which other programs had the processor too; the work does not, so
 * that a busy machine does not make a page slow.
 */
import type { Page } from "@playwright/test";

export interface LongestTask {
  /** Milliseconds of the processor. */
  readonly cpuMs: number;
  /** As PerformanceObserver's `longtask` says; 0 when none was over 50 ms. */
  readonly longTaskMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export async function longestTask(page: Page, run: () => Promise<void>): Promise<LongestTask> {
  await page.evaluate(() => {
    const seen = { longest: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: "longtask" });
    Object.assign(window, { longTasks: seen });
  });
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    events.push(...(value as unknown as TraceEvent[])); // the protocol's own shape of a trace event
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel"] },
  });
  await run();
  const ended = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.end");
  await ended;
  await session.detach();
  const longTaskMs = await page.evaluate(
    () => (window as unknown as { longTasks: { longest: number } }).longTasks.longest, // put there above
  );
  return { cpuMs: longestOf(events), longTaskMs: Math.round(longTaskMs) };
}

function longestOf(events: readonly TraceEvent[]): number {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => ph === "X" && name.endsWith("RunTask") && mains.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error("the trace has no task of a page");
  return Math.round(Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000);
}
