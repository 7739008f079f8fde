/**
 * What the draft store needs from outside: text models with an undo stack, the gateway's config routes, a timer.
 *
 * The models are Monaco's in the panel, so that typing, the graph and the forms share one history of undo.
 */
import type { ConfigEdit, Splice } from "../../../gateway/contract/config-edit.ts";
import type { Draft, DraftReading, SaveAnswer, SaveRequest } from "../../../gateway/contract/config-files.ts";

export type ChangeKind = "edit" | "undo" | "redo";

export interface DraftModel {
  text(): string;
  /** The same number again after an undo means the same text again. */
  version(): number;
  /** All splices against the present text, in order, not overlapping; one undo step of its own. */
  splice(splices: readonly Splice[]): void;
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
  onChange(listener: (kind: ChangeKind) => void): void;
  dispose(): void;
}

export interface DraftGateway {
  read(drafts: readonly Draft[], signal: AbortSignal): Promise<DraftReading>;
  edit(file: string, text: string, edits: readonly ConfigEdit[]): Promise<readonly Splice[]>;
  save(files: SaveRequest["files"]): Promise<SaveAnswer>;
}

export interface DraftParts {
  readonly createModel: (file: string, text: string) => DraftModel;
  readonly gateway: DraftGateway;
  readonly now: () => number;
  /** @returns a function that calls it off */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}
