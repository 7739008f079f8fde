/**
 * The one thing the shell itself remembers beside the window's place: which config file the user chose.
 */
import { readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { writePrivateFile } from "./private-file.ts";

const settingsSchema = z.object({ configFile: z.string().min(1).max(4096).refine(isAbsolute).nullable() });

export class ShellSettings {
  readonly #file: string;
  #configFile: string | null;

  constructor(file: string) {
    this.#file = file;
    this.#configFile = readConfigFile(file);
  }

  /** Null: the gateway finds its config by its own rules. */
  configFile(): string | null {
    return this.#configFile;
  }

  /** @throws when the settings cannot be written; the old choice then stays */
  async keepConfigFile(file: string): Promise<void> {
    const settings = settingsSchema.parse({ configFile: file });
    await writePrivateFile(this.#file, JSON.stringify(settings));
    this.#configFile = settings.configFile;
  }
}

/** A broken file means "no choice": the user can choose again, which rewrites it. */
function readConfigFile(file: string): string | null {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, "utf8"))).configFile;
  } catch {
    return null;
  }
}
