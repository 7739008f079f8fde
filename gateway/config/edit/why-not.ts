/** Why no plan for an edit meant what it should: an anchor that is used elsewhere, a merge key, or the unusual. */
import { isMap } from "yaml";
import type { ConfigEdit, ConfigPath } from "../../contract/config-edit.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { locate, nearestSlot } from "./locate.ts";
import type { Slot } from "./slots.ts";
import { isMergeKey, type YamlText } from "./yaml-text.ts";

export function whyNot(yaml: YamlText, edit: ConfigEdit): EditRefusal {
  const slot = "path" in edit ? nearestSlot(yaml, edit.path) : null;
  return (
    ("path" in edit ? mergeKey(yaml, edit.path, slot) : null) ??
    sharedAnchor(yaml, slot) ??
    new EditRefusal({
      reason: "This cannot be changed without changing more than was asked.",
      hint: "Edit the text by hand here.",
      at: slot?.from ?? 0,
    })
  );
}

/** @param slot  null for the edits of aliases: any shared place may be the reason */
function sharedAnchor(yaml: YamlText, slot: Slot | null): EditRefusal | null {
  const isIn = (offset: number): boolean => slot === null || (slot.from <= offset && offset <= slot.to);
  const use = yaml.anchorUses.find(({ target, from }) => {
    const [start, end] = target.range ?? [0, 0];
    return isIn(from) || isIn(start) || (slot !== null && start <= slot.from && slot.from < end);
  });
  if (use === undefined) return null;
  return new EditRefusal({
    reason: `What the anchor &${use.name} holds is used in line ${yaml.lines.number(use.from)} too, so a change here would reach there.`,
    hint: "Write the values out where they are used, then change them.",
    at: use.target.range?.[0] ?? 0,
  });
}

/** Beside a merge key a part of the path does not stand here, or hides what the merge brings. */
function mergeKey(yaml: YamlText, path: ConfigPath, slot: Slot | null): EditRefusal | null {
  const { container: holder, missing } = locate(yaml, path);
  const container = missing.length === 0 ? holder : yaml.containerOf(slot?.value ?? null);
  if (container === null || !isMap(container.node) || !container.node.items.some(isMergeKey)) return null;
  return new EditRefusal({
    reason: "A part of this comes in through a merge key (<<) and does not stand here.",
    hint: "Write the value out here, then change it.",
    at: slot?.from ?? 0,
  });
}
