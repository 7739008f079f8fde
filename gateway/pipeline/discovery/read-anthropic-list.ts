/** Reads Anthropic's `/v1/models`. @source https://platform.claude.com/docs/en/api/models/list */
import { booleanOf, countOf, isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { Ability } from "../../contract/model-catalog.ts";
import { ability } from "../catalog/known-abilities.ts";
import { listed, type ListedModel } from "./listed-model.ts";

const byCapability = {
  vision: "image_input",
  pdf_input: "pdf_input",
  json_schema: "structured_outputs",
  reasoning: "thinking",
} as const;

/** @returns null when it is no such list */
export function readAnthropicList(body: unknown): ListedModel[] | null {
  if (!isRecord(body) || !Array.isArray(body["data"])) return null;
  return recordsOf(body["data"]).flatMap((fields) => {
    const id = textOf(fields["id"]);
    if (id === null) return [];
    const abilities = abilitiesIn(recordOf(fields["capabilities"]));
    const sees = abilities.some(({ name, state }) => name === "vision" && state === "yes");
    return [
      listed(id, {
        title: textOf(fields["display_name"]),
        contextTokens: countOf(fields["max_input_tokens"]),
        inputModalities: abilities.length === 0 ? [] : ["text", ...(sees ? ["image"] : [])],
        abilities,
      }),
    ];
  });
}

function abilitiesIn(capabilities: Readonly<Record<string, unknown>> | null): Ability[] {
  return Object.entries(byCapability).flatMap(([name, key]) => {
    const can = booleanOf(recordOf(capabilities?.[key])?.["supported"]);
    return can === null ? [] : [ability(name as keyof typeof byCapability, can, "provider")]; // its own keys
  });
}
