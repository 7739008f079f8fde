/** One edit planned on a whole text, tidily if that can be, else plainly, and held against what it must mean. */
import type { ConfigEdit, Splice } from "../../contract/config-edit.ts";
import type { PlainMap } from "../yaml-source.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { roundsOf } from "./edit-rounds.ts";
import { intendedValue } from "./intended-value.ts";
import { nearestSlot } from "./locate.ts";
import { perform, type Manner } from "./perform.ts";
import { isEqual } from "./plain-values.ts";
import { SplicedText } from "./splices.ts";
import { whyNot } from "./why-not.ts";
import { YamlText } from "./yaml-text.ts";

export interface Planned {
  readonly splices: readonly Splice[];
  /** The text after them. */
  readonly after: YamlText;
}

/** @throws EditRefusal with the offset of the place, where there is one */
export function planWhole(yaml: YamlText, edit: ConfigEdit): Planned {
  const before = rootOf(yaml);
  try {
    const intended = intendedValue(before, edit);
    const movesEqual = edit.op === "move" && edit.from !== edit.to;
    if (!movesEqual && isEqual(before, intended)) return { splices: [], after: yaml };
    return plannedFor(yaml, before, edit, intended);
  } catch (failure) {
    if (!(failure instanceof EditRefusal)) throw failure;
    const { at } = failure.words;
    throw Array.isArray(at) ? new EditRefusal({ ...failure.words, at: nearestSlot(yaml, at)?.from ?? 0 }) : failure;
  }
}

const manners: readonly (Manner & { readonly isMinimal: boolean })[] = [
  { isTidy: true, hasBlockText: true, isMinimal: true },
  { isTidy: false, hasBlockText: false, isMinimal: true },
  { isTidy: false, hasBlockText: false, isMinimal: false },
];

function plannedFor(yaml: YamlText, before: PlainMap, edit: ConfigEdit, intended: PlainMap): Planned {
  let refusal: EditRefusal | null = null;
  for (const manner of manners) {
    try {
      const draft = new SplicedText(yaml.text);
      let after = yaml;
      for (const changes of roundsOf(before, edit, manner.isMinimal)) {
        draft.apply(perform(after, changes, manner));
        after = new YamlText(draft.text);
      }
      if (means(after, intended)) return { splices: draft.splices(), after };
    } catch (failure) {
      if (!(failure instanceof EditRefusal)) throw failure;
      refusal ??= failure;
    }
  }
  throw refusal ?? whyNot(yaml, edit);
}

function means({ meaning: { root, findings } }: YamlText, intended: PlainMap): boolean {
  return findings.every(({ severity }) => severity !== "error") && isEqual(root ?? {}, intended);
}

/** A text without any node means an empty map. */
function rootOf({ meaning: { root, findings }, lines }: YamlText): PlainMap {
  const error = findings.find(({ severity }) => severity === "error");
  if (error === undefined) return root ?? {};
  const reason = `The file cannot be read: ${error.message}`;
  throw new EditRefusal({ reason, hint: "Mend the text first.", at: lines.offsetOf(error.line) });
}
