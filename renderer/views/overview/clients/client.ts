/**
 * A client's settings to copy: exact names, this gateway's address, and where each goes. The key is always named by its
 * variable; the panel does not hold it.
 */
import type { Operation } from "../../../../gateway/contract/operations.ts";

export interface Connection {
  /** `http://127.0.0.1:4000` */
  readonly origin: string;
  readonly alias: string;
  /** A master key is set, so a client has to send it. */
  readonly hasKey: boolean;
}

/** What the gateway's file must say before the client works; each has its sentence in the language tables. */
export type Requirement = "ollamaApi" | "passThrough";

export type Snippet =
  /** `place`: a file's path, or where to type it (a word of the language tables). */
  | {
      readonly kind: "text";
      readonly place: "terminal" | "shell" | "program" | "config" | { readonly file: string };
      readonly text: string;
    }
  /** Fields of the client's own settings page, named as it names them; a value of null is the key. */
  | { readonly kind: "form"; readonly place: string; readonly fields: readonly (readonly [string, string | null])[] };

export interface Client {
  readonly id: string;
  readonly name: string;
  /** What its alias has to answer. */
  readonly needs: Operation;
  readonly snippets: (connection: Connection) => readonly Snippet[];
  /** A sentence under the settings. */
  readonly note?: "container" | "openWebui" | "ollamaCli" | "claudeCode";
  /** Shown in the place of its settings while the gateway's file does not allow it. */
  readonly requires?: { readonly what: Requirement; readonly yaml: string };
}
