/**
 * The panel's window: Electron's security checklist as options, one window at a time, its place remembered.
 *
 * Closing it leaves the gateway running (clients depend on it); a renderer that dies is loaded again, at most three
 * times a minute, and no stream through the gateway notices.
 */
import type { BrowserWindowConstructorOptions } from "electron";
import type { Bounds, WindowConstructor, WindowPort } from "./electron-port.ts";
import { panelUrl } from "./panel-origin.ts";
import type { Timers } from "./timers.ts";
import { readWindowPlace, writeWindowPlace, type WindowPlace } from "./window-place.ts";

export interface PanelWindowOptions {
  readonly BrowserWindow: WindowConstructor;
  readonly workAreas: () => readonly Bounds[];
  readonly preload: string;
  readonly icon: string;
  readonly placeFile: string;
  readonly isPackaged: boolean;
  readonly timers: Timers;
}

const reloadLimit = { times: 3, windowMs: 60_000 } as const;
const defaultSize = { width: 1280, height: 800 } as const;

export class PanelWindow {
  readonly #options: PanelWindowOptions;
  #window: WindowPort | null = null;
  #reloadsAtMs: number[] = [];

  constructor(options: PanelWindowOptions) {
    this.#options = options;
  }

  /** Opens the window, or brings the open one to the front. */
  show(): void {
    if (this.#window !== null && !this.#window.isDestroyed()) return bringToFront(this.#window);
    const { BrowserWindow, placeFile, workAreas } = this.#options;
    const place = readWindowPlace(placeFile, workAreas());
    const window = new BrowserWindow(windowOptions(this.#options, place));
    this.#window = window;
    window.on("ready-to-show", () => window.show());
    window.on("close", () =>
      writeWindowPlace(placeFile, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }),
    );
    window.on("closed", () => (this.#window = null));
    window.webContents.on("render-process-gone", (_event, details) => this.#reload(window, details.reason));
    if (place?.isMaximized === true) window.maximize();
    // A load that fails shows an empty window; the user's reload in the menu tries again.
    window.loadURL(panelUrl).catch(() => {});
  }

  #reload(window: WindowPort, reason: string): void {
    const nowMs = this.#options.timers.nowMs();
    this.#reloadsAtMs = this.#reloadsAtMs.filter((atMs) => nowMs - atMs < reloadLimit.windowMs);
    if (reason === "clean-exit" || window.isDestroyed() || this.#reloadsAtMs.length >= reloadLimit.times) return;
    this.#reloadsAtMs.push(nowMs);
    window.webContents.reload();
  }
}

/** Every setting is written out, the defaults too: a changed default upstream must not open anything. */
export function windowOptions(
  options: Pick<PanelWindowOptions, "preload" | "icon" | "isPackaged">,
  place: WindowPlace | null,
): BrowserWindowConstructorOptions {
  return {
    ...(place?.bounds ?? defaultSize),
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: "Portico",
    icon: options.icon,
    backgroundColor: "#0b0d10",
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      plugins: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: !options.isPackaged,
    },
  };
}

function bringToFront(window: WindowPort): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
