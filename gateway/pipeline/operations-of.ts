/**
 * What one deployment can be asked for: every operation that its provider has, as planCall and the pass-through route
 * would answer it.
 *
 * A file that names a mode (`model_info.mode`) says what the model is made for, and only that is listed; without one
 * the provider's whole API is, because the gateway relays it.
 */
import type { Deployment, ModelMode } from "../contract/deployment.ts";
import { generationOperations, isGeneration, operations, type Operation } from "../contract/operations.ts";
import { providerFor } from "../providers/registry.ts";
import { passThroughProviders } from "./pass-through-target.ts";

const conversation: readonly Operation[] = [...generationOperations, "count_tokens"];
const byMode: Readonly<Record<ModelMode, readonly Operation[]>> = {
  chat: conversation,
  completion: conversation,
  responses: conversation,
  embedding: ["embedding"],
  image_generation: ["image_generation", "image_edit"],
  audio_transcription: ["transcription", "translation"],
  audio_speech: ["speech"],
  rerank: ["rerank"],
  moderation: ["moderation"],
  other: operations,
};

export function operationsOf(deployment: Deployment): readonly Operation[] {
  const meant = deployment.modelInfo["mode"] === undefined ? operations : byMode[deployment.mode];
  return operations.filter((operation) => {
    if (operation === "pass_through") return lendsItself(deployment);
    return meant.includes(operation) && canAnswer(operation, deployment);
  });
}

/** Whether its provider has it, whatever the file says that the model is made for. */
export function canAnswer(operation: Operation, deployment: Deployment): boolean {
  const isTalk = isGeneration(operation) || operation === "count_tokens"; // a count is estimated where nobody counts
  if (deployment.mockResponse !== null) return isTalk || operation === "embedding";
  const provider = providerFor(deployment.providerRow);
  if (provider.native(operation, deployment) !== null) return true;
  if (operation === "embedding") return provider.embedding !== null;
  return isTalk && provider.chat !== null;
}

function lendsItself({ usedInPassThrough, isWildcard, provider }: Deployment): boolean {
  return (
    usedInPassThrough && !isWildcard && Object.values(passThroughProviders).some((names) => names.includes(provider))
  );
}
