/** A deployment as the config compiles it, with what a test wants to differ. */
import type { Deployment } from "../../../contract/deployment.ts";
import { providerTable } from "../../../contract/providers.ts";

export function cloudDeployment(model: string, over: Partial<Deployment> = {}): Deployment {
  const [prefix = ""] = model.split("/");
  const providerRow = providerTable.get(prefix);
  if (providerRow === undefined) throw new Error(`no provider ${prefix}`);
  return {
    id: "d1",
    alias: "m",
    provider: prefix,
    providerRow,
    litellmModel: model,
    upstreamModel: model.slice(prefix.length + 1),
    apiBase: "https://upstream.example",
    apiKey: "the-key",
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
    ...over,
  };
}
