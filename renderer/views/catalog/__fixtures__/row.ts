/** A catalog row for tests: nothing is known of it but what the test says. */
import type { CatalogRow } from "../../../../gateway/contract/model-catalog.ts";

export function catalogRow(id: string, more: Partial<CatalogRow> = {}): CatalogRow {
  return {
    deploymentId: id,
    alias: id,
    provider: "openai",
    model: "m",
    apiBase: "https://api.openai.com/v1",
    mode: "chat",
    isMock: false,
    file: "config.yaml",
    line: 1,
    contextTokens: null,
    maxOutputTokens: null,
    inputModalities: ["text"],
    outputModalities: ["text"],
    abilities: [],
    price: { inputPerMillion: null, outputPerMillion: null, cacheReadPerMillion: null, source: null },
    health: "idle",
    healthReason: null,
    healthAt: null,
    cooldownUntil: null,
    weight: null,
    order: null,
    rateLimits: { rpmLimit: null, rpmUsed: 0, tpmLimit: null, tpmUsed: 0, parallelLimit: null, inFlight: 0 },
    calls: 0,
    errors: 0,
    medianFirstTokenMs: null,
    medianTotalMs: null,
    tokensPerSecond: null,
    ...more,
  };
}
