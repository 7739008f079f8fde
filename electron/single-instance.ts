/**
 * One Portico per user: a second start brings the first one's window to the front and ends.
 *
 * The second start's command line is not taken over: nothing outside may change a running gateway.
 */
import type { AppPort } from "./electron-port.ts";

/** False when another Portico runs: this one has been told to quit and must do nothing more. */
export function holdSingleInstance(app: AppPort, onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on("second-instance", onSecondStart);
  return true;
}
