/** Catalogs as the real loader makes them, requests as the log gives them, and the bundled prices. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../../base/clock.ts";
import { loadConfig } from "../../../config/load.ts";
import type { Impact } from "../../../contract/config-files.ts";
import type { Catalog } from "../../../contract/deployment.ts";
import type { Billed, RecentRequest } from "../../../contract/request-use.ts";
import { PriceBook } from "../../../pricing/price-book.ts";
import { PriceMap } from "../../../pricing/price-map.ts";
import { maxInputTokens, tokenPrice } from "../../routing-facts.ts";
import { draftImpact, type ImpactParts } from "../draft-impact.ts";

const lock = "general_settings: {master_key: sk-a-strong-master-key-for-tests}\n";
const prices = new PriceBook(new PriceMap(join(import.meta.dirname, "../../../../resources/price-map.json")));

export const impactParts: ImpactParts = {
  prices,
  clock: systemClock,
  priceOf: (deployment) => tokenPrice(deployment, prices),
  maxInputTokensOf: (deployment) => maxInputTokens(deployment, prices),
};

/** @param text  of a file; one without `general_settings` gets a master key */
export function catalogOf(text: string, env: Readonly<Record<string, string | undefined>> = {}): Catalog {
  const folder = mkdtempSync(join(tmpdir(), "portico-preview-"));
  try {
    const file = join(folder, "config.yaml");
    writeFileSync(file, text.includes("general_settings:") ? text : lock + text);
    const { catalog, findings } = loadConfig({ file, env, cwd: folder });
    if (catalog === null) throw new Error(JSON.stringify(findings));
    return catalog;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One `model_list` entry. */
export function entry(alias: string, model: string, params = "", info = ""): string {
  return `  - {model_name: "${alias}", litellm_params: {model: "${model}", api_key: k${params}}, model_info: {${info}}}\n`;
}

export const billed: Billed = {
  source: "price_map",
  usdNanos: "1",
  entry: null,
  serviceTier: null,
  quantities: {},
};

/** A chat of 1,000 tokens in and 100 out that `openai/gpt-4o` answered. */
export function requestOf(alias: string, more: Partial<RecentRequest> = {}): RecentRequest {
  return {
    id: "1",
    startedAt: Date.UTC(2026, 10, 25),
    operation: "chat",
    alias,
    deploymentId: "d",
    provider: "openai",
    upstreamModel: "gpt-4o",
    errorCode: null,
    tags: [],
    promptTokens: 1000,
    completionTokens: 100,
    cachedTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    billed,
    givenUp: null,
    ...more,
  };
}

export async function impactOf(
  running: Catalog,
  draft: Catalog,
  rows: readonly RecentRequest[],
): Promise<Impact["changed"]> {
  return (await draftImpact(running, draft, { rows, isCut: false }, impactParts)).changed;
}
