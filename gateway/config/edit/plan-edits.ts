/**
 * Edits of a config's text as splices: what lies outside of them stays character for character.
 *
 * Every edit is planned on the text as the former left it, then read again with the config's own reader and compared with
 * what it must mean (intended-value.ts). A plan that means anything else is refused, never handed out.
 */
import type { ConfigEdit, Splice } from "../../contract/config-edit.ts";
import { planInWindow } from "./window.ts";
import { planWhole } from "./plan-whole.ts";
import { SplicedText } from "./splices.ts";

const byteOrderMark = "\uFEFF";

/**
 * @returns splices against `text`, in order, not overlapping; none when the file means that already
 * @throws GatewayError `config_edit_refused` naming the line and the reason, for the first edit that cannot be made
 */
export function planEdits(text: string, edits: readonly ConfigEdit[]): Splice[] {
  const skipped = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  const draft = new SplicedText(text.slice(skipped));
  for (const edit of edits) draft.apply(planInWindow(draft.text, edit) ?? planWhole(draft.text, edit));
  return draft.splices().map((splice) => ({ ...splice, offset: splice.offset + skipped }));
}
