/** Writes `os.environ/NAME` where a secret stands, as long as the text still has a value there. */
import { draftStore } from "../draft.ts";
import { entriesIn } from "../language/yaml-entry.ts";
import { readEntries } from "../language/yaml-entries.ts";
import type { ValueRequest } from "./value-requests.ts";

export function putNameInPlace({ file, offset }: NonNullable<ValueRequest["secret"]>, name: string): void {
  const text = draftStore.state().texts.get(file) ?? "";
  const entry = [...entriesIn(readEntries(text))].find(
    ({ shape, valueFrom }) => shape === "text" && valueFrom === offset,
  );
  if (entry === undefined) return;
  draftStore.splice(file, [
    { offset: entry.valueFrom, length: entry.valueTo - entry.valueFrom, text: `os.environ/${name}` },
  ]);
}
