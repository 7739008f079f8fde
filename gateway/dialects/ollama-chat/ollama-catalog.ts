/**
 * What Ollama's discovery routes tell of the aliases: /api/tags, /api/show, /api/ps, /api/version.
 *
 * Every alias looks like an installed model. Sizes are 0 (nothing is stored here) and the digest is the alias's own
 * hash: clients use it as an identity only.
 * @source Ollama 0.17.4 api/types.go ListModelResponse, ShowResponse, ProcessModelResponse; types/model/capability.go
 */
import { hash } from "node:crypto";

export interface OllamaCatalogEntry {
  readonly alias: string;
  readonly provider: string;
  readonly upstreamModel: string;
  /** Tokens; null = unknown. */
  readonly contextWindow: number | null;
  readonly capabilities: OllamaCapabilities;
}

export interface OllamaCapabilities {
  readonly completion: boolean;
  readonly tools: boolean;
  readonly vision: boolean;
  readonly thinking: boolean;
  readonly embedding: boolean;
}

/** The API this gateway speaks; clients ask before they use tools or thinking. */
const apiVersion = "0.17.4";

export function versionBody(): string {
  return JSON.stringify({ version: apiVersion });
}

/** @param modifiedAt  ISO 8601, when the file was loaded */
export function tagsBody(entries: readonly OllamaCatalogEntry[], modifiedAt: string): string {
  return JSON.stringify({ models: entries.map((entry) => ({ ...identity(entry), modified_at: modifiedAt })) });
}

/** @param expiresAt  ISO 8601; an alias never leaves memory, so any later time */
export function psBody(entries: readonly OllamaCatalogEntry[], expiresAt: string): string {
  const models = entries.map((entry) => ({
    ...identity(entry),
    expires_at: expiresAt,
    size_vram: 0,
    context_length: entry.contextWindow ?? 0,
  }));
  return JSON.stringify({ models });
}

/** @returns null when no alias has that name; Ollama's clients may add `:latest` */
export function showBody(entries: readonly OllamaCatalogEntry[], model: string, modifiedAt: string): string | null {
  const entry = entryFor(entries, model);
  if (entry === null) return null;
  const family = entry.provider;
  return JSON.stringify({
    modelfile: `# ${entry.alias} is an alias of this gateway\nFROM ${entry.alias}\n`,
    template: "{{ .Prompt }}",
    details: detailsOf(entry),
    model_info: {
      "general.architecture": family,
      "general.basename": entry.upstreamModel,
      ...(entry.contextWindow === null ? {} : { [`${family}.context_length`]: entry.contextWindow }),
    },
    capabilities: capabilityNames.filter((name) => entry.capabilities[name]),
    modified_at: modifiedAt,
  });
}

const capabilityNames = ["completion", "tools", "vision", "thinking", "embedding"] as const;
const defaultTag = ":latest";

function entryFor(entries: readonly OllamaCatalogEntry[], model: string): OllamaCatalogEntry | null {
  const plain = model.endsWith(defaultTag) ? model.slice(0, -defaultTag.length) : model;
  return entries.find(({ alias }) => alias === model) ?? entries.find(({ alias }) => alias === plain) ?? null;
}

function identity(entry: OllamaCatalogEntry): Record<string, unknown> {
  const { alias } = entry;
  return { name: alias, model: alias, size: 0, digest: hash("sha256", alias), details: detailsOf(entry) };
}

function detailsOf({ provider }: OllamaCatalogEntry): Record<string, unknown> {
  return {
    parent_model: "",
    format: "",
    family: provider,
    families: [provider],
    parameter_size: "",
    quantization_level: "",
  };
}
