/** Cohere's log probabilities in OpenAI's shape: one entry for each piece of text, its tokens' values added up. */
import { numberOf, recordsOf, textOf } from "../../base/json-shape.ts";

/** @param items  Cohere's list; anything else is none */
export function readLogprobs(items: unknown): unknown {
  const content = recordsOf(items).map((item) => {
    const token = textOf(item["text"]) ?? "";
    const values = Array.isArray(item["logprobs"]) ? item["logprobs"] : [];
    const logprob = values.reduce<number>((sum, value) => sum + (numberOf(value) ?? 0), 0);
    return { token, logprob, bytes: [...Buffer.from(token)], top_logprobs: [] };
  });
  return content.length === 0 ? null : { content, refusal: null };
}
