/**
 * Which files the config consists of, by the names that findings have for them, and where each lies.
 *
 * Law: nothing else can be read or written through the panel; a `.env` that a config includes is none of them.
 */
import { dirname, join, resolve } from "node:path";
import { GatewayError } from "../../contract/errors.ts";
import type { Draft } from "../../contract/config-files.ts";
import { envFilesFor } from "../environment.ts";
import type { LoadOptions } from "../load.ts";

export class DeskFiles {
  readonly main: string;
  /** Where new variables go. */
  readonly envFile: string;
  readonly #mainPath: string;
  readonly #hidden: readonly string[];
  readonly #paths = new Map<string, string>();

  constructor({ file, cwd }: Pick<LoadOptions, "file" | "cwd">) {
    this.main = file;
    this.#mainPath = resolve(file);
    this.#hidden = envFilesFor(file, cwd);
    this.envFile = this.#hidden[0] ?? join(dirname(this.#mainPath), ".env");
    this.#paths.set(file, this.#mainPath);
  }

  /** Every file that was ever seen to be one. */
  get paths(): ReadonlyMap<string, string> {
    return this.#paths;
  }

  /** @param sources  of a load, by name. @returns the ones that may be shown, known from now on */
  take(sources: ReadonlyMap<string, string>): Map<string, string> {
    const shown = [...sources].filter(([name]) => !this.#hidden.includes(this.#placeOf(name)));
    for (const [name] of shown) this.#paths.set(name, this.#placeOf(name));
    return new Map(shown);
  }

  /** @throws GatewayError `invalid_request` for a file that is none of the config's */
  pathOf(file: string): string {
    const path = this.#paths.get(file);
    if (path !== undefined) return path;
    throw new GatewayError("invalid_request", {
      message: `${JSON.stringify(file)} is no file of this config.`,
      hint: "Name the main file, or one that its `include` names.",
      param: "file",
    });
  }

  /** Drafts as a load takes them; whether a name is included is the load's to say. */
  overlay(drafts: readonly Draft[]): Map<string, string> {
    return new Map(drafts.map(({ file, text }) => [this.#placeOf(file), text]));
  }

  #placeOf(file: string): string {
    return file === this.main ? this.#mainPath : join(dirname(this.#mainPath), file);
  }
}
