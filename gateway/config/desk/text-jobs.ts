/**
 * The work on a config's text that may take long, as pure functions by name: done at once for usual files, in a thread for
 * large ones (text-thread.ts).
 */
import type { ConfigEdit, Splice } from "../../contract/config-edit.ts";
import { readDraft, type FullReading } from "../drafts/read-draft.ts";
import { planEdits } from "../edit/plan-edits.ts";
import type { LoadOptions } from "../load.ts";
import { findSecrets } from "../masks/find-secrets.ts";
import type { Piece } from "../written-secrets.ts";
import { lineChanges, type LineChanges } from "./line-changes.ts";

export interface TextJobs {
  readonly secrets: readonly [text: string, known: ReadonlySet<string>];
  readonly read: readonly [options: LoadOptions];
  readonly edit: readonly [text: string, edits: readonly ConfigEdit[]];
  readonly lines: readonly [before: string, after: string];
}

export interface TextJobResults {
  readonly secrets: readonly Piece[];
  readonly read: FullReading;
  readonly edit: readonly Splice[];
  readonly lines: LineChanges;
}

export type TextJobName = keyof TextJobs;

type Jobs = { readonly [Name in TextJobName]: (...input: TextJobs[Name]) => TextJobResults[Name] };

export const textJobs: Jobs = {
  secrets: findSecrets,
  read: readDraft,
  edit: planEdits,
  lines: lineChanges,
};
