/** Reads Gemini's `/v1beta/models`, the models that can be called. @source https://ai.google.dev/api/models */
import { booleanOf, countOf, isRecord, recordsOf, textOf } from "../../base/json-shape.ts";
import { ability } from "../catalog/known-abilities.ts";
import { listed, type ListedModel } from "./listed-model.ts";

/** @returns null when it is no such list */
export function readGeminiList(body: unknown): ListedModel[] | null {
  if (!isRecord(body) || !Array.isArray(body["models"])) return null;
  return recordsOf(body["models"]).flatMap((fields) => {
    const name = textOf(fields["name"])?.replace(/^models\//, "") ?? "";
    const methods: readonly unknown[] = Array.isArray(fields["supportedGenerationMethods"])
      ? fields["supportedGenerationMethods"]
      : [];
    const embeds = methods.includes("embedContent");
    if (name === "" || (!embeds && !methods.includes("generateContent"))) return [];
    const thinks = booleanOf(fields["thinking"]);
    return [
      listed(name, {
        title: textOf(fields["displayName"]),
        contextTokens: countOf(fields["inputTokenLimit"]),
        abilities: [
          ...(thinks === null ? [] : [ability("reasoning", thinks, "provider")]),
          ...(embeds ? [ability("embedding", true, "provider")] : []),
        ],
      }),
    ];
  });
}
