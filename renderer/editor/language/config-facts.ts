/** What the editor knows about the config beside the text at the cursor. */
import type { ConfigVariable } from "../../../gateway/contract/config-files.ts";
import { childOf, type YamlEntry } from "./yaml-entry.ts";

export interface ConfigFacts {
  /** Every name that clients can call, of all files. */
  readonly aliases: readonly string[];
  readonly variables: readonly ConfigVariable[];
}

/** Names in a list's entries, e.g. every `model_name`. */
export function namesIn(root: YamlEntry, list: string, key: string): readonly string[] {
  const names = (childOf(root, list)?.children ?? []).map((entry) => childOf(entry, key)?.text ?? "");
  return [...new Set(names.filter((name) => name !== ""))];
}
