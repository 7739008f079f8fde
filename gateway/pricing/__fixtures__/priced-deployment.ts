/** A deployment as far as prices depend on it, and the bundled price map. */
import { fileURLToPath } from "node:url";
import type { Deployment } from "../../contract/deployment.ts";
import { providerTable } from "../../contract/providers.ts";
import { PriceBook } from "../price-book.ts";
import { PriceMap } from "../price-map.ts";

export const bundledMapFile = fileURLToPath(new URL("../../../resources/price-map.json", import.meta.url));

export function bundledBook(): PriceBook {
  return new PriceBook(new PriceMap(bundledMapFile));
}

interface Written {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly modelInfo?: Readonly<Record<string, unknown>>;
}

/** @param model  with its provider's prefix, as in `litellm_params.model` */
export function pricedDeployment(model: string, { params = {}, modelInfo = {} }: Written = {}): Deployment {
  const slash = model.indexOf("/");
  const provider = model.slice(0, slash);
  const providerRow = providerTable.get(provider);
  if (providerRow === undefined) throw new Error(`no such provider: ${provider}`);
  return {
    id: "dep-1",
    alias: "alias",
    provider,
    providerRow,
    litellmModel: model,
    upstreamModel: model.slice(slash + 1),
    apiBase: "http://127.0.0.1:1/v1",
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
    modelInfo,
    shownParams: { model, ...params },
    keyVariable: null,
    file: "config.yaml",
    line: 1,
  };
}
