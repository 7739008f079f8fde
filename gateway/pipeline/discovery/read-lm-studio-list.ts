/** Reads LM Studio's own `/api/v0/models`. @source https://lmstudio.ai/docs/developer/rest/endpoints */
import { countOf, isRecord, recordsOf, textOf } from "../../base/json-shape.ts";
import { ability } from "../catalog/known-abilities.ts";
import { listed, type ListedModel } from "./listed-model.ts";

/** @returns null when it is no such list */
export function readLmStudioList(body: unknown): ListedModel[] | null {
  if (!isRecord(body) || !Array.isArray(body["data"])) return null;
  const models = recordsOf(body["data"]);
  if (models.some((fields) => textOf(fields["type"]) === null)) return null;
  return models.flatMap((fields) => {
    const id = textOf(fields["id"]);
    if (id === null) return [];
    const type = textOf(fields["type"]);
    const sees = type === "vlm";
    const capabilities = fields["capabilities"];
    return [
      listed(id, {
        contextTokens: countOf(fields["max_context_length"]),
        inputModalities: sees ? ["text", "image"] : ["text"],
        abilities: [
          ability("vision", sees, "provider"),
          ...(Array.isArray(capabilities) ? [ability("tools", capabilities.includes("tool_use"), "provider")] : []),
          ...(type === "embeddings" ? [ability("embedding", true, "provider")] : []),
        ],
      }),
    ];
  });
}
