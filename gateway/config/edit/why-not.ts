/** Why no plan for an edit meant what it should: an anchor that is used elsewhere, a merge key, or the unusual. */
import { isMap, type Node } from "yaml";
import type { ConfigEdit, ConfigPath } from "../../contract/config-edit.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { nearestOffset } from "./locate.ts";
import { isMergeKey, type YamlText } from "./yaml-text.ts";

export function whyNot(yaml: YamlText, edit: ConfigEdit): EditRefusal {
  const path: ConfigPath = "path" in edit ? edit.path : ["model_list"];
  const at = nearestOffset(yaml, path);
  return (
    sharedAnchor(yaml, edit, at) ??
    mergeKey(yaml, at) ??
    new EditRefusal({
      reason: "This cannot be changed without changing more than was asked.",
      hint: "Edit the text by hand here.",
      at,
    })
  );
}

/** Where the place itself is shared; for the edits of aliases any shared place may be the reason. */
function sharedAnchor(yaml: YamlText, edit: ConfigEdit, at: number): EditRefusal | null {
  const use = yaml.anchorUses.find(({ target, from }) => !("path" in edit) || holds(target, at) || from === at);
  const inAlias = use ?? yaml.anchorUses.find(({ from }) => yaml.lines.number(from) === yaml.lines.number(at));
  if (inAlias === undefined) return null;
  const line = yaml.lines.number(inAlias.from);
  return new EditRefusal({
    reason: `What the anchor &${inAlias.name} holds is used in line ${line} too, so a change here would reach there.`,
    hint: "Write the values out where they are used, then change them.",
    at: inAlias.target.range?.[0] ?? at,
  });
}

function holds(node: Node, offset: number): boolean {
  const range = node.range;
  return range !== null && range !== undefined && range[0] <= offset && offset < Math.max(range[1], range[0] + 1);
}

function mergeKey(yaml: YamlText, at: number): EditRefusal | null {
  const container = yaml.root === null ? null : yaml.innermostAt(at);
  if (container === null || !isMap(container.node) || !container.node.items.some(isMergeKey)) return null;
  return new EditRefusal({
    reason: "A part of this comes in through a merge key (<<) and does not stand here.",
    hint: "Write the value out here, then change it.",
    at,
  });
}
