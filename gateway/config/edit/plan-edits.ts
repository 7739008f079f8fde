/**
 * Edits of a config's text as splices: what lies outside of them stays character for character.
 *
 * Every edit is planned on the text as the former left it, then read again with the config's own reader and compared with
 * what it must mean (intended-value.ts). A plan that means anything else is refused, never handed out.
 */
import type { ConfigEdit, Splice } from "../../contract/config-edit.ts";
import { EditRefusal, refusedAt } from "./edit-refusal.ts";
import { planInWindow } from "./window.ts";
import { planWhole, type Planned } from "./plan-whole.ts";
import { SplicedText } from "./splices.ts";
import { YamlText } from "./yaml-text.ts";

const byteOrderMark = "\uFEFF";

/**
 * @returns splices against `text`, in order, not overlapping; none when the file means that already
 * @throws GatewayError `config_edit_refused` naming the line and the reason, for the first edit that cannot be made
 */
export function planEdits(text: string, edits: readonly ConfigEdit[]): Splice[] {
  const skipped = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  const draft = new SplicedText(text.slice(skipped));
  let parsed: YamlText | null = null;
  for (const edit of edits) {
    try {
      const inWindow = planInWindow(draft.text, edit);
      const planned: Planned | null = inWindow === null ? planWhole(parsed ?? new YamlText(draft.text), edit) : null;
      parsed = planned?.after ?? null;
      draft.apply(inWindow ?? planned?.splices ?? []);
    } catch (failure) {
      throw failure instanceof EditRefusal ? refusedAt(lineOf(draft.text, failure), failure.words) : failure;
    }
  }
  return draft.splices().map((splice) => ({ ...splice, offset: splice.offset + skipped }));
}

function lineOf(text: string, { words: { at } }: EditRefusal): number | null {
  return typeof at === "number" ? text.slice(0, at).split(/\r\n|\n|\r/).length : null;
}
