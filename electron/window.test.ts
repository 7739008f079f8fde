/**
 * The window against the security checklist, and the place it remembers in a real file.
 */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fakeElectron, type FakeElectron, type FakeWindow } from "./fake-electron.ts";
import { HandTimers } from "./hand-timers.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { PanelWindow, windowOptions } from "./window.ts";

const folder = temporaryFolder();
let files = 0;

function opened(placeFile = join(folder, `window-${(files += 1)}.json`)): {
  panel: PanelWindow;
  electron: FakeElectron;
  window: () => FakeWindow;
  timers: HandTimers;
  placeFile: string;
} {
  const electron = fakeElectron(folder);
  const timers = new HandTimers();
  const panel = new PanelWindow({
    BrowserWindow: electron.BrowserWindow,
    workAreas: () => [{ x: 0, y: 0, width: 1920, height: 1080 }],
    preload: "/app/preload.cjs",
    icon: "/app/icon.png",
    placeFile,
    isPackaged: true,
    timers,
  });
  panel.show();
  const window = (): FakeWindow => {
    const last = electron.windows.at(-1);
    if (last === undefined) throw new Error("no window was opened");
    return last;
  };
  return { panel, electron, window, timers, placeFile };
}

describe("window", () => {
  test.each([
    ["contextIsolation", true],
    ["sandbox", true],
    ["webSecurity", true],
    ["nodeIntegration", false],
    ["nodeIntegrationInWorker", false],
    ["nodeIntegrationInSubFrames", false],
    ["allowRunningInsecureContent", false],
    ["experimentalFeatures", false],
    ["webviewTag", false],
    ["navigateOnDragDrop", false],
    ["plugins", false],
    ["spellcheck", false],
    ["devTools", false],
  ] as const)("the checklist's %s is written out as %s", (name, value) => {
    const options = windowOptions({ preload: "/p.cjs", icon: "/i.png", isPackaged: true }, null);
    expect(options.webPreferences).toHaveProperty(name, value);
  });

  test("no blink feature is switched on and the preload is ours", () => {
    const { webPreferences } = windowOptions({ preload: "/p.cjs", icon: "/i.png", isPackaged: true }, null);
    expect(webPreferences).not.toHaveProperty("enableBlinkFeatures");
    expect(webPreferences?.preload).toBe("/p.cjs");
  });

  test("developer tools exist only in development", () => {
    const options = windowOptions({ preload: "/p.cjs", icon: "/i.png", isPackaged: false }, null);
    expect(options.webPreferences?.devTools).toBe(true);
  });

  test("it loads app://panel/ and shows itself only when there is something to see", () => {
    const { window } = opened();
    expect(window().calls).toEqual(["load app://panel/"]);
    expect(window().options.show).toBe(false);
    window().emit("ready-to-show");
    expect(window().calls).toEqual(["load app://panel/", "show"]);
  });

  test("asking twice brings the one window to the front, out of the dock if need be", () => {
    const { panel, electron, window } = opened();
    window().isMin = true;
    panel.show();
    expect(electron.windows).toHaveLength(1);
    expect(window().calls.slice(1)).toEqual(["restore", "show", "focus"]);
  });

  test("after it was closed the next one opens where it was, in a file only this user reads", () => {
    const { panel, electron, window, placeFile } = opened();
    window().bounds = { x: 100, y: 50, width: 1000, height: 640 };
    window().isMax = true;
    window().emit("close");
    window().emit("closed");
    panel.show();
    expect(electron.windows).toHaveLength(2);
    expect(window().options).toMatchObject({ x: 100, y: 50, width: 1000, height: 640 });
    expect(window().calls).toContain("maximize");
    expect(statSync(placeFile).mode & 0o777).toBe(0o600);
  });

  test.each([
    ["is on a screen that is gone", { bounds: { x: 5000, y: 50, width: 900, height: 700 }, isMaximized: false }],
    ["has its title bar above the screen", { bounds: { x: 0, y: -300, width: 900, height: 700 }, isMaximized: false }],
    ["is tiny", { bounds: { x: 0, y: 0, width: 1, height: 1 }, isMaximized: false }],
    ["is nonsense", { bounds: "all" }],
  ])("a remembered place that %s gives the default size", (_title, place) => {
    const placeFile = join(folder, `odd-${(files += 1)}.json`);
    writeFileSync(placeFile, JSON.stringify(place));
    const { window } = opened(placeFile);
    expect(window().options).toMatchObject({ width: 1280, height: 800 });
    expect(window().options).not.toHaveProperty("x");
  });

  test("a place that cannot be written does not keep the window open", () => {
    const blocked = join(folder, "blocked");
    writeFileSync(blocked, "a file where a folder should be");
    const { window } = opened(join(blocked, "window.json"));
    expect(() => window().emit("close")).not.toThrow();
    expect(readFileSync(blocked, "utf8")).toBe("a file where a folder should be");
  });

  test("a renderer that dies is loaded again, three times a minute and no more", async () => {
    const { window, timers } = opened();
    for (let death = 0; death < 5; death += 1) window().webContents.emit("render-process-gone", {}, { reason: "oom" });
    expect(window().webContents.reloads).toBe(3);
    await timers.pass(60_001);
    window().webContents.emit("render-process-gone", {}, { reason: "crashed" });
    expect(window().webContents.reloads).toBe(4);
  });

  test("a renderer that ended cleanly is not loaded again", () => {
    const { window } = opened();
    window().webContents.emit("render-process-gone", {}, { reason: "clean-exit" });
    expect(window().webContents.reloads).toBe(0);
  });
});
