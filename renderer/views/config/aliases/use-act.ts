/**
 * Acts on the drafts, one after the other, and what the last one did to the text.
 *
 * An act waits until the text before it is understood. One that was made from an older reading is only done while every
 * entry still stands where it stood: an index must never hit another entry.
 */
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftReading } from "../../../../gateway/contract/config-files.ts";
import { draftStore } from "../../../editor/draft.ts";
import type { Act } from "./acts/act.ts";
import { changedLines } from "./acts/changed-lines.ts";
import type { ActOutcome } from "./change-panel.tsx";
import type { ActMaker } from "./desk.ts";
import { aliasIndexOf } from "./graph/alias-index.ts";

const patienceMs = 5000;

export interface Acts {
  readonly act: (act: ActMaker) => Promise<boolean>;
  readonly outcome: ActOutcome | null;
  readonly clear: () => void;
  readonly undo: () => void;
}

export function useAct(mainFile: string): Acts {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const act = useCallback(
    (maker: ActMaker): Promise<boolean> => {
      const { reading } = draftStore.state();
      const turn = queue.current.then(() => run(maker, reading, mainFile, t("aliases.act.moved")));
      const settled = turn.catch((failure: unknown) => ({
        failure: failure instanceof Error ? failure.message : String(failure),
      }));
      queue.current = settled;
      return settled.then(async (result) => {
        setOutcome(result);
        const isDone = typeof result === "object" && result !== null && "files" in result;
        // What comes next is about the text as it is now.
        if (isDone) await currentReading();
        return isDone;
      });
    },
    [mainFile, t],
  );
  const clear = useCallback(() => setOutcome(null), []);
  const undo = useCallback(() => {
    if (outcome !== null && typeof outcome === "object" && "files" in outcome) undoAll(outcome.files.length);
    setOutcome(null);
  }, [outcome]);
  return useMemo(() => ({ act, outcome, clear, undo }), [act, outcome, clear, undo]);
}

function undoAll(steps: number): void {
  for (let step = 0; step < steps; step++) draftStore.undo();
}

/** @returns what changed; "nothing" when the text said so already; null when there was nothing to do */
async function run(
  maker: ActMaker,
  madeFrom: DraftReading | null,
  mainFile: string,
  movedWords: string,
): Promise<ActOutcome | null> {
  const reading = await currentReading();
  if (reading === null) return { failure: movedWords };
  const { texts } = draftStore.state();
  const now = { reading, index: aliasIndexOf(reading), mainFile, mainText: texts.get(mainFile) ?? "" };
  const made = typeof maker === "function" ? maker(now) : maker;
  if (made === null) return null;
  if (typeof maker !== "function" && madeFrom !== reading && !standsAlike(made, madeFrom, reading))
    return { failure: movedWords };
  return await apply(made);
}

async function apply(act: Act): Promise<ActOutcome> {
  const files: { file: string; changed: ReturnType<typeof changedLines> }[] = [];
  try {
    for (const { file, edits } of act) {
      if (edits.length === 0) continue;
      const before = draftStore.state().texts.get(file) ?? "";
      // oxlint-disable-next-line no-await-in-loop -- the order of the files is the order of undo
      const isChanged = await draftStore.applyEdits(file, edits);
      if (isChanged) files.push({ file, changed: changedLines(before, draftStore.state().texts.get(file) ?? "") });
    }
  } catch (failure) {
    // Half an act is none.
    undoAll(files.length);
    throw failure;
  }
  return files.length === 0 ? "nothing" : { files };
}

/** @returns null when the text is not understood in time: the gateway is away, or it is not YAML */
async function currentReading(): Promise<DraftReading | null> {
  const { isReadingCurrent, reading } = draftStore.state();
  if (isReadingCurrent) return reading;
  return await new Promise((resolve) => {
    const finish = (result: DraftReading | null): void => {
      clearTimeout(timer);
      unsubscribe();
      resolve(result);
    };
    const timer = setTimeout(() => finish(null), patienceMs);
    const unsubscribe = draftStore.subscribe(() => {
      const state = draftStore.state();
      if (state.isReadingCurrent) finish(state.reading);
    });
  });
}

/** Whether the entries of the act's files stand where they stood when it was made. */
function standsAlike(act: Act, before: DraftReading | null, after: DraftReading): boolean {
  if (before === null) return false;
  const files = new Set(act.map(({ file }) => file));
  const places = ({ aliases }: DraftReading): string[] =>
    aliases.flatMap(({ alias, deployments }) =>
      deployments.filter(({ file }) => files.has(file)).map(({ file, index }) => `${index} ${file} ${alias}`),
    );
  const [old, now] = [places(before), places(after)];
  return old.length === now.length && old.every((place, at) => place === now[at]);
}
