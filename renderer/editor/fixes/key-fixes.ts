/** Fixes that move a key where it belongs, or take out the one of two that has no effect. */
import type { ConfigPath } from "../../../gateway/contract/config-edit.ts";
import { valueOf } from "../language/entry-value.ts";
import { childOf, endOf, pathOf, type YamlEntry } from "../language/yaml-entry.ts";
import { lineEnd } from "../language/yaml-scalar.ts";
import type { Fix, FixInput } from "./fix.ts";

export function moveKey({ finding: { suggestion }, entry, text, root }: FixInput): Fix[] {
  if (suggestion === undefined || entry.key === null) return [];
  const to = targetOf(suggestion, entry);
  const found = valueOf(text, entry);
  if (to === null || found === null || at(root, to) !== undefined) return [];
  return [
    {
      title: "move_key",
      name: suggestion,
      act: {
        kind: "edits",
        edits: [
          { op: "remove", path: [...pathOf(entry)] },
          { op: "set", path: to, value: found.value },
        ],
      },
    },
  ];
}

/** `section.key`, or `key` for the top. `model_info` is the one beside the entry's litellm_params. */
function targetOf(suggestion: string, entry: YamlEntry): ConfigPath | null {
  const [section, key] = suggestion.includes(".") ? suggestion.split(".", 2) : ["", suggestion];
  if (key === undefined || section === undefined) return null;
  if (section === "") return [key];
  if (section !== "model_info") return [section, key];
  const own = pathOf(entry);
  return own[0] === "model_list" && own[1] !== undefined ? ["model_list", own[1], "model_info", key] : null;
}

function at(root: YamlEntry, path: ConfigPath): YamlEntry | undefined {
  let entry: YamlEntry | undefined = root;
  for (const step of path) entry = childOf(entry, step);
  return entry;
}

/** The last of two equal keys counts, so the lines of the earlier one can go without any effect. */
export function removeEarlier({ entry, text }: FixInput): Fix[] {
  const earlier = entry.parent?.children.findLast(({ key, from }) => key === entry.key && from < entry.from);
  if (earlier === undefined || earlier.isInFlow) return [];
  const start = text.lastIndexOf("\n", earlier.from - 1) + 1;
  const ownLine = text.slice(start, earlier.from).trim() === "";
  const end = lineEnd(text, endOf(earlier));
  const next = text.indexOf("\n", end);
  if (!ownLine || next < 0) return [];
  const name = entry.key ?? "";
  return [{ title: "remove_earlier", name, act: { kind: "text", offset: start, length: next + 1 - start, text: "" } }];
}
