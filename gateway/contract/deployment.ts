/**
 * The compiled config: what every gateway room agrees a deployment, a model group and the settings are.
 *
 * Built once per load by config/compile.ts, frozen, and swapped whole on reload: a request keeps the catalog
 * it began with. It holds resolved provider keys, so it never leaves the gateway's process.
 */
import type { Finding } from "./findings.ts";
import type { ConnectionSettings } from "./connections.ts";
import type { LimitSettings } from "./limits.ts";
import type { ProviderRow } from "./providers.ts";
import type { RoutingSettings } from "./routing-settings.ts";
import type { TelemetrySource } from "./telemetry-source.ts";

export type ModelMode =
  | "chat"
  | "completion"
  | "embedding"
  | "image_generation"
  | "audio_transcription"
  | "audio_speech"
  | "rerank"
  | "moderation"
  | "responses"
  | "other";

/** One usable `model_list` entry, resolved. Times in milliseconds, prices as written (USD per unit, decimal text or number). */
export interface Deployment {
  /** `model_info.id`, else a stable hash of alias, model, base and position (never of the key). */
  readonly id: string;
  /** `model_name` as written; may hold `*`. */
  readonly alias: string;
  /** Prefix that decided the provider, e.g. `openrouter`. */
  readonly provider: string;
  readonly providerRow: ProviderRow;
  /** `litellm_params.model` as written, e.g. `openrouter/qwen/qwen3-235b-a22b-2507`. */
  readonly litellmModel: string;
  /** What the provider is asked for, e.g. `qwen/qwen3-235b-a22b-2507`; may hold `*` when the alias does. */
  readonly upstreamModel: string;
  /** Resolved base URL without a trailing slash. */
  readonly apiBase: string;
  /** Resolved provider key, null when the provider needs none. */
  readonly apiKey: string | null;
  readonly apiVersion: string | null;
  readonly organization: string | null;
  readonly weight: number | null;
  readonly rpm: number | null;
  readonly tpm: number | null;
  readonly order: number | null;
  readonly maxParallelRequests: number | null;
  readonly timeoutMs: number | null;
  readonly streamTimeoutMs: number | null;
  readonly numRetries: number | null;
  readonly cooldownMs: number | null;
  readonly dropParams: boolean;
  readonly additionalDropParams: readonly string[];
  readonly allowedOpenaiParams: readonly string[];
  readonly extraHeaders: Readonly<Record<string, string>>;
  readonly extraBody: Readonly<Record<string, unknown>>;
  /** `merge_reasoning_content_in_choices`: reasoning goes into the text, between `<think>` and `</think>`. */
  readonly mergesReasoning: boolean;
  /** Lends its key and base to the pass-through route of its provider (`use_in_pass_through`). */
  readonly usedInPassThrough: boolean;
  /** Cloud keys as resolved (`aws_*`, `vertex_*`, `azure_*`, `region_name`, ...). May hold secrets: never shown. */
  readonly cloud: Readonly<Record<string, unknown>>;
  /** Every other `litellm_params` key: sent upstream when the client did not set it (temperature, max_tokens, ...). */
  readonly defaultParams: Readonly<Record<string, unknown>>;
  /** Answer without any upstream call. */
  readonly mockResponse: string | null;
  readonly tags: readonly string[];
  readonly mode: ModelMode;
  readonly isWildcard: boolean;
  /** `model_info` as written (known and private keys). */
  readonly modelInfo: Readonly<Record<string, unknown>>;
  /** `litellm_params` as written, secrets removed: what `/model/info` may show. */
  readonly shownParams: Readonly<Record<string, unknown>>;
  /** The variable that its key was read from; null when it has none, or the key stands in the file. */
  readonly keyVariable: string | null;
  /** As findings name it: the main file, or an include. */
  readonly file: string;
  /** 1-based line of the entry in its file. */
  readonly line: number;
}

/** All deployments of one alias, in file order. */
export interface ModelGroup {
  readonly alias: string;
  readonly deployments: readonly Deployment[];
}

export interface WildcardGroup extends ModelGroup {
  /** Anchored pattern whose groups capture what each `*` stood for. */
  readonly pattern: RegExp;
}

export interface GroupAlias {
  readonly group: string;
  readonly hidden: boolean;
  /** The group itself, for whoever sees it under this name only; else it is found by its own name. */
  readonly target?: ModelGroup;
}

/** What the three settings sections come to. Times in milliseconds. */
export interface GatewaySettings {
  /** Resolved master key; null = none configured (loopback only, every caller is admin). */
  readonly masterKey: string | null;
  readonly keyHeaderName: string | null;
  readonly completionModel: string | null;
  readonly embeddingModel: string | null;
  readonly imageGenerationModel: string | null;
  readonly moderationModel: string | null;
  readonly numRetries: number;
  readonly retryAfterMs: number;
  readonly requestTimeoutMs: number;
  readonly streamTimeoutMs: number | null;
  readonly routing: RoutingSettings;
  readonly dropParams: boolean;
  readonly verbose: boolean;
  readonly jsonLogs: boolean;
  readonly turnOffMessageLogging: boolean;
  readonly disableSpendLogs: boolean;
  readonly maxRequestBytes: number;
  /** null = not written: a trace goes on where telemetry is on. */
  readonly forwardTraceparent: boolean | null;
  readonly alwaysIncludeStreamUsage: boolean;
  readonly callbacks: readonly string[];
  readonly telemetry: TelemetrySource;
  readonly healthCheckIntervalMs: number | null;
  readonly limits: LimitSettings;
  readonly connections: ConnectionSettings;
  readonly portico: PorticoSettings;
}

/** The file's own `portico:` section; LiteLLM ignores it. */
export interface PorticoSettings {
  /** `model` in answers: the client's alias (LiteLLM's way) or the provider's own word. */
  readonly responseModel: "alias" | "upstream";
  /** Extra Host header names to accept, e.g. a container's name. */
  readonly allowedHosts: readonly string[];
  /** Exact origins that may call from a browser. */
  readonly allowedOrigins: readonly string[];
  /** Aliases whose broken streams go on at a fallback with the text so far; `*` = every alias. */
  readonly continueStreams: readonly string[];
  /** Ollama's own API is served too. */
  readonly ollamaApi: boolean;
  readonly connectTimeoutMs: number;
  readonly streamIdleTimeoutMs: number;
  readonly logBodies: boolean;
  readonly logBodyBytes: number;
  readonly logRetentionDays: number;
  readonly logMaxBytes: number;
}

export interface Catalog {
  /** Short hash of the file's bytes: says which snapshot a request ran on. */
  readonly version: string;
  readonly file: string;
  /** Exact aliases, in file order. */
  readonly groups: ReadonlyMap<string, ModelGroup>;
  /** Most specific first. */
  readonly wildcards: readonly WildcardGroup[];
  readonly groupAliases: ReadonlyMap<string, GroupAlias>;
  readonly byId: ReadonlyMap<string, Deployment>;
  /** `litellm_params.model` as written -> the group that has it (a client may ask by it). */
  readonly byLitellmModel: ReadonlyMap<string, ModelGroup>;
  /** Every usable deployment in file order. */
  readonly deployments: readonly Deployment[];
  /** Aliases written in the file whose deployments were all left out, with the reason. */
  readonly disabledAliases: ReadonlyMap<string, string>;
  readonly settings: GatewaySettings;
  readonly findings: readonly Finding[];
  /** Every resolved secret, for redaction by exact value. */
  readonly secrets: readonly string[];
}
