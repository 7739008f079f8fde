/**
 * What a config's files mean, read as the gateway reads them, with every entry at its place: usable or not.
 *
 * Runs in a worker. Its values are as written, secrets included; mask-reading.ts makes them fit to be shown.
 */
import type { JsonValue } from "../../contract/config-edit.ts";
import type { ConfigVariable, DraftAlias, DraftDeployment, DraftReading } from "../../contract/config-files.ts";
import { createRedactor, type Redactor } from "../../base/redact.ts";
import type { Finding } from "../../contract/findings.ts";
import type { Catalog } from "../../contract/deployment.ts";
import type { CompiledEntry } from "../compile.ts";
import { loadFile, type LoadedParts, type LoadOptions } from "../load.ts";
import { providerOf } from "../provider-of.ts";
import { shownAddress } from "../secret-keys.ts";
import { mapOf, textOf } from "../values.ts";
import { variablesOf } from "./variables-of.ts";

export interface FullReading {
  readonly reading: DraftReading;
  readonly variables: readonly ConfigVariable[];
  /** File as the findings name it -> its text; a draft's where there is one. */
  readonly sources: ReadonlyMap<string, string>;
}

export function readDraft(options: LoadOptions): FullReading {
  const { result, parts } = loadFile(options);
  const { sources } = result;
  const findings = withoutSecrets(result.findings, createRedactor(parts?.catalog.secrets ?? []));
  const isRunnable = result.catalog !== null;
  if (parts === null) {
    const reading = { findings, isRunnable, aliases: [], defaultFallbacks: [], routingStrategy: "" };
    return { reading, variables: [], sources };
  }
  const { routing } = parts.catalog.settings;
  return {
    reading: {
      findings,
      isRunnable,
      aliases: aliasesOf(parts),
      defaultFallbacks: [...(routing.fallbacks.get("*") ?? [])],
      routingStrategy: routing.strategy,
    },
    variables: variablesOf(parts, options),
    sources,
  };
}

/** A finding repeats words of the file, and one of them may be a key in the wrong place. */
function withoutSecrets(findings: readonly Finding[], redact: Redactor): Finding[] {
  return findings.map((finding) => ({
    ...finding,
    path: redact(finding.path),
    message: redact(finding.message),
    hint: redact(finding.hint),
    ...(finding.suggestion === undefined ? {} : { suggestion: redact(finding.suggestion) }),
  }));
}

function aliasesOf(parts: LoadedParts): DraftAlias[] {
  const { catalog, entries } = parts;
  const deployments = new Map<string, DraftDeployment[]>();
  for (const entry of entries) {
    const list = deployments.get(entry.alias) ?? [];
    list.push(deploymentOf(entry, parts));
    deployments.set(entry.alias, list);
  }
  const written = [...deployments].map(([alias, list]) => aliasOf(catalog, alias, list, null));
  const pointing = [...catalog.groupAliases]
    .filter(([alias]) => !deployments.has(alias))
    .map(([alias, { group }]) => aliasOf(catalog, alias, [], group));
  return [...written, ...pointing];
}

function aliasOf(catalog: Catalog, alias: string, deployments: DraftDeployment[], group: string | null): DraftAlias {
  const { fallbacks, contextWindowFallbacks, contentPolicyFallbacks } = catalog.settings.routing;
  return {
    alias,
    deployments,
    aliasOf: group,
    fallbacks: [...(fallbacks.get(alias) ?? [])],
    contextWindowFallbacks: [...(contextWindowFallbacks?.get(alias) ?? [])],
    contentPolicyFallbacks: [...(contentPolicyFallbacks?.get(alias) ?? [])],
  };
}

function deploymentOf(compiled: CompiledEntry, { merged }: LoadedParts): DraftDeployment {
  const { entry, position, problem } = compiled;
  const params = mapOf(entry["litellm_params"]);
  const modelInfo = mapOf(entry["model_info"]);
  const list = merged.root["model_list"];
  // The entry came out of this list.
  const { source, container, key } = merged.originOf(list as object, position);
  const { line, endLine, endColumn } = source.valuePlace(container, key);
  return {
    ...target(compiled, params, textOf(modelInfo["id"]) ?? ""),
    file: source.file,
    index: Number(key),
    line,
    // A block map's end is the beginning of what comes after it.
    endLine: endColumn === 1 && endLine > line ? endLine - 1 : endLine,
    litellmParams: jsonMap(params),
    modelInfo: jsonMap(modelInfo),
    problem,
  };
}

type Target = Pick<DraftDeployment, "id" | "provider" | "model" | "apiBase">;

/** Of an entry that cannot work, as far as the text says it. */
function target({ deployments: [usable] }: CompiledEntry, params: Record<string, unknown>, id: string): Target {
  if (usable !== undefined) {
    const { provider, upstreamModel, apiBase } = usable;
    return { id: usable.id, provider, model: upstreamModel, apiBase: shownAddress(apiBase) };
  }
  const model = textOf(params["model"]) ?? "";
  const apiBase = textOf(params["api_base"]) ?? textOf(params["base_url"]);
  const match = providerOf(model, textOf(params["custom_llm_provider"]), apiBase);
  return {
    id,
    provider: match?.row.prefix ?? "",
    model: match?.upstreamModel ?? model,
    apiBase: shownAddress(apiBase ?? ""),
  };
}

function jsonMap(map: Readonly<Record<string, unknown>>): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, jsonOf(value)]));
}

function jsonOf(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === "string" || typeof value === "boolean") return value;
  // JSON has no `.inf` and no `.nan`.
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  return typeof value === "object" && value !== null ? jsonMap(mapOf(value)) : null;
}
