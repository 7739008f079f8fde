/**
 * The desktop program's first line: hands the real Electron to the shell, whose story is in shell.ts.
 *
 * Nothing else may import Electron's values, so that all of it runs in tests (see electron-port.ts).
 */
import * as electron from "electron";
import { join } from "node:path";
import { startShell } from "./shell.ts";
import { systemTimers } from "./timers.ts";

const root = join(import.meta.dirname, "..", "..");

void startShell(electron, {
  gatewayEntry: join(root, "dist", "gateway", "main.js"),
  panelRoot: join(root, "dist", "panel"),
  preload: join(root, "dist", "electron", "preload.cjs"),
  trayIcon: join(root, "resources", "icons", "tray.png"),
  windowIcon: join(root, "resources", "icons", "icon.png"),
  platform: process.platform,
  argv: process.argv.slice(1),
  folder: process.cwd(),
  env: process.env,
  timers: systemTimers,
});
