/** A deployment as the config compiles it for `ollama_chat/tiny`, with what a test changes. */
import type { Deployment } from "../../../contract/deployment.ts";
import { providerTable } from "../../../contract/providers.ts";

export function deploymentOf(prefix: "ollama" | "ollama_chat", changes: Partial<Deployment> = {}): Deployment {
  const providerRow = providerTable.get(prefix);
  if (providerRow === undefined) throw new Error(`no row for ${prefix}`);
  return {
    id: "d1",
    alias: "oll",
    provider: prefix,
    providerRow,
    litellmModel: `${prefix}/tiny`,
    upstreamModel: "tiny",
    apiBase: "http://127.0.0.1:11434",
    apiKey: null,
    apiVersion: null,
    organization: null,
    weight: null,
    rpm: null,
    tpm: null,
    order: null,
    maxParallelRequests: null,
    timeoutMs: null,
    streamTimeoutMs: null,
    numRetries: null,
    cooldownMs: null,
    dropParams: false,
    additionalDropParams: [],
    allowedOpenaiParams: [],
    extraHeaders: {},
    extraBody: {},
    mergesReasoning: false,
    usedInPassThrough: false,
    cloud: {},
    defaultParams: {},
    mockResponse: null,
    tags: [],
    mode: "chat",
    isWildcard: false,
    modelInfo: {},
    shownParams: {},
    keyVariable: null,
    file: "config.yaml",
    line: 1,
    ...changes,
  };
}
