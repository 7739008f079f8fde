/** A way to mend a finding: a change of the text, edits of the config, or a value that only the user knows. */
import type { ConfigEdit } from "../../../gateway/contract/config-edit.ts";
import type { Finding } from "../../../gateway/contract/findings.ts";
import type { YamlEntry } from "../language/yaml-entry.ts";

/** What a fix is called; the words are the view's, with `name` and `other` put in. */
export const fixTitles = [
  "did_you_mean", // write `name` instead
  "move_key", // to `name`
  "set_variable", // ask for the value of `name`
  "move_secret", // of this key into the .env
  "read_variable", // write os.environ/`name`
  "create_alias", // `name`
  "remove_here", // `name`
  "remove_earlier", // the line that has no effect
  "remove_entry",
  "add_master_key",
] as const;

export interface Fix {
  readonly title: (typeof fixTitles)[number];
  readonly name: string;
  readonly act:
    | { readonly kind: "text"; readonly offset: number; readonly length: number; readonly text: string }
    | { readonly kind: "edits"; readonly edits: readonly ConfigEdit[]; readonly select?: string }
    /** A dialog asks for it once. `known` is the secret as it was just typed; null when the file only shows a mask. */
    | { readonly kind: "variable"; readonly name: string }
    | { readonly kind: "secret"; readonly name: string; readonly known: string | null; readonly offset: number };
}

/** A finding with the place in the text that it is about. */
export interface FixInput {
  readonly finding: Finding;
  readonly text: string;
  readonly root: YamlEntry;
  readonly entry: YamlEntry;
}

export function textFix(title: Fix["title"], name: string, from: number, to: number, text: string): Fix {
  return { title, name, act: { kind: "text", offset: from, length: to - from, text } };
}
