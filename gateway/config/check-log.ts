/** Rules of the log for aliases that do not exist: a body meant to stay out of the log must not be kept over a typing error. */
import { aliasNamesIn } from "./alias-names.ts";
import type { Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { mapOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function checkLogAliases(root: PlainMap, variables: Variables, finder: Finder): void {
  const rules = mapOf(mapOf(mapOf(root["portico"])["log"])["aliases"]);
  const known = aliasNamesIn(root, variables);
  for (const name of Object.keys(rules)) {
    // A pattern is meant for names that nobody listed.
    if (known.has(name) || name.includes("*")) continue;
    const nearest = finder.nearest(name, known);
    finder.atKey(rules, name, `portico.log.aliases.${name}`, "unknown_key", "warning", {
      message: `No alias is named \`${name}\`: its rule holds only for what clients ask for by that very name.`,
      hint: nearest === null ? "Name an alias of model_list." : `Did you mean \`${nearest}\`?`,
      ...(nearest === null ? {} : { suggestion: nearest }),
    });
  }
}
