/** Moves a key that is written into the file into the `.env`, and leaves its name. */
import { providerTable } from "../../../gateway/contract/providers.ts";
import { childOf, type YamlEntry } from "../language/yaml-entry.ts";
import type { Fix, FixInput } from "./fix.ts";

export function moveSecret({ entry }: FixInput): Fix[] {
  if (entry.shape !== "text" || entry.key === null) return [];
  // A text from the gateway shows a mask in its place; what was typed here since is known.
  const known = entry.text.includes("•") ? null : entry.text;
  const name = usualKeyVariable(entry);
  return [{ title: "move_secret", name, act: { kind: "secret", name, known, offset: entry.valueFrom } }];
}

/** The name that the provider's own tools use for it. */
export function usualKeyVariable({ parent, key }: YamlEntry): string {
  const prefix = (childOf(parent ?? undefined, "model")?.text ?? "").split("/", 1)[0] ?? "";
  const usual = key === "api_key" ? providerTable.get(prefix)?.keyEnv[0] : undefined;
  return usual ?? (key ?? "SECRET").toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_");
}
