/**
 * The drafts of the config's files: one text each that the text view, the alias graph and the forms all change.
 *
 * Every change is an edit of a model with one history of undo. What is on disk is only ever replaced by a save that
 * names the version it began from; a file that changed under a draft becomes a conflict, never a loss.
 */
import type { ConfigEdit, Splice } from "../../../gateway/contract/config-edit.ts";
import type { ConfigFile, ConfigFiles, Draft, SaveAnswer } from "../../../gateway/contract/config-files.ts";
import { emptyDraftState, type DraftConflict, type DraftState } from "./draft-state.ts";
import type { ChangeKind, DraftModel, DraftParts } from "./draft-ports.ts";
import { readLineEndings, type LineEndings } from "./line-endings.ts";
import { UndoOrder } from "./undo-order.ts";
import { wholeTextSplice } from "./whole-text-splice.ts";

const readAfterMs = 200;
const editTries = 3;

interface OpenFile {
  /** As it is on disk, and what the draft began from. */
  disk: ConfigFile;
  /** `disk.text` as the model has it: one kind of line ending, no byte order mark. */
  base: string;
  endings: LineEndings;
  readonly model: DraftModel;
  version: number;
  /** When `disk` was true (epoch ms): an answer that was asked for before is older and says nothing. */
  knownAt: number;
}

export class DraftStore {
  readonly #parts: DraftParts;
  readonly #open = new Map<string, OpenFile>();
  readonly #order = new UndoOrder();
  readonly #listeners = new Set<() => void>();
  #state: DraftState = emptyDraftState;
  #offRead: (() => void) | null = null;
  #reading: AbortController | null = null;

  constructor(parts: DraftParts) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): DraftState => this.#state;

  /** The model of a file, for the editor that shows it. */
  modelOf(file: string): DraftModel | null {
    return this.#open.get(file)?.model ?? null;
  }

  /**
   * What is on disk, as it was asked for at `askedAt`. Files without a draft follow it at once; a draft on an older text
   * becomes a conflict.
   */
  take({ files, envFile, variables }: ConfigFiles, askedAt: number): void {
    for (const file of files) this.#takeFile(file, askedAt);
    const named = new Set(files.map(({ file }) => file));
    for (const [name, open] of this.#open) if (!named.has(name) && !isDirty(open)) this.#close(name, open);
    this.#show({ envFile, variables });
    this.#readSoon(0);
  }

  /**
   * Asks the gateway for the splices of these edits and makes them one undo step.
   *
   * @returns whether anything changed
   * @throws PanelApiError when an edit cannot be made
   */
  readonly applyEdits = async (file: string, edits: readonly ConfigEdit[]): Promise<boolean> => {
    for (let tries = 0; tries < editTries; tries++) {
      const open = this.#open.get(file);
      if (open === undefined) return false;
      const text = open.model.text();
      // oxlint-disable-next-line no-await-in-loop -- asked again only when the text changed while it was asked
      const splices = await this.#parts.gateway.edit(file, text, edits);
      if (this.#open.get(file) !== open || open.model.text() !== text) continue;
      if (splices.length > 0) open.model.splice(splices);
      return splices.length > 0;
    }
    return false;
  };

  /** Changes a draft as one undo step. */
  splice(file: string, splices: readonly Splice[]): void {
    this.#open.get(file)?.model.splice(splices);
  }

  /** Makes a whole text the draft, as one undo step: a version of the history, a format, a merge. */
  replaceText(file: string, text: string): void {
    const open = this.#open.get(file);
    const splice = open === undefined ? null : wholeTextSplice(open.model.text(), readLineEndings(text).text);
    if (open !== undefined && splice !== null) open.model.splice([splice]);
  }

  readonly undo = (): void => {
    this.#turn(this.#order.nextUndo, (model) => model.canUndo())?.undo();
  };

  readonly redo = (): void => {
    this.#turn(this.#order.nextRedo, (model) => model.canRedo())?.redo();
  };

  /** Writes every draft. A conflict is in the state afterwards, and nothing was written. @throws PanelApiError */
  readonly save = async (): Promise<SaveAnswer | null> => {
    const drafts = [...this.#open.values()].filter(isDirty);
    if (drafts.length === 0 || this.#state.isSaving) return null;
    const sent = new Map(drafts.map(({ disk, model }) => [disk.file, model.text()]));
    this.#show({ isSaving: true });
    try {
      const answer = await this.#parts.gateway.save(
        drafts.map((open) => ({
          file: open.disk.file,
          text: open.endings.restore(open.model.text()),
          baseHash: open.disk.hash,
        })),
      );
      if (answer.outcome === "conflict") this.#conflicted(answer);
      else for (const file of answer.files) this.#saved(file, sent.get(file.file));
      return answer;
    } finally {
      this.#show({ isSaving: false });
      this.#readSoon(0);
    }
  };

  /** Gives up every draft; can be undone. */
  readonly discard = (): void => {
    for (const open of this.#open.values()) this.#setText(open, open.base);
    this.#show({ conflict: null });
  };

  /** Ends the conflict: the draft is `text` from here on, and what is on disk is what it began from. */
  resolve(text: string): void {
    const { conflict } = this.#state;
    const open = conflict === null ? undefined : this.#open.get(conflict.file);
    if (conflict === null || open === undefined) return;
    this.#rebase(open, conflict.theirs, this.#parts.now());
    this.#setText(open, readLineEndings(text).text);
    this.#show({ conflict: null });
  }

  /** Ends the conflict by taking what is on disk; the draft can be had back by undo. */
  readonly reloadOutside = (): void => {
    if (this.#state.conflict !== null) this.resolve(this.#state.conflict.theirs.text);
  };

  #takeFile(file: ConfigFile, askedAt: number): void {
    const open = this.#open.get(file.file);
    if (open === undefined) return this.#openFile(file, askedAt);
    if (askedAt < open.knownAt) return;
    if (open.disk.hash === file.hash) {
      this.#rebase(open, file, askedAt);
      return this.#show(this.#without(file.file));
    }
    if (isDirty(open) && readLineEndings(file.text).text !== open.model.text()) {
      if (this.#state.conflict?.theirs.hash === file.hash) return;
      return this.#show({ conflict: { file: file.file, base: open.disk.text, theirs: file, from: "disk" } });
    }
    this.#rebase(open, file, askedAt);
    this.#setText(open, open.base);
    this.#show({ replaced: { file: file.file, at: this.#parts.now() }, ...this.#without(file.file) });
  }

  #openFile(disk: ConfigFile, knownAt: number): void {
    const endings = readLineEndings(disk.text);
    const model = this.#parts.createModel(disk.file, endings.text);
    const open: OpenFile = { disk, base: model.text(), endings, model, version: model.version(), knownAt };
    this.#open.set(disk.file, open);
    model.onChange((kind) => this.#changed(open, kind));
  }

  #close(name: string, open: OpenFile): void {
    this.#open.delete(name);
    this.#order.forget(name);
    open.model.dispose();
  }

  #conflicted({ file, base, theirs }: Extract<SaveAnswer, { outcome: "conflict" }>): void {
    const known = this.#open.get(file)?.disk.text ?? null;
    this.#show({ conflict: { file, base: known ?? base, theirs, from: "save" } satisfies DraftConflict });
  }

  /** What was typed while the save ran stays a draft on top of it. A key that was written out is a mask from here on. */
  #saved(file: ConfigFile, sent: string | undefined): void {
    const open = this.#open.get(file.file);
    if (open === undefined) return this.#openFile(file, this.#parts.now());
    this.#rebase(open, file, this.#parts.now());
    if (open.model.text() === sent) this.#setText(open, open.base);
    this.#show(this.#without(file.file));
  }

  #rebase(open: OpenFile, disk: ConfigFile, knownAt: number): void {
    open.disk = disk;
    open.knownAt = knownAt;
    open.endings = readLineEndings(disk.text);
    open.base = open.endings.text;
  }

  #without(file: string): Partial<DraftState> {
    return this.#state.conflict?.file === file ? { conflict: null } : {};
  }

  #setText({ model }: OpenFile, text: string): void {
    const splice = wholeTextSplice(model.text(), text);
    if (splice !== null) model.splice([splice]);
  }

  #changed(open: OpenFile, kind: ChangeKind): void {
    const { file } = open.disk;
    const before = open.version;
    open.version = open.model.version();
    if (kind === "edit") this.#order.edited(file, before, open.version);
    else if (kind === "undo") this.#order.undone(file, open.version);
    else this.#order.redone(file, open.version);
    this.#show({});
    this.#readSoon(readAfterMs);
  }

  #turn(wanted: string | null, can: (model: DraftModel) => boolean): DraftModel | undefined {
    const models = [...(wanted === null ? [] : [this.#open.get(wanted)]), ...this.#open.values()];
    return models.find((open) => open !== undefined && can(open.model))?.model;
  }

  #readSoon(milliseconds: number): void {
    this.#offRead?.();
    this.#reading?.abort();
    this.#show({ isReadingCurrent: false });
    this.#offRead = this.#parts.after(milliseconds, () => void this.#read());
  }

  async #read(): Promise<void> {
    const asking = new AbortController();
    this.#reading = asking;
    const reading = await this.#parts.gateway.read(this.drafts(), asking.signal).catch(() => null);
    // Without an answer the last reading stays; the panel's banner says that the gateway is away.
    if (!asking.signal.aborted && reading !== null) this.#show({ reading, isReadingCurrent: true });
  }

  /** The texts that differ from what is on disk. */
  drafts(): readonly Draft[] {
    return [...this.#open.values()].filter(isDirty).map(({ disk, model }) => ({ file: disk.file, text: model.text() }));
  }

  #show(change: Partial<DraftState>): void {
    const open = [...this.#open.values()];
    const dirty = open.filter(isDirty).map(({ disk }) => disk.file);
    this.#state = {
      ...this.#state,
      files: open.map(({ disk }) => disk),
      texts: new Map(open.map(({ disk, model }) => [disk.file, model.text()])),
      dirtyFiles: new Set(dirty),
      isDirty: dirty.length > 0,
      canUndo: open.some(({ model }) => model.canUndo()),
      canRedo: open.some(({ model }) => model.canRedo()),
      ...change,
    };
    for (const listener of this.#listeners) listener();
  }
}

function isDirty({ model, base }: OpenFile): boolean {
  return model.text() !== base;
}
