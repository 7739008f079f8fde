/** The one deployment of every test: as the config compiles an entry that says nothing but its model. */
import type { Deployment } from "../../contract/deployment.ts";
import { providerTable } from "../../contract/providers.ts";

/** @param model with its provider's prefix, as in `litellm_params.model` */
export function deploymentFor(model: string, changes: Partial<Deployment> = {}): Deployment {
  const slash = model.indexOf("/");
  const provider = model.slice(0, slash);
  const providerRow = providerTable.get(provider);
  if (providerRow === undefined) throw new Error(`no such provider: ${provider}`);
  return {
    id: "d1",
    alias: "alias",
    provider,
    providerRow,
    litellmModel: model,
    upstreamModel: model.slice(slash + 1),
    apiBase: "http://127.0.0.1:9902",
    apiKey: "the-key",
    keyVariable: null,
    file: "config.yaml",
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
    ...changes,
  };
}
