/** One thing that can be written at the cursor. */
import type { ConfigSection, KeyStatus } from "../../../gateway/contract/config.ts";

export interface Suggestion {
  readonly label: string;
  readonly kind: "key" | "value" | "variable" | "alias" | "provider";
  /** With `$1` and `$0` as places to go on writing. */
  readonly snippet: string;
  /** Smaller first. */
  readonly rank: number;
  /** Of a key: where its documentation is, and whether it is honoured. */
  readonly section?: ConfigSection;
  readonly status?: KeyStatus;
  /** Of a variable: whether it has a value. */
  readonly isSet?: boolean;
  /** Suggest again once it is written: a value follows. */
  readonly goesOn: boolean;
}

export function plainSuggestion(kind: Suggestion["kind"], label: string, rank: number): Suggestion {
  return { label, kind, snippet: escapeSnippet(label), rank, goesOn: false };
}

export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}
