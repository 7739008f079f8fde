/** One edit planned on a whole text, tidily if that can be, else plainly, and held against what it must mean. */
import type { ConfigEdit, Splice } from "../../contract/config-edit.ts";
import { readYaml, type PlainMap } from "../yaml-source.ts";
import { EditRefusal, refusedAt } from "./edit-refusal.ts";
import { roundsOf } from "./edit-rounds.ts";
import { intendedValue } from "./intended-value.ts";
import { nearestOffset } from "./locate.ts";
import { perform, type Manner } from "./perform.ts";
import { isEqual } from "./plain-values.ts";
import { SplicedText } from "./splices.ts";
import { whyNot } from "./why-not.ts";
import { YamlText } from "./yaml-text.ts";

/** @throws GatewayError `config_edit_refused` */
export function planWhole(text: string, edit: ConfigEdit): Splice[] {
  const before = readRoot(text);
  const yaml = new YamlText(text);
  try {
    const intended = intendedValue(before, edit);
    const movesEqual = edit.op === "move" && edit.from !== edit.to;
    if (!movesEqual && isEqual(before, intended)) return [];
    return plannedFor(yaml, before, edit, intended);
  } catch (failure) {
    if (!(failure instanceof EditRefusal)) throw failure;
    const { at } = failure.words;
    if (at === undefined) throw refusedAt(null, failure.words);
    const offset = typeof at === "number" ? at : nearestOffset(yaml, at);
    throw refusedAt(yaml.lines.number(offset), failure.words);
  }
}

const manners: readonly (Manner & { readonly isMinimal: boolean })[] = [
  { isTidy: true, hasBlockText: true, isMinimal: true },
  { isTidy: false, hasBlockText: false, isMinimal: true },
  { isTidy: false, hasBlockText: false, isMinimal: false },
];

function plannedFor(yaml: YamlText, before: PlainMap, edit: ConfigEdit, intended: PlainMap): Splice[] {
  let refusal: EditRefusal | null = null;
  for (const manner of manners) {
    try {
      const draft = new SplicedText(yaml.text);
      for (const [round, changes] of roundsOf(before, edit, manner.isMinimal).entries())
        draft.apply(perform(round === 0 ? yaml : new YamlText(draft.text), changes, manner));
      if (means(draft.text, intended)) return draft.splices();
    } catch (failure) {
      if (!(failure instanceof EditRefusal)) throw failure;
      refusal ??= failure;
    }
  }
  throw refusal ?? whyNot(yaml, edit);
}

function means(text: string, intended: PlainMap): boolean {
  const { root, findings } = readYaml("", text);
  return findings.every(({ severity }) => severity !== "error") && isEqual(root ?? {}, intended);
}

/** A text without any node means an empty map. */
function readRoot(text: string): PlainMap {
  const { root, findings } = readYaml("", text);
  const error = findings.find(({ severity }) => severity === "error");
  if (error === undefined) return root ?? {};
  throw refusedAt(error.line, { reason: `The file cannot be read: ${error.message}`, hint: "Mend the text first." });
}
