/** Where the program is installed: the folder that holds `resources` and `dist`, from a checkout or from the bundle. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * @param moduleFile  path of a module of the gateway
 * @throws Error when no folder above it is an installation
 */
export function installDirectory(moduleFile: string): string {
  for (let folder = dirname(moduleFile); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "resources", "default-config.yaml"))) return folder;
    if (folder === dirname(folder))
      throw new Error("The installation is incomplete: resources/default-config.yaml is missing.");
  }
}
