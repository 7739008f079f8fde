/**
 * The drafts of the config for every view of it: the text, the alias graph and the forms change the same ones.
 *
 * They are the module's, not a view's: leaving a view keeps them, and closing the window with one asks first.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { callGateway } from "../api/gateway-client.ts";
import { configFilesQuery } from "../api/queries.ts";
import type { DraftState } from "./drafts/draft-state.ts";
import { DraftStore } from "./drafts/draft-store.ts";
import { monacoModel } from "./monaco/monaco-model.ts";

export const draftStore = new DraftStore({
  createModel: monacoModel,
  gateway: {
    read: (drafts, signal) => callGateway("configRead", {}, { body: { drafts: [...drafts] }, signal }),
    edit: async (file, text, edits) =>
      (await callGateway("configEdit", {}, { body: { file, text, edits: [...edits] } })).splices,
    save: (files) => callGateway("configSave", {}, { body: { files } }),
  },
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});

window.addEventListener("beforeunload", (event) => {
  if (draftStore.state().isDirty) event.preventDefault();
});

export interface Drafts extends DraftState {
  /** The files have not been read yet. */
  readonly isLoading: boolean;
  /** Why they cannot be read; null when they can. */
  readonly error: Error | null;
  readonly reload: () => void;
  readonly applyEdits: DraftStore["applyEdits"];
  readonly undo: () => void;
  readonly redo: () => void;
  readonly save: DraftStore["save"];
  readonly discard: () => void;
  readonly reloadOutside: () => void;
}

export function useDrafts(): Drafts {
  const { data, error, refetch } = useQuery(configFilesQuery);
  const state = useSyncExternalStore(draftStore.subscribe, draftStore.state);
  useEffect(() => {
    if (data !== undefined) draftStore.take(data, data.askedAt);
  }, [data]);
  const { applyEdits, undo, redo, save, discard, reloadOutside } = draftStore;
  return {
    ...state,
    isLoading: state.files.length === 0 && error === null,
    error: state.files.length === 0 ? error : null,
    reload: () => void refetch(),
    applyEdits,
    undo,
    redo,
    save,
    discard,
    reloadOutside,
  };
}
