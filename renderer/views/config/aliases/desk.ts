/**
 * What every part of the alias view works on: the draft's meaning, and the one way to change its text.
 *
 * The drafts belong to the editor; this is what the graph, the list and the form see of them.
 */
import { createContext, useContext } from "react";
import type { ConfigVariable, DraftReading } from "../../../../gateway/contract/config-files.ts";
import type { Act } from "./acts/act.ts";
import type { FindingsIndex } from "./acts/findings-index.ts";
import type { AliasIndex, EntryPlace } from "./graph/alias-index.ts";

/** The draft at the moment an act has its turn. */
export interface DraftNow {
  readonly reading: DraftReading;
  readonly index: AliasIndex;
  readonly mainFile: string;
  readonly mainText: string;
}

/**
 * An act, or what makes it from the draft once the acts before it are done: places and lists may be others by then.
 * null is nothing to do.
 */
export type ActMaker = Act | null | ((now: DraftNow) => Act | null);

export interface AliasDesk {
  readonly reading: DraftReading;
  readonly index: AliasIndex;
  readonly findings: FindingsIndex;
  readonly mainFile: string;
  readonly variables: readonly ConfigVariable[];
  /** Whether any file may not be written: then nothing is changed here. */
  readonly isReadOnly: boolean;
  /** Changes the texts, one act after the other, and shows what changed in them. @returns whether anything did */
  readonly act: (act: ActMaker) => Promise<boolean>;
  /** Opens the form of an alias; null closes it. */
  readonly open: (alias: string | null) => void;
  readonly opened: string | null;
  readonly ask: (question: Question) => void;
}

/** What needs an answer before it is done: a dialog of the view. */
export type Question =
  | { readonly kind: "newAlias" }
  | { readonly kind: "pickToRename" }
  | { readonly kind: "rename"; readonly alias: string }
  | { readonly kind: "duplicate"; readonly alias: string }
  | { readonly kind: "removeAlias"; readonly alias: string }
  | ({ readonly kind: "removeDeployment" } & EntryPlace)
  | ({ readonly kind: "moveDeployment" } & EntryPlace)
  /** alias null = the default ones. */
  | { readonly kind: "addFallback"; readonly alias: string | null };

export const DeskContext = createContext<AliasDesk | null>(null);

export function useDesk(): AliasDesk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("useDesk needs a DeskContext above it");
  return desk;
}
