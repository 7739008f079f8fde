/** Acts on whole aliases: new, rename, duplicate, remove, and names that only point at a group. */
import type { JsonValue } from "../../../../../gateway/contract/config-edit.ts";
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";
import { filesOf, type Act } from "./act.ts";

/** Fallbacks and group aliases stand in the main file, so it is renamed in wherever the entries are. */
export function renameAlias(alias: DraftAlias, to: string, keepOldName: boolean, mainFile: string): Act {
  const files = new Set([mainFile, ...filesOf(alias, mainFile)]);
  return [...files].map((file) => ({
    file,
    edits: [{ op: "rename_alias", from: alias.alias, to, keepOldName: keepOldName && file === mainFile }],
  }));
}

export function removeAlias(alias: DraftAlias, mainFile: string): Act {
  const files = new Set([mainFile, ...filesOf(alias, mainFile)]);
  return [...files].map((file) => ({ file, edits: [{ op: "remove_alias", alias: alias.alias }] }));
}

export function duplicateAlias(alias: DraftAlias, to: string, mainFile: string): Act {
  if (alias.aliasOf !== null) return setGroupAlias(to, alias.aliasOf, mainFile);
  return filesOf(alias, mainFile).map((file) => ({
    file,
    edits: [{ op: "duplicate_alias", from: alias.alias, to }],
  }));
}

/** A name that means the same group as `target`. */
export function setGroupAlias(name: string, target: string, mainFile: string): Act {
  return [
    { file: mainFile, edits: [{ op: "set", path: ["router_settings", "model_group_alias", name], value: target }] },
  ];
}

export function removeGroupAlias(name: string, mainFile: string): Act {
  return [{ file: mainFile, edits: [{ op: "remove", path: ["router_settings", "model_group_alias", name] }] }];
}

export function newAlias(name: string, litellmParams: Record<string, JsonValue>, mainFile: string): Act {
  return [
    {
      file: mainFile,
      edits: [{ op: "insert", path: ["model_list"], value: { model_name: name, litellm_params: litellmParams } }],
    },
  ];
}
