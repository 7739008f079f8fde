/**
 * Entries of the file that could not become a deployment: they stand in the catalog with the reason, so that nobody looks
 * for them in vain.
 */
import type { Catalog } from "../../contract/deployment.ts";
import type { Finding } from "../../contract/findings.ts";
import type { CatalogRow } from "../../contract/model-catalog.ts";
import { noPrice } from "../../pricing/price-per-million.ts";

/** One row an entry, however many things are wrong with it. */
export function leftOutRows({ findings, disabledAliases, file }: Catalog): CatalogRow[] {
  const byEntry = new Map<string, CatalogRow>();
  for (const finding of findings) {
    const entry = /^model_list\[\d+\]/.exec(finding.path)?.[0];
    if (finding.severity !== "error" || entry === undefined) continue;
    for (const alias of finding.aliases ?? []) {
      const key = `${entry} ${alias}`;
      if (!byEntry.has(key)) byEntry.set(key, leftOut(key, alias, finding));
    }
  }
  const told = new Set([...byEntry.values()].map(({ alias }) => alias));
  const untold = [...disabledAliases].filter(([alias]) => !told.has(alias));
  return [...byEntry.values(), ...untold.map(([alias, message]) => leftOut(alias, alias, { file, line: 1, message }))];
}

function leftOut(
  key: string,
  alias: string,
  { file, line, message }: Pick<Finding, "file" | "line" | "message">,
): CatalogRow {
  return {
    deploymentId: `left out: ${key}`,
    alias,
    file,
    line,
    healthReason: message,
    provider: "",
    model: "",
    apiBase: "",
    mode: "",
    isMock: false,
    contextTokens: null,
    maxOutputTokens: null,
    inputModalities: [],
    outputModalities: [],
    abilities: [],
    price: noPrice,
    health: "disabled",
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
  };
}
