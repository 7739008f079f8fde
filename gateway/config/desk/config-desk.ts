/**
 * The config's files as the panel works on them: shown under masks, read as drafts, saved, kept as versions.
 *
 * Every text that comes in or goes out of here is masked. The running config is never touched: a save writes files, and the
 * gateway loads them as it loads every change.
 */
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import type { Splice } from "../../contract/config-edit.ts";
import type {
  ConfigFile,
  ConfigFiles,
  ConfigVariable,
  ConfigVersion,
  Draft,
  DraftReading,
  EditRequest,
  SaveAnswer,
  SaveRequest,
} from "../../contract/config-files.ts";
import type { Catalog } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { Finding } from "../../contract/findings.ts";
import { maskReading } from "../drafts/mask-reading.ts";
import type { FullReading } from "../drafts/read-draft.ts";
import { gatherVariables } from "../environment.ts";
import { loadConfigInWorker } from "../load-in-worker.ts";
import type { LoadOptions } from "../load.ts";
import { SecretMasks } from "../masks/secret-masks.ts";
import { ConfigHistory, type SavedBy } from "./config-history.ts";
import { readDeskKey } from "./desk-key.ts";
import { obstacle, readBytes, textOf } from "./disk-file.ts";
import { DeskFiles } from "./desk-files.ts";
import { draftFindings } from "./draft-findings.ts";
import { MaskedTexts } from "./masked-texts.ts";
import { hashOf, saveFiles, type FileToSave } from "./save-files.ts";
import { checkText } from "./check-text.ts";
import { TextThread } from "./text-thread.ts";
import { setVariable } from "./set-variable.ts";

export interface DeskParts {
  readonly load: LoadOptions;
  /** Of the first load: file as findings name it -> its text. */
  readonly sources: ReadonlyMap<string, string>;
  readonly dataDirectory: string;
  readonly clock: Clock;
  /** Runs what changes files, and loads the change before it resolves. */
  readonly change: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Of the last load. */
  readonly findings: () => readonly Finding[];
  /** Told when a version could not be kept. */
  readonly report: (failure: unknown) => void;
}

const limitMs = 20_000;

export class ConfigDesk {
  readonly #parts: DeskParts;
  readonly #key: Buffer;
  readonly #thread = new TextThread(limitMs);
  readonly #texts: MaskedTexts;
  readonly #history: ConfigHistory;
  readonly #files: DeskFiles;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#files = new DeskFiles(parts.load);
    const folder = join(parts.dataDirectory, "config-history");
    this.#key = readDeskKey(folder);
    this.#history = new ConfigHistory({
      folder,
      key: this.#key,
      clock: parts.clock,
      countLines: (before, after) => this.#thread.run("lines", before, after),
      report: parts.report,
    });
    this.#texts = new MaskedTexts(new SecretMasks(this.#key), this.#thread, () => this.#keptTexts());
    this.sawOnDisk(parts.sources);
  }

  /** As findings name it. */
  get mainFile(): string {
    return this.#files.main;
  }

  /** Texts that a load found: what another program wrote becomes a version. */
  sawOnDisk(sources: ReadonlyMap<string, string>): void {
    for (const [file, text] of this.#files.take(sources))
      void this.#history.record(this.#files.pathOf(file), text, "outside");
  }

  async files(): Promise<ConfigFiles> {
    const { reading, variables, sources } = await this.#read([]);
    const names = [this.mainFile, ...[...sources.keys()].filter((file) => file !== this.mainFile)];
    const files = await Promise.all(names.map((file) => this.#fileOf(file, sources.get(file) ?? null)));
    return { files, envFile: this.#files.envFile, variables: [...variables], findings: reading.findings };
  }

  /** One file as it is on disk now. @throws GatewayError `invalid_request` */
  async file(file: string): Promise<ConfigFile> {
    return this.#fileOf(file, null);
  }

  async read(drafts: readonly Draft[]): Promise<DraftReading> {
    const unmasked = await Promise.all(
      drafts.map(async (draft) => ({ ...draft, ...(await this.#texts.unmask(draft.text)) })),
    );
    const { reading } = await this.#read(unmasked);
    const masks = drafts.flatMap(({ file, text }, index) => draftFindings(file, text, unmasked[index]?.unknown ?? []));
    const isRunnable = reading.isRunnable && masks.length === 0;
    return maskReading({ ...reading, isRunnable, findings: [...masks, ...reading.findings] }, this.#texts.masks);
  }

  /** What the drafts would run as; null = not at all. */
  async draftCatalog(drafts: readonly Draft[]): Promise<Catalog | null> {
    const unmasked = await Promise.all(
      drafts.map(async ({ file, text }) => ({ file, text: (await this.#texts.unmask(text)).text })),
    );
    const { catalog } = await loadConfigInWorker(this.#withTexts(unmasked), limitMs);
    return catalog;
  }

  /** @throws GatewayError `config_edit_refused` */
  async edit({ text, edits }: Omit<EditRequest, "file">): Promise<readonly Splice[]> {
    return this.#thread.run("edit", text, edits);
  }

  /** @throws GatewayError `config_not_writable`, `config_mask_unknown`, `invalid_request`: then nothing was written */
  save(request: SaveRequest, by: SavedBy): Promise<SaveAnswer> {
    return this.#inTurn(() => this.#save(request, by));
  }

  async history(): Promise<ConfigVersion[]> {
    return this.#history.list(this.#files.paths);
  }

  /** @returns null when there is no such version */
  async version(id: string): Promise<ConfigFile | null> {
    const found = await this.#history.text(this.#files.paths, id);
    return found === null ? null : this.#configFile(found.file, Buffer.from(found.text));
  }

  /**
   * Stores a variable beside the config and loads it. The environment of the process stands above it: then `source` says so.
   *
   * @throws GatewayError `config_not_writable`, `config_edit_refused`
   */
  setVariable(variable: { readonly name: string; readonly value: string }): Promise<ConfigVariable> {
    return this.#inTurn(async () => {
      await this.#parts.change(() => setVariable(this.#files.envFile, variable));
      const { variables } = await this.#read([]);
      const known = variables.find(({ name }) => name === variable.name);
      const source = this.#parts.load.env[variable.name] === undefined ? "env_file" : "process";
      return known ?? { name: variable.name, isSet: true, source, aliases: [] };
    });
  }

  /** Whether the environment or a `.env` sets it. */
  hasVariable(name: string): boolean {
    const { file, cwd, env } = this.#parts.load;
    return gatherVariables(file, cwd, env)[name] !== undefined;
  }

  dispose(): Promise<void> {
    return this.#thread.dispose();
  }

  async #save({ files }: SaveRequest, by: SavedBy): Promise<SaveAnswer> {
    const toSave = await Promise.all(files.map((file) => this.#toSave(file)));
    await refuseTwice(toSave);
    const outcome = await this.#parts.change(async () => {
      const before = await Promise.all(toSave.map(async ({ path }) => [path, await readBytes(path)] as const));
      for (const [path, bytes] of before) await this.#record(path, bytes, "outside"); // oxlint-disable-line no-await-in-loop -- in order
      const done = await saveFiles(toSave, this.#key);
      if ("saved" in done) for (const { path, bytes } of done.saved) await this.#record(path, bytes, by); // oxlint-disable-line no-await-in-loop -- in order
      return done;
    });
    if ("changed" in outcome) return this.#conflict(outcome.changed);
    const saved = await Promise.all(toSave.map(({ file, bytes }) => this.#configFile(file, bytes)));
    return { outcome: "saved", files: saved, findings: [...this.#parts.findings()] };
  }

  async #toSave({ file, text, baseHash }: SaveRequest["files"][number]): Promise<FileToSave> {
    const path = this.#files.pathOf(file);
    const unmasked = await this.#texts.unmaskWhole({ file, text });
    return { file, path, bytes: checkText(file, unmasked), baseHash };
  }

  async #conflict({ file, path, baseHash }: FileToSave): Promise<SaveAnswer> {
    const base = await this.#history.textOf(path, baseHash);
    const theirs = await this.#fileOf(file, null);
    return { outcome: "conflict", file, base: base === null ? null : await this.#texts.mask(base), theirs };
  }

  async #record(path: string, bytes: Buffer | null, by: SavedBy): Promise<void> {
    const text = bytes === null ? null : textOf(bytes);
    if (text !== null) await this.#history.record(path, text, by);
  }

  async #read(drafts: readonly Draft[]): Promise<FullReading> {
    const { sources, ...read } = await this.#thread.run("read", this.#withTexts(drafts));
    return { ...read, sources: this.#files.take(sources) };
  }

  #withTexts(drafts: readonly Draft[]): LoadOptions {
    return { ...this.#parts.load, texts: this.#files.overlay(drafts) };
  }

  /** @param text  of a load; null = as it is on disk now */
  async #fileOf(file: string, text: string | null): Promise<ConfigFile> {
    const bytes = text === null ? await readBytes(this.#files.pathOf(file)) : Buffer.from(text);
    return this.#configFile(file, bytes);
  }

  async #configFile(file: string, bytes: Buffer | null): Promise<ConfigFile> {
    const text = bytes === null ? "" : (textOf(bytes) ?? "");
    return {
      file,
      kind: file === this.mainFile ? "main" : "include",
      text: await this.#texts.mask(text),
      hash: hashOf(bytes, this.#key),
      isWritable: (await obstacle(this.#files.pathOf(file))) === null,
    };
  }

  async #keptTexts(): Promise<string[]> {
    const paths = [...this.#files.paths.values()];
    const present = await Promise.all(paths.map(readBytes));
    const versions = await Promise.all(paths.map((path) => this.#history.texts(path)));
    return [...present.flatMap((bytes) => (bytes === null ? [] : [textOf(bytes) ?? ""])), ...versions.flat()];
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#saving.then(work);
    this.#saving = done.catch(() => {});
    return done;
  }
}

/** Two names of one file: the second would overwrite the first. */
async function refuseTwice(files: readonly FileToSave[]): Promise<void> {
  const targets = await Promise.all(files.map(({ path }) => realpath(path).catch(() => path)));
  const second = files.find((_file, index) => targets.indexOf(targets[index] ?? "") !== index);
  if (second === undefined) return;
  throw new GatewayError("invalid_request", { message: `${second.file} stands twice in this save.`, param: "files" });
}
