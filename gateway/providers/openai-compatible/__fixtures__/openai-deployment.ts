/** A deployment as the config compiles it, for tests of requests. */
import type { Deployment } from "../../../contract/deployment.ts";
import { providerTable } from "../../../contract/providers.ts";

export function openaiDeployment(own: Partial<Deployment> = {}, prefix = "openai"): Deployment {
  const providerRow = providerTable.get(prefix);
  if (providerRow === undefined) throw new Error(`${prefix} is no provider`);
  return {
    id: "d1",
    alias: "oai",
    provider: prefix,
    providerRow,
    litellmModel: `${prefix}/gpt-4o`,
    upstreamModel: "gpt-4o",
    apiBase: "http://127.0.0.1:9902/v1",
    apiKey: "sk-up-1",
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
    line: 1,
    ...own,
  };
}
