/**
 * Quitting waits for the gateway: open streams get their time to end before the process goes.
 */
import type { AppPort } from "./electron-port.ts";

/** @param drain resolves when the gateway is gone; it has its own time limit */
export function drainBeforeQuit(app: AppPort, drain: () => Promise<void>): void {
  let isDrained = false;
  let draining: Promise<void> | null = null;
  app.on("before-quit", (event) => {
    if (isDrained) return;
    event.preventDefault();
    draining ??= drain().finally(() => {
      isDrained = true;
      app.quit();
    });
  });
}
