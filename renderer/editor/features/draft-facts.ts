/** What completion needs of the drafts beside the text at the cursor. */
import { draftStore } from "../draft.ts";
import { namesIn, type ConfigFacts } from "../language/config-facts.ts";
import { childOf } from "../language/yaml-entry.ts";
import { readEntries } from "../language/yaml-entries.ts";

/** Names come from the texts as they are now: the last reading may be of a text that could not be read. */
export function draftFacts(): ConfigFacts {
  const { texts, variables, reading } = draftStore.state();
  const names = [...texts.values()].flatMap((text) => {
    const root = readEntries(text);
    const groupAliases = childOf(childOf(root, "router_settings"), "model_group_alias")?.children ?? [];
    return [...namesIn(root, "model_list", "model_name"), ...groupAliases.map(({ key }) => key ?? "")];
  });
  const read = (reading?.aliases ?? []).map(({ alias }) => alias);
  return { aliases: [...new Set([...names, ...read])].filter((name) => name !== ""), variables };
}
