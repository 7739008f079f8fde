/** What an alias can do, as few words: the dialects of a conversation are one ability, because any of them is answered. */
const words = {
  conversation: ["chat", "completion", "messages", "responses", "ollama_chat", "ollama_generate"],
  embedding: ["embedding"],
  image: ["image_generation", "image_edit"],
  speech: ["speech"],
  transcription: ["transcription", "translation"],
  moderation: ["moderation"],
  rerank: ["rerank"],
  passThrough: ["pass_through"],
} as const;

export type Ability = keyof typeof words;

const abilityNames: readonly Ability[] = [
  "conversation",
  "embedding",
  "image",
  "speech",
  "transcription",
  "moderation",
  "rerank",
  "passThrough",
];

/** @param operations  of all its deployments, as contract/operations.ts names them */
export function abilities(operations: readonly string[]): readonly Ability[] {
  const known: ReadonlySet<string> = new Set(operations);
  return abilityNames.filter((name) => words[name].some((operation) => known.has(operation)));
}
