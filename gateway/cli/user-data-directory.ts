/** Where a user's own config, log and keys live, as the system wants it; `--data` names another place. */
import { homedir } from "node:os";
import { join } from "node:path";

export function userDataDirectory(): string {
  const { env, platform } = process;
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Portico");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Portico");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "portico");
}
