/**
 * One `model_list` entry, resolved and named in camelCase, or the reason why it cannot work.
 *
 * Keys come from the entry, then its credential, then the provider's own variables, as in LiteLLM.
 */
import { hash } from "node:crypto";
import { keysOf } from "../contract/config.ts";
import type { Deployment, ModelMode } from "../contract/deployment.ts";
import { isPriceKey } from "../contract/prices.ts";
import type { ProviderRow } from "../contract/providers.ts";
import { awsProblem, withAwsVariables } from "./cloud-credentials-aws.ts";
import { azureProblem, hasAzureToken, withAzureVariables } from "./cloud-credentials-azure.ts";
import type { CredentialFiles } from "./credential-files.ts";
import { resolveDeep, variableNameIn, type Variables } from "./environment.ts";
import {
  badUrl,
  missingBase,
  missingKey,
  missingModel,
  unknownProvider,
  unsetVariable,
  unsupportedProvider,
} from "./entry-problems.ts";
import type { Problem } from "./problem.ts";
import { providerOf, type ProviderMatch } from "./provider-of.ts";
import { isSecretKey, shownAddress } from "./secret-keys.ts";
import { booleanOf, mapOf, millisecondsOf, numberOf, textOf, textsOf } from "./values.ts";
import { vertexRoute } from "./vertex-cloud.ts";
import type { PlainMap } from "./yaml-source.ts";

export interface EntryInput {
  readonly alias: string;
  /** As written, with `default_litellm_params` and the credential merged under it. */
  readonly params: PlainMap;
  readonly modelInfo: PlainMap;
  readonly position: number;
  readonly file: string;
  readonly line: number;
  readonly dropParams: boolean;
  readonly variables: Variables;
  readonly credentialFiles: CredentialFiles;
}

export type EntryOutcome = { readonly deployments: readonly Deployment[] } | { readonly problem: Problem };

const modes = new Set<string>(
  "chat completion embedding image_generation audio_transcription audio_speech rerank moderation responses".split(" "),
);
/** Read by the gateway itself; every other key of litellm_params is a parameter for the provider. */
const consumed = new Set(
  [...keysOf("litellm_params").keys()].filter(
    (key) =>
      !/^(temperature|max_|top_|min_p|n$|stop$|seed|presence|frequency|logit|response_format|reasoning_effort|thinking|num_ctx|keep_alive|user$|parallel_tool|service_tier|verbosity|dimensions)/.test(
        key,
      ),
  ),
);
/** Read by the provider that signs or mints with them, never sent as parameters. */
const cloudKey = /^(aws_|vertex_|azure_|region_name$|tenant_id$|client_id$|client_secret$)/;
for (const key of ["max_retries", "max_budget", "max_file_size_mb", "max_parallel_requests"]) consumed.add(key);

export function compileEntry(input: EntryInput): EntryOutcome {
  const resolved = mapOf(resolveDeep(input.params, input.variables));
  const model = textOf(resolved["model"]);
  if (model === null) return { problem: missingModel(input.params, input.alias) };
  const match = providerOf(model, textOf(resolved["custom_llm_provider"]), apiBaseIn(resolved));
  if (match === null) return { problem: unknownProvider(model) };
  const { row, upstreamModel } = match;
  const params = withCloudVariables(resolved, match, input);
  const apiBase = apiBaseIn(params);
  const mockResponse = typeof params["mock_response"] === "string" ? params["mock_response"] : null;
  const route =
    mockResponse === null ? routeFor(params, match, apiBase, input) : mockRoute(params, row, apiBase, input);
  if ("problem" in route) return route;
  const organizations = textsOf(params["organization"]);
  const make = (organization: string | null, part: number): Deployment =>
    deploymentFrom(input, params, { row, model, upstreamModel, mockResponse, organization, part, ...route });
  return { deployments: organizations.length === 0 ? [make(null, 0)] : organizations.map(make) };
}

function apiBaseIn(params: PlainMap): string | null {
  return textOf(params["api_base"]) ?? textOf(params["base_url"]);
}

/** Clouds have variables of their own beside a key and a base. */
function withCloudVariables(
  params: PlainMap,
  match: ProviderMatch,
  { params: written, variables }: EntryInput,
): PlainMap {
  return withAzureVariables(withAwsVariables(params, written, match, variables), match.row, variables);
}

interface Route {
  readonly base: string;
  readonly key: string | null;
  /** What was read for the provider's cloud keys, over what is written. */
  readonly cloud?: PlainMap;
}

/** Where it calls and with which key, or what is missing for that. */
function routeFor(
  params: PlainMap,
  match: ProviderMatch,
  apiBase: string | null,
  input: EntryInput,
): Route | { readonly problem: Problem } {
  const { row } = match;
  if (row.dialect === null) return { problem: unsupportedProvider(row) };
  const unset = apiBase === null ? unsetBase(input) : null;
  if (unset !== null) return { problem: unset };
  const lacking = awsProblem(params, input.params, match, input.alias);
  if (lacking !== null) return { problem: lacking };
  const base = baseFor(apiBase, row, input.variables);
  if (base !== null && !isHttpUrl(base)) return { problem: badUrl(base) };
  if (row.dialect === "vertex_ai") {
    const { alias, params: written, variables, credentialFiles: files } = input;
    return vertexRoute({ alias, written, params, variables, files }, base);
  }
  if (base === null) return { problem: missingBase(row, input.params, input.alias) };
  const key = hasAzureToken(params, row) ? null : keyFor(params, row, input);
  return typeof key === "object" && key !== null ? { problem: azureProblem(key, input.params, row) } : { base, key };
}

/** A built-in answer calls nobody; what is written is kept for show. */
function mockRoute(params: PlainMap, row: ProviderRow, apiBase: string | null, input: EntryInput): Route {
  return { base: baseFor(apiBase, row, input.variables) ?? "", key: textOf(params["api_key"]) };
}

interface Resolved {
  readonly row: ProviderRow;
  readonly model: string;
  readonly upstreamModel: string;
  readonly base: string;
  readonly key: string | null;
  readonly cloud?: PlainMap;
  readonly mockResponse: string | null;
  readonly organization: string | null;
  /** Which of several organizations this one is. */
  readonly part: number;
}

function deploymentFrom(input: EntryInput, params: PlainMap, resolved: Resolved): Deployment {
  const { row, model, base, mockResponse } = resolved;
  const mode = textOf(input.modelInfo["mode"]) ?? "chat";
  return Object.freeze({
    id: idFor(input, resolved),
    alias: input.alias,
    provider: row.prefix,
    providerRow: row,
    litellmModel: model,
    upstreamModel: resolved.upstreamModel,
    apiBase: base.replace(/\/+$/, ""),
    apiKey: resolved.key,
    apiVersion: textOf(params["api_version"]),
    organization: resolved.organization,
    weight: numberOf(params["weight"]),
    rpm: numberOf(params["rpm"]),
    tpm: numberOf(params["tpm"]),
    order: numberOf(params["order"]),
    maxParallelRequests: numberOf(params["max_parallel_requests"]),
    timeoutMs: millisecondsOf(params["timeout"]),
    streamTimeoutMs: millisecondsOf(params["stream_timeout"]),
    numRetries: numberOf(params["num_retries"]),
    cooldownMs: millisecondsOf(params["cooldown_time"]),
    dropParams: booleanOf(params["drop_params"]) ?? input.dropParams,
    additionalDropParams: textsOf(params["additional_drop_params"]),
    allowedOpenaiParams: textsOf(params["allowed_openai_params"]),
    extraHeaders: headersFor(params, row, input.variables),
    extraBody: mapOf(params["extra_body"]),
    mergesReasoning: booleanOf(params["merge_reasoning_content_in_choices"]) ?? false,
    usedInPassThrough: booleanOf(params["use_in_pass_through"]) ?? false,
    cloud: { ...pick(params, (key) => cloudKey.test(key)), ...resolved.cloud },
    defaultParams: pick(params, (key) => !consumed.has(key) && !cloudKey.test(key) && !isPriceKey(key)),
    mockResponse,
    tags: textsOf(params["tags"]),
    mode: (modes.has(mode) ? mode : "other") as ModelMode, // checked against the list of modes
    isWildcard: input.alias.includes("*"),
    modelInfo: withBaseModel(input.modelInfo, params["base_model"]),
    shownParams: shownParams(input.params),
    keyVariable: resolved.key === null ? null : keyVariableOf(params, row, input),
    file: input.file,
    line: input.line,
  });
}

/** LiteLLM reads the name behind a cloud's own from either place; `model_info` is ours to look in. */
function withBaseModel(modelInfo: PlainMap, named: unknown): PlainMap {
  return textOf(named) === null ? modelInfo : { base_model: named, ...modelInfo };
}

function pick(params: PlainMap, wants: (key: string) => boolean): PlainMap {
  return Object.fromEntries(Object.entries(params).filter(([key, value]) => wants(key) && value !== null));
}

function idFor(input: EntryInput, { model, base, part }: Resolved): string {
  const given = textOf(input.modelInfo["id"]);
  if (given !== null) return part === 0 ? given : `${given}-${part}`;
  return hash("sha256", JSON.stringify([input.alias, model, base, input.position, part])).slice(0, 32);
}

function baseFor(apiBase: string | null, row: ProviderRow, variables: Variables): string | null {
  if (apiBase !== null) return apiBase;
  for (const name of row.baseEnv) {
    const value = variables[name];
    if (value !== undefined && value !== "") return value;
  }
  return row.baseUrl;
}

/** An address that is named but not set must not become the provider's usual one: the key would go to another host. */
function unsetBase({ params, alias }: EntryInput): Problem | null {
  for (const key of ["api_base", "base_url"]) {
    const name = variableNameIn(params[key]);
    if (name !== null) return unsetVariable(name, key, alias);
  }
  return null;
}

/** @returns the key, null when none is needed, or what is missing */
function keyFor(params: PlainMap, row: ProviderRow, input: EntryInput): string | null | Problem {
  const written = textOf(params["api_key"]);
  if (written !== null) return written;
  for (const name of row.keyEnv) {
    const value = input.variables[name];
    if (value !== undefined && value !== "") return value;
  }
  if (row.keyOptional) return null;
  const name = variableNameIn(input.params["api_key"]);
  return name === null ? missingKey(row, input.alias) : unsetVariable(name, "api_key", input.alias);
}

/** The name behind the key that keyFor found. */
function keyVariableOf(params: PlainMap, row: ProviderRow, input: EntryInput): string | null {
  if (textOf(params["api_key"]) !== null) return variableNameIn(input.params["api_key"]);
  return row.keyEnv.find((name) => (input.variables[name] ?? "") !== "") ?? null;
}

function headersFor(params: PlainMap, row: ProviderRow, variables: Variables): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, { env, fallback }] of Object.entries(row.headerEnv))
    headers[name.toLowerCase()] = variables[env] ?? fallback;
  for (const [name, value] of Object.entries(mapOf(params["extra_headers"]))) {
    const text = textOf(value);
    // A line end in a header would be a second header.
    if (text !== null && !/[\r\n\0]/.test(name + text)) headers[name.toLowerCase()] = text;
  }
  return headers;
}

/** As written, without anything that looks like a secret: references stay, they say only a name. */
export function shownParams(params: PlainMap): PlainMap {
  const shown: PlainMap = {};
  for (const [key, value] of Object.entries(params)) {
    if (key === "api_key" || key === "extra_headers") continue;
    if (isSecretKey(key) && value !== null && variableNameIn(value) === null) shown[key] = "****";
    else shown[key] = typeof value === "string" && variableNameIn(value) === null ? shownAddress(value) : value;
  }
  return shown;
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
