/** What a model is said to be able to do, by LiteLLM's names for it; what nobody speaks of is left out. */
import type { Ability } from "../../contract/model-catalog.ts";

export type AbilityName = Ability["name"];
export type AbilitySource = Ability["source"];

/** The first key that speaks decides. */
const keysByAbility = {
  tools: ["supports_function_calling"],
  vision: ["supports_vision", "supports_image_input"],
  json_schema: ["supports_response_schema", "supports_native_structured_output"],
  reasoning: ["supports_reasoning"],
  streaming: ["supports_native_streaming"],
  audio_input: ["supports_audio_input"],
  pdf_input: ["supports_pdf_input"],
  web_search: ["supports_web_search"],
} as const satisfies Partial<Record<AbilityName, readonly string[]>>;

const names = Object.keys(keysByAbility) as (keyof typeof keysByAbility)[]; // its own keys

/** @param fields  of `model_info` or of a price map's entry */
export function knownAbilities(fields: Readonly<Record<string, unknown>>, source: AbilitySource): Ability[] {
  const said = names.flatMap((name) => {
    const word = keysByAbility[name].map((key) => fields[key]).find((value) => typeof value === "boolean");
    return word === undefined ? [] : [ability(name, word, source)];
  });
  return fields["mode"] === "embedding" ? [...said, ability("embedding", true, source)] : said;
}

export function ability(name: AbilityName, can: boolean, source: AbilitySource): Ability {
  return { name, state: can ? "yes" : "no", source, evidence: null, at: null };
}

/** @param lists  best first: the first one that speaks of an ability is believed */
export function firstSaid(...lists: readonly (readonly Ability[])[]): Ability[] {
  const believed = new Map<AbilityName, Ability>();
  for (const one of lists.flat()) if (!believed.has(one.name)) believed.set(one.name, one);
  return [...believed.values()];
}
