/** What the draft store shows at one moment; a new object for every change, so that views can compare by identity. */
import type { ConfigFile, ConfigVariable, DraftReading } from "../../../gateway/contract/config-files.ts";

/** Another program changed a file under a draft. Nothing is overwritten until it is resolved. */
export interface DraftConflict {
  readonly file: string;
  /** What both began from; null when it is not known any more. */
  readonly base: string | null;
  readonly theirs: ConfigFile;
  /** `save`: a save was refused because of it. `disk`: it was seen on disk. */
  readonly from: "save" | "disk";
}

export interface DraftState {
  /** As they are on disk, as far as known; the main file first. Empty until they are read. */
  readonly files: readonly ConfigFile[];
  readonly envFile: string;
  readonly variables: readonly ConfigVariable[];
  /** File -> its draft, or its text on disk when nothing was changed. */
  readonly texts: ReadonlyMap<string, string>;
  readonly dirtyFiles: ReadonlySet<string>;
  readonly isDirty: boolean;
  /** What the texts mean; a moment older than them while something is typed. */
  readonly reading: DraftReading | null;
  /** The reading is of exactly these texts. */
  readonly isReadingCurrent: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isSaving: boolean;
  readonly conflict: DraftConflict | null;
  /** A file without a draft that was replaced because it changed on disk, and when (epoch ms). */
  readonly replaced: { readonly file: string; readonly at: number } | null;
}

export const emptyDraftState: DraftState = {
  files: [],
  envFile: "",
  variables: [],
  texts: new Map(),
  dirtyFiles: new Set(),
  isDirty: false,
  reading: null,
  isReadingCurrent: false,
  canUndo: false,
  canRedo: false,
  isSaving: false,
  conflict: null,
  replaced: null,
};
