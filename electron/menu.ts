/**
 * The application menu: the usual edit and window commands, and the shell's own. Developer tools only in development.
 */
import type { MenuItemConstructorOptions } from "electron";
import type { ShellCommands } from "./shell-commands.ts";
import type { Words } from "./words.ts";

export interface MenuOptions {
  readonly commands: ShellCommands;
  readonly words: Words;
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
}

export function menuTemplate({ commands, words, platform, isPackaged }: MenuOptions): MenuItemConstructorOptions[] {
  const fileMenu: MenuItemConstructorOptions[] = [
    { label: words.openPanel, accelerator: "CommandOrControl+O", click: () => commands.openPanel() },
    { type: "separator" },
    { label: words.pickConfig, click: () => commands.pickConfig() },
    { label: words.revealConfig, click: () => commands.revealConfig() },
    { label: words.copyBaseUrl, click: () => commands.copyBaseUrl() },
    { label: words.restartGateway, click: () => commands.restartGateway() },
    { type: "separator" },
    { label: words.quit, accelerator: "CommandOrControl+Q", click: () => commands.quit() },
  ];
  return [
    ...(platform === "darwin" ? [{ role: "appMenu" } satisfies MenuItemConstructorOptions] : []),
    { label: words.file, submenu: fileMenu },
    { label: words.edit, role: "editMenu" },
    { label: words.view, submenu: viewMenu(isPackaged) },
    { label: words.window, role: "windowMenu" },
  ];
}

function viewMenu(isPackaged: boolean): MenuItemConstructorOptions[] {
  return [
    { role: "reload" },
    ...(isPackaged ? [] : [{ role: "toggleDevTools" } satisfies MenuItemConstructorOptions]),
    { type: "separator" },
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { role: "togglefullscreen" },
  ];
}
