/**
 * What Ollama's discovery routes say, made of the running config: every alias looks like an installed model.
 */
import { groupOf } from "../routing/resolve-alias.ts";
import type { Catalog, Deployment, ModelGroup } from "../contract/deployment.ts";
import {
  psBody,
  showBody,
  tagsBody,
  versionBody,
  type OllamaCapabilities,
  type OllamaCatalogEntry,
} from "../dialects/ollama-chat/ollama-catalog.ts";

/** JSON bodies; `loadedAtMs` is epoch milliseconds of the config's load. */
export interface OllamaPages {
  tags(catalog: Catalog, loadedAtMs: number): string;
  running(catalog: Catalog, loadedAtMs: number): string;
  /** @returns null when no alias has that name */
  show(catalog: Catalog, model: string, loadedAtMs: number): string | null;
  version(): string;
}

const dayMs = 86_400_000;

export const ollamaPages: OllamaPages = {
  tags: (catalog, loadedAtMs) => tagsBody(entriesOf(catalog), isoOf(loadedAtMs)),
  running: (catalog, loadedAtMs) => psBody(entriesOf(catalog), isoOf(loadedAtMs + dayMs)),
  show: (catalog, model, loadedAtMs) => showBody(entriesOf(catalog), model, isoOf(loadedAtMs)),
  version: () => versionBody(),
};

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Aliases that chat or embed; pointers to groups are aliases too, wildcards name no model. */
function entriesOf(catalog: Catalog): readonly OllamaCatalogEntry[] {
  const pointers = [...catalog.groupAliases]
    .filter(([, { hidden }]) => !hidden)
    .flatMap(([alias, pointer]) => entryOf(alias, groupOf(catalog, pointer)));
  return [...pointers, ...[...catalog.groups].flatMap(([alias, group]) => entryOf(alias, group))];
}

function entryOf(alias: string, group: ModelGroup | undefined): OllamaCatalogEntry[] {
  const deployment = group?.deployments[0];
  if (deployment === undefined || !["chat", "completion", "responses", "embedding"].includes(deployment.mode))
    return [];
  const { provider, upstreamModel, modelInfo } = deployment;
  const window = modelInfo["max_input_tokens"];
  const contextWindow = typeof window === "number" ? window : null;
  return [{ alias, provider, upstreamModel, contextWindow, capabilities: capabilitiesOf(deployment) }];
}

/** Clients hide tools from a model that does not claim them, so an alias claims them unless the file says no. */
function capabilitiesOf({ mode, modelInfo }: Deployment): OllamaCapabilities {
  const isEmbedding = mode === "embedding";
  return {
    completion: !isEmbedding,
    tools: !isEmbedding && modelInfo["supports_function_calling"] !== false,
    vision: modelInfo["supports_vision"] === true,
    thinking: modelInfo["supports_reasoning"] === true,
    embedding: isEmbedding,
  };
}
