/** Reranking: the question and the documents by number, and their numbers again in the order found, with scores. */
import type { Dialect, Part } from "./conversation.ts";
import { factPart } from "./fact-part.ts";
import { asText, fieldsOf, listOf, numberOf, textOf } from "./loose-json.ts";

export const rerank: Dialect = {
  readRequest: (body) => {
    const { query, documents, top_n } = fieldsOf(body);
    const asked: Part[] = textOf(query) === "" ? [] : [{ kind: "text", text: textOf(query) }];
    const listed = listOf(documents).map((one, index): Part => ({
      kind: "item",
      label: `#${index}`,
      text: documentText(one),
    }));
    const parts = [...asked, ...listed, ...factPart("topN", top_n)];
    return parts.length === 0 ? [] : [{ role: "user", parts }];
  },
  readAnswer: (body) => {
    const results = listOf(fieldsOf(body)["results"]);
    return results.length === 0 ? [] : [{ parts: results.map(resultPart), finishReason: null }];
  },
};

function resultPart(result: unknown): Part {
  const { index, relevance_score, document } = fieldsOf(result);
  const score = numberOf(relevance_score);
  const text = [score === null ? "" : score.toFixed(4), documentText(document)].filter((one) => one !== "").join("  ");
  return { kind: "item", label: `#${asText(index)}`, text };
}

function documentText(document: unknown): string {
  return textOf(document) || textOf(fieldsOf(document)["text"]) || asText(document);
}
