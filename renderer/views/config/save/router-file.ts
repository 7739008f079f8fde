/** The file whose `router_settings` count: a later file replaces an earlier one's section as a whole. */
import type { ConfigFile } from "../../../../gateway/contract/config-files.ts";
import { readEntries } from "../../../editor/language/yaml-entries.ts";
import { childOf } from "../../../editor/language/yaml-entry.ts";

/** @returns the main file when none has the section; null when there are no files */
export function routerFile(files: readonly ConfigFile[], texts: ReadonlyMap<string, string>): string | null {
  const last = files.findLast(
    ({ file }) => childOf(readEntries(texts.get(file) ?? ""), "router_settings") !== undefined,
  );
  return last?.file ?? files.find(({ kind }) => kind === "main")?.file ?? null;
}
