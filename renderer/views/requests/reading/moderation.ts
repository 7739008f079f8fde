/** Moderation: what was judged, and for each of it whether and under which categories it was flagged. */
import type { Dialect, Part } from "./conversation.ts";
import { factPart } from "./fact-part.ts";
import { fieldsOf, listOf, numberOf, textOf } from "./loose-json.ts";
import { mediaAt } from "./media-part.ts";

export const moderation: Dialect = {
  readRequest: (body) => {
    const { input } = fieldsOf(body);
    const items = typeof input === "string" ? [input] : listOf(input);
    return items.length === 0 ? [] : [{ role: "user", parts: items.map(inputPart) }];
  },
  readAnswer: (body) =>
    listOf(fieldsOf(body)["results"]).map((result) => ({ parts: verdict(result), finishReason: null })),
};

function inputPart(item: unknown): Part {
  const { type, text, image_url } = fieldsOf(item);
  if (type === "image_url") return mediaAt("image", textOf(fieldsOf(image_url)["url"]));
  return { kind: "text", text: textOf(item) || textOf(text) };
}

function verdict(result: unknown): Part[] {
  const { flagged, categories, category_scores } = fieldsOf(result);
  const scores = fieldsOf(category_scores);
  const found = Object.entries(fieldsOf(categories))
    .filter(([, isFound]) => isFound === true)
    .map(([name]) => `${name} ${scoreText(scores[name])}`.trim());
  const word = flagged === true ? "flagged" : flagged === false ? "not flagged" : null;
  return [...factPart("verdict", word), ...factPart("categories", found.join(", "))];
}

function scoreText(score: unknown): string {
  return numberOf(score)?.toFixed(3) ?? "";
}
