/**
 * What one act of the alias view asks of the config's files: edits by file, all made as one step.
 *
 * Acts are made from what the draft means (a reading), never from the text, and are pure: the same reading gives the
 * same edits.
 */
import type { ConfigEdit } from "../../../../../gateway/contract/config-edit.ts";
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";

export interface FileEdits {
  readonly file: string;
  readonly edits: readonly ConfigEdit[];
}

export type Act = readonly FileEdits[];

/** The kinds of fallback that belong to one alias, as the file names them. */
export const fallbackKinds = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"] as const;
export type FallbackKind = (typeof fallbackKinds)[number];

export function fallbacksOf(alias: DraftAlias, kind: FallbackKind): readonly string[] {
  if (kind === "fallbacks") return alias.fallbacks;
  return kind === "context_window_fallbacks" ? alias.contextWindowFallbacks : alias.contentPolicyFallbacks;
}

/** Where an alias's entries stand; the main file when it has none (a group alias). */
export function filesOf(alias: DraftAlias, mainFile: string): readonly string[] {
  const files = new Set(alias.deployments.map(({ file }) => file));
  return files.size === 0 ? [mainFile] : [...files];
}
