/** Whether aliases are shown as graph or list; remembered on this machine. */
import type { ShownAs } from "./alias-toolbar.tsx";

const storageKey = "portico.aliases.shown-as";

export function rememberedShape(): ShownAs {
  return localStorage.getItem(storageKey) === "list" ? "list" : "graph";
}

export function rememberShape(shownAs: ShownAs): void {
  localStorage.setItem(storageKey, shownAs);
}
