/** A text model without a browser: the same rules of versions and undo as Monaco's, for tests of the draft store. */
import type { ChangeKind, DraftModel } from "../draft-ports.ts";

export function plainModel(first: string): DraftModel & { type(text: string): void } {
  let text = first;
  let versions = 1;
  let version = 1;
  const undone: { text: string; version: number }[] = [];
  const done: { text: string; version: number }[] = [];
  const listeners: ((kind: ChangeKind) => void)[] = [];
  const become = (next: { text: string; version: number }, kind: ChangeKind): void => {
    ({ text, version } = next);
    for (const listener of listeners) listener(kind);
  };
  const edit = (next: string): void => {
    done.push({ text, version });
    undone.length = 0;
    become({ text: next, version: ++versions }, "edit");
  };
  const back = (from: typeof done, to: typeof done, kind: ChangeKind): void => {
    const next = from.pop();
    if (next === undefined) return;
    to.push({ text, version });
    become(next, kind);
  };
  return {
    text: () => text,
    version: () => version,
    splice: (splices) => {
      let next = text;
      for (const { offset, length, text: insert } of splices.toReversed())
        next = next.slice(0, offset) + insert + next.slice(offset + length);
      edit(next);
    },
    undo: () => back(done, undone, "undo"),
    redo: () => back(undone, done, "redo"),
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
    onChange: (listener) => void listeners.push(listener),
    dispose: () => undefined,
    type: edit,
  };
}
