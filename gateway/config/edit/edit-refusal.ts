/**
 * Why an edit is not made: where, in which words, and what to do instead.
 *
 * Thrown by every part of the surgery and turned into `config_edit_refused` at the door. It names keys, aliases and
 * anchors, never a value: that may be a secret.
 */
import type { ConfigPath } from "../../contract/config-edit.ts";
import { GatewayError } from "../../contract/errors.ts";

export interface RefusalWords {
  readonly reason: string;
  readonly hint: string;
  /** An offset of the text, or the path whose nearest existing part is meant; absent = the file as a whole. */
  readonly at?: number | ConfigPath;
}

export class EditRefusal extends Error {
  readonly words: RefusalWords;

  constructor(words: RefusalWords) {
    super(words.reason);
    this.words = words;
  }
}

/** @param line  1-based; null = the file as a whole */
export function refusedAt(line: number | null, { reason, hint }: RefusalWords): GatewayError {
  return new GatewayError("config_edit_refused", {
    message: line === null ? reason : `Line ${line}: ${reason}`,
    hint,
  });
}
