/**
 * The tray icon: is the gateway running, on which port, and what one can do about it. It outlives the window.
 */
import type { MenuItemConstructorOptions } from "electron";
import type { GatewayProcessState } from "../gateway/contract/desktop.ts";
import type { MenuFactoryPort, TrayPort } from "./electron-port.ts";
import type { ShellCommands } from "./shell-commands.ts";
import type { Words } from "./words.ts";

export interface TrayOptions {
  readonly Tray: new (image: string) => TrayPort;
  readonly Menu: MenuFactoryPort;
  readonly icon: string;
  readonly commands: ShellCommands;
  readonly words: Words;
}

export class TrayIcon {
  readonly #options: TrayOptions;
  readonly #tray: TrayPort;

  constructor(options: TrayOptions) {
    this.#options = options;
    this.#tray = new options.Tray(options.icon);
    this.#tray.on("click", () => options.commands.openPanel());
  }

  show(state: GatewayProcessState): void {
    const { Menu, commands, words } = this.#options;
    this.#tray.setToolTip(`Portico: ${stateLine(state, words)}`);
    this.#tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(state, commands, words)));
  }
}

export function trayTemplate(
  state: GatewayProcessState,
  commands: ShellCommands,
  words: Words,
): MenuItemConstructorOptions[] {
  const isRunning = state.state === "running";
  return [
    { label: stateLine(state, words), enabled: false },
    { type: "separator" },
    { label: words.openPanel, click: () => commands.openPanel() },
    { label: words.copyBaseUrl, enabled: isRunning, click: () => commands.copyBaseUrl() },
    { label: words.restartGateway, click: () => commands.restartGateway() },
    { type: "separator" },
    { label: words.quit, click: () => commands.quit() },
  ];
}

function stateLine(state: GatewayProcessState, words: Words): string {
  if (state.state === "running") return words.stateRunning(state.port ?? 0);
  if (state.state === "starting") return words.stateStarting;
  if (state.state === "restarting") return words.stateRestarting;
  return state.state === "stopped" ? words.stateStopped : words.stateFailed;
}
