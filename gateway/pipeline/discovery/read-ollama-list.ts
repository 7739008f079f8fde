/** Reads Ollama's `/api/tags` and `/api/show`. @source https://docs.ollama.com/api-reference/show-model-details */
import { countOf, isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { Ability } from "../../contract/model-catalog.ts";
import { ability } from "../catalog/known-abilities.ts";
import { listed, type ListedModel } from "./listed-model.ts";

const byCapability = { tools: "tools", vision: "vision", reasoning: "thinking", embedding: "embedding" } as const;

/** @returns null when it is no such list */
export function readOllamaTags(body: unknown): ListedModel[] | null {
  if (!isRecord(body) || !Array.isArray(body["models"])) return null;
  return recordsOf(body["models"]).flatMap((fields) => {
    const id = textOf(fields["model"]) ?? textOf(fields["name"]);
    return id === null ? [] : [withDetails(listed(id), fields)];
  });
}

/** Adds what `/api/show` says of a model, as far as it says it. */
export function withDetails(model: ListedModel, details: unknown): ListedModel {
  if (!isRecord(details)) return model;
  const abilities = abilitiesIn(details["capabilities"]);
  const sees = abilities.some(({ name, state }) => name === "vision" && state === "yes");
  return {
    ...model,
    contextTokens: contextIn(recordOf(details["model_info"])) ?? model.contextTokens,
    abilities: abilities.length === 0 ? model.abilities : abilities,
    inputModalities: abilities.length === 0 ? model.inputModalities : ["text", ...(sees ? ["image"] : [])],
  };
}

/** Under the architecture's own name, e.g. `llama.context_length`. */
function contextIn(info: Readonly<Record<string, unknown>> | null): number | null {
  const architecture = textOf(info?.["general.architecture"]);
  return architecture === null ? null : countOf(info?.[`${architecture}.context_length`]);
}

/** A list of capabilities is whole: what is missing is not there. */
function abilitiesIn(capabilities: unknown): Ability[] {
  if (!Array.isArray(capabilities)) return [];
  const names: readonly unknown[] = capabilities;
  return Object.entries(byCapability).flatMap(([name, word]) => {
    const can = names.includes(word);
    // That a chat model embeds nothing need not be said.
    return can || name !== "embedding" ? [ability(name as keyof typeof byCapability, can, "provider")] : []; // its own keys
  });
}
