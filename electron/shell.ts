/**
 * The desktop shell, as a list: one instance, locks, gateway, protocol, IPC, menu, tray, window, quit.
 *
 * It owns windows, OS secrets and the gateway's process, and knows nothing of LLMs. Everything that must happen
 * before Electron is ready stands before the first await.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { declareAppScheme, serveAppScheme } from "./app-protocol.ts";
import { lockContents, lockSession } from "./content-lock.ts";
import { desktopActions, pickConfig } from "./desktop-actions.ts";
import type { ElectronPort } from "./electron-port.ts";
import { explainFailures } from "./failure-dialog.ts";
import { gatewayArgv, gatewayEnvironment, shellFlags } from "./gateway-command.ts";
import { probeLiveliness } from "./gateway-health.ts";
import { GatewayProcess } from "./gateway-process.ts";
import { handleDesktopCalls } from "./ipc.ts";
import { menuTemplate } from "./menu.ts";
import { drainBeforeQuit } from "./quit.ts";
import { SecretStore } from "./secrets.ts";
import type { ShellCommands } from "./shell-commands.ts";
import { ShellSettings } from "./shell-settings.ts";
import { holdSingleInstance } from "./single-instance.ts";
import type { Timers } from "./timers.ts";
import { TrayIcon } from "./tray.ts";
import { PanelWindow } from "./window.ts";
import { wordsFor, type Words } from "./words.ts";

export interface ShellOptions {
  readonly gatewayEntry: string;
  readonly panelRoot: string;
  readonly preload: string;
  readonly trayIcon: string;
  readonly windowIcon: string;
  readonly platform: NodeJS.Platform;
  /** The user's command line, without the program's own name. */
  readonly argv: readonly string[];
  /** The user's working directory. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timers: Timers;
}

/** What the shell is made of; built before anything starts. */
interface ShellParts {
  readonly words: Words;
  readonly settings: ShellSettings;
  readonly secrets: SecretStore;
  readonly gateway: GatewayProcess;
  readonly window: PanelWindow;
}

/** Resolves when the window is open and the gateway is starting; at once when another Portico runs already. */
export async function startShell(electron: ElectronPort, options: ShellOptions): Promise<void> {
  const { app } = electron;
  let parts: ShellParts | null = null;
  if (!holdSingleInstance(app, () => parts?.window.show())) return;
  app.enableSandbox();
  declareAppScheme(electron.protocol);
  lockContents(app);
  await app.whenReady();
  parts = buildParts(electron, options);
  const { gateway, window, words } = parts;
  const commands = shellCommands(electron, parts);
  lockSession(electron.session.defaultSession);
  serveAppScheme(electron.protocol, { panelRoot: options.panelRoot, gateway: () => gateway.endpoint() });
  handleDesktopCalls(electron.ipcMain, desktopActions({ ...parts, electron }));
  const { platform } = options;
  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate(menuTemplate({ commands, words, platform, isPackaged: app.isPackaged })),
  );
  showStateInTray(electron, options, parts, commands);
  explainFailures(gateway, electron.dialog, words);
  drainBeforeQuit(app, () => gateway.close());
  // Listening at all keeps the program alive without a window: the gateway's clients still need it.
  app.on("window-all-closed", () => {});
  app.on("activate", () => window.show());
  gateway.start();
  window.show();
}

function buildParts(electron: ElectronPort, options: ShellOptions): ShellParts {
  const { app, safeStorage } = electron;
  const { platform, timers } = options;
  const userData = app.getPath("userData");
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  const words = wordsFor(app.getLocale());
  const settings = new ShellSettings(join(userData, "shell.json"));
  const secrets = new SecretStore({ file: join(userData, "secrets.json"), safeStorage, platform, words });
  const flags = shellFlags(options.argv, options.folder);
  const gateway = new GatewayProcess({
    fork: () =>
      electron.utilityProcess.fork(options.gatewayEntry, [], {
        serviceName: "Portico gateway",
        // A folder only this user writes to: a config.yaml lying in a working directory must not be taken up.
        cwd: userData,
        env: gatewayEnvironment(options.env),
        stdio: "inherit",
      }),
    argv: (port) => gatewayArgv(flags, settings.configFile(), port),
    secrets: () => secrets.all(),
    probe: probeLiveliness,
    killHard,
    timers,
    words,
  });
  const window = new PanelWindow({
    BrowserWindow: electron.BrowserWindow,
    workAreas: () => electron.screen.getAllDisplays().map((display) => display.workArea),
    preload: options.preload,
    icon: options.windowIcon,
    placeFile: join(userData, "window.json"),
    isPackaged: app.isPackaged,
    timers,
  });
  return { words, settings, secrets, gateway, window };
}

function shellCommands(electron: ElectronPort, { gateway, window, settings, words }: ShellParts): ShellCommands {
  return {
    openPanel: () => window.show(),
    restartGateway: () => void gateway.restart(),
    copyBaseUrl: () => {
      const endpoint = gateway.endpoint();
      if (endpoint !== null) electron.clipboard.writeText(`${endpoint.origin}/v1`);
    },
    revealConfig: () => {
      const endpoint = gateway.endpoint();
      if (endpoint !== null) electron.shell.showItemInFolder(endpoint.configFile);
    },
    pickConfig: () =>
      void pickConfig(electron.dialog, settings, words).then(
        (file) => (file === null ? undefined : gateway.restart()),
        // The choice could not be kept (full disk): the running gateway goes on with its file.
        () => undefined,
      ),
    quit: () => electron.app.quit(),
  };
}

/** A desktop without a tray (some Linux sessions) has the menu and the window. */
function showStateInTray(
  electron: ElectronPort,
  options: ShellOptions,
  { gateway, words }: ShellParts,
  commands: ShellCommands,
): void {
  const { Tray, Menu } = electron;
  try {
    const tray = new TrayIcon({ Tray, Menu, icon: options.trayIcon, commands, words });
    tray.show(gateway.state());
    gateway.subscribe((state) => tray.show(state));
  } catch {
    // Nothing to show it in.
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself in between.
  }
}
