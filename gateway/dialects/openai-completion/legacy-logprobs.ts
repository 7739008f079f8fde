/**
 * Chat's log probabilities in the legacy form: four lists side by side.
 *
 * @source OpenAI completions: logprobs {tokens, token_logprobs, top_logprobs, text_offset}
 */
import { isRecord, numberOf, recordsOf, textOf } from "../../base/json-shape.ts";

export interface LegacyLogprobs {
  readonly tokens: readonly string[];
  readonly token_logprobs: readonly (number | null)[];
  readonly top_logprobs: readonly Readonly<Record<string, number>>[];
  readonly text_offset: readonly number[];
}

/**
 * @param logprobs  chat's object, `{content: [{token, logprob, top_logprobs}]}`
 * @param offset  where the first token stands in the text, in UTF-16 units
 */
export function legacyLogprobs(logprobs: unknown, offset: number): LegacyLogprobs | null {
  if (!isRecord(logprobs)) return null;
  const entries = recordsOf(logprobs["content"]);
  if (entries.length === 0) return null;
  let at = offset;
  return {
    tokens: entries.map((entry) => textOf(entry["token"]) ?? ""),
    token_logprobs: entries.map((entry) => numberOf(entry["logprob"])),
    top_logprobs: entries.map((entry) => Object.fromEntries(recordsOf(entry["top_logprobs"]).flatMap(pairOf))),
    text_offset: entries.map((entry) => {
      const start = at;
      at += (textOf(entry["token"]) ?? "").length;
      return start;
    }),
  };
}

function pairOf(entry: Record<string, unknown>): [string, number][] {
  const token = textOf(entry["token"]);
  const logprob = numberOf(entry["logprob"]);
  return token === null || logprob === null ? [] : [[token, logprob]];
}
