/** What goes into a model and what comes out, as its mode and abilities tell. */
import type { Ability } from "../../contract/model-catalog.ts";

export interface Modalities {
  readonly inputModalities: string[];
  readonly outputModalities: string[];
}

const outputByMode: Readonly<Record<string, string>> = {
  embedding: "embedding",
  image_generation: "image",
  image_edit: "image",
  audio_speech: "audio",
  video_generation: "video",
  rerank: "score",
  moderation: "score",
};
const inputAbilities = { vision: "image", audio_input: "audio", pdf_input: "file" } as const;

export function modalitiesOf(mode: string, abilities: readonly Ability[]): Modalities {
  const can = new Set(abilities.filter(({ state }) => state === "yes").map(({ name }) => name));
  const more = Object.entries(inputAbilities).flatMap(
    ([name, modality]) => (can.has(name as keyof typeof inputAbilities) ? [modality] : []), // its own keys
  );
  const heard = mode === "audio_transcription" ? ["audio"] : ["text"];
  return { inputModalities: [...new Set([...heard, ...more])], outputModalities: [outputByMode[mode] ?? "text"] };
}
