/**
 * What each desktop method does, once ipc.ts has checked who asks and what for.
 */
import type { DesktopApi } from "../gateway/contract/desktop.ts";
import type { DialogPort, ElectronPort } from "./electron-port.ts";
import type { GatewayProcess } from "./gateway-process.ts";
import { outsideLink } from "./outside-link.ts";
import type { SecretStore } from "./secrets.ts";
import type { ShellSettings } from "./shell-settings.ts";
import type { Words } from "./words.ts";

export interface DesktopActionsOptions {
  readonly gateway: GatewayProcess;
  readonly secrets: SecretStore;
  readonly settings: ShellSettings;
  readonly electron: Pick<ElectronPort, "clipboard" | "dialog" | "shell">;
  readonly words: Words;
}

export function desktopActions(options: DesktopActionsOptions): DesktopApi {
  const { gateway, secrets, settings, electron, words } = options;
  return {
    gatewayState: async () => gateway.state(),
    restartGateway: () => gateway.restart(),
    openLink: async ({ url }) => ({ opened: await openOutside(electron, words, url) }),
    revealConfig: async () => {
      const endpoint = gateway.endpoint();
      if (endpoint !== null) electron.shell.showItemInFolder(endpoint.configFile);
    },
    pickConfig: async () => ({ file: await pickConfig(electron.dialog, settings, words) }),
    copyText: async ({ text }) => electron.clipboard.writeText(text),
    copyMasterKey: async () => {
      const masterKey = gateway.endpoint()?.masterKey ?? null;
      if (masterKey !== null) electron.clipboard.writeText(masterKey);
      return { copied: masterKey !== null };
    },
    setSecret: ({ name, value }) => secrets.set(name, value),
    secretNames: async () => ({ names: await secrets.names() }),
  };
}

/** The chosen file is remembered and used from the next start of the gateway on; null when nothing was chosen. */
export async function pickConfig(dialog: DialogPort, settings: ShellSettings, words: Words): Promise<string | null> {
  const choice = await dialog.showOpenDialog({
    title: words.pickConfig,
    properties: ["openFile"],
    filters: [{ name: words.configFiles, extensions: ["yaml", "yml"] }],
  });
  const file = choice.canceled ? undefined : choice.filePaths[0];
  if (file === undefined) return null;
  await settings.keepConfigFile(file);
  return file;
}

async function openOutside(
  electron: Pick<ElectronPort, "dialog" | "shell">,
  words: Words,
  text: string,
): Promise<boolean> {
  const link = outsideLink(text);
  if (link === null) return false;
  const { response } = await electron.dialog.showMessageBox({
    type: "question",
    title: "Portico",
    message: words.openLinkTitle,
    detail: `${link.target}\n\n${link.url.slice(0, 300)}`,
    buttons: [words.openLinkButton, words.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  if (response !== 0) return false;
  await electron.shell.openExternal(link.url);
  return true;
}
