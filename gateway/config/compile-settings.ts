/** The settings sections as the gateway uses them, with LiteLLM's defaults. */
import type { GatewaySettings, PorticoSettings } from "../contract/deployment.ts";
import { compileConnections } from "./compile-connections.ts";
import { compileLimits } from "./compile-limits.ts";
import { compileRouting } from "./compile-routing.ts";
import { callbacksOf, compileTelemetry } from "./compile-telemetry.ts";
import { resolveDeep, type Variables } from "./environment.ts";
import { amountOf, booleanOf, mapOf, millisecondsOf, numberOf, textOf, textsOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

const defaultRetries = 2;
const defaultRequestTimeoutMs = 6_000_000;
const mebibyte = 1024 * 1024;
const kibibyte = 1024;
const defaultMaxRequestBytes = 64 * mebibyte;

export function compileSettings(root: PlainMap, variables: Variables, masterKey: string | null): GatewaySettings {
  const section = (name: string): PlainMap => mapOf(resolveDeep(root[name], variables));
  const general = section("general_settings");
  const litellm = section("litellm_settings");
  const router = section("router_settings");
  const maxRequestMb = numberOf(general["max_request_size_mb"]);
  return Object.freeze({
    masterKey,
    keyHeaderName: textOf(general["litellm_key_header_name"]),
    completionModel: textOf(general["completion_model"]),
    embeddingModel: textOf(general["embedding_model"]),
    imageGenerationModel: textOf(general["image_generation_model"]),
    moderationModel: textOf(general["moderation_model"]),
    numRetries: amountOf(router["num_retries"]) ?? amountOf(litellm["num_retries"]) ?? defaultRetries,
    retryAfterMs: millisecondsOf(router["retry_after"]) ?? 0,
    requestTimeoutMs: requestTimeout(router, litellm),
    streamTimeoutMs: millisecondsOf(router["stream_timeout"]),
    routing: compileRouting(router, litellm, general),
    dropParams: booleanOf(litellm["drop_params"]) ?? false,
    verbose: booleanOf(general["set_verbose"]) === true || booleanOf(litellm["set_verbose"]) === true,
    jsonLogs: booleanOf(litellm["json_logs"]) ?? false,
    turnOffMessageLogging: booleanOf(litellm["turn_off_message_logging"]) ?? false,
    disableSpendLogs: booleanOf(general["disable_spend_logs"]) ?? false,
    maxRequestBytes:
      maxRequestMb === null || maxRequestMb <= 0 ? defaultMaxRequestBytes : Math.floor(maxRequestMb * mebibyte),
    forwardTraceparent: booleanOf(litellm["forward_traceparent_to_llm_provider"]),
    alwaysIncludeStreamUsage: booleanOf(general["always_include_stream_usage"]) ?? false,
    callbacks: callbacksOf(litellm),
    telemetry: compileTelemetry(section, variables),
    healthCheckIntervalMs: millisecondsOf(general["health_check_interval"]),
    limits: compileLimits({ general, litellm, router, portico: section("portico") }),
    connections: compileConnections(section("portico"), general),
    portico: compilePortico(section("portico")),
  });
}

function requestTimeout(router: PlainMap, litellm: PlainMap): number {
  return millisecondsOf(router["timeout"]) ?? millisecondsOf(litellm["request_timeout"]) ?? defaultRequestTimeoutMs;
}

function compilePortico(portico: PlainMap): PorticoSettings {
  const log = mapOf(portico["log"]);
  return Object.freeze({
    responseModel: portico["response_model"] === "upstream" ? "upstream" : "alias",
    allowedHosts: textsOf(portico["allowed_hosts"]).map((host) => host.toLowerCase()),
    allowedOrigins: textsOf(portico["allowed_origins"]),
    continueStreams: textsOf(portico["continue_streams"]),
    ollamaApi: booleanOf(portico["ollama_api"]) ?? false,
    connectTimeoutMs: millisecondsOf(portico["connect_timeout"]) ?? 10_000,
    streamIdleTimeoutMs: millisecondsOf(portico["stream_idle_timeout"]) ?? 120_000,
    logBodies: booleanOf(log["bodies"]) ?? true,
    logBodyBytes: (amountOf(log["body_kb"]) ?? 256) * kibibyte,
    logRetentionDays: amountOf(log["retention_days"]) ?? 30,
    logMaxBytes: (amountOf(log["max_mb"]) ?? 2048) * mebibyte,
  });
}
