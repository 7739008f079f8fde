/**
 * What an edit comes to, place by place: the steps between the question (contract/config-edit.ts) and the splices.
 *
 * Changes of one round are all meant against the same text and touch different places.
 */
import type { ConfigPath, JsonValue } from "../../contract/config-edit.ts";

export type Change =
  /** Replaces a value, or adds it with the maps that are missing on the way. */
  | { readonly kind: "put"; readonly path: ConfigPath; readonly value: JsonValue }
  | { readonly kind: "take"; readonly path: ConfigPath }
  | { readonly kind: "rename"; readonly path: ConfigPath; readonly key: string }
  /** Adds items to a list before `index`. */
  | {
      readonly kind: "insert";
      readonly path: ConfigPath;
      readonly index: number;
      readonly values: readonly JsonValue[];
    }
  /** Adds the text of items once more before `index`, without their anchors. */
  | { readonly kind: "copy"; readonly path: ConfigPath; readonly from: readonly number[]; readonly index: number }
  | { readonly kind: "move"; readonly path: ConfigPath; readonly from: number; readonly to: number };

/** Rounds one after the other, each on the text that the former left. */
export type Rounds = readonly (readonly Change[])[];
