/** A deployment of claude-sonnet-4-5 as the config gives it, for tests. */
import type { Deployment } from "../../../contract/deployment.ts";
import { providerTable } from "../../../contract/providers.ts";

export function sampleDeployment(changes: Partial<Deployment> = {}): Deployment {
  const providerRow = providerTable.get("anthropic");
  if (providerRow === undefined) throw new Error("the provider table lacks anthropic");
  return {
    id: "d1",
    alias: "claude",
    provider: "anthropic",
    providerRow,
    litellmModel: "anthropic/claude-sonnet-4-5",
    upstreamModel: "claude-sonnet-4-5",
    apiBase: "http://127.0.0.1:9902",
    apiKey: "sk-ant-1",
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
