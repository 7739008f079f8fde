/** A deployment as the config's compiler makes it, for tests of pure functions. */
import type { Deployment } from "../../../contract/deployment.ts";
import { providerTable } from "../../../contract/providers.ts";

export function testDeployment(provider: string, changes: Partial<Deployment> = {}): Deployment {
  const providerRow = providerTable.get(provider);
  if (providerRow === undefined) throw new Error(`no provider ${provider}`);
  return {
    id: "d1",
    alias: "alias",
    provider,
    providerRow,
    litellmModel: `${provider}/tiny`,
    upstreamModel: "tiny",
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
    keyVariable: null,
    file: "config.yaml",
    line: 1,
    ...changes,
  };
}
