/** What files alone can answer: no server, no log, nobody resting. */
import { systemClock } from "./base/clock.ts";
import { createRedactor } from "./base/redact.ts";
import type { AuditChain } from "./contract/audit.ts";
import type { Catalog } from "./contract/deployment.ts";
import type { ExplainAnswer, ExplainRequest } from "./contract/explain.ts";
import { explain } from "./pipeline/explain.ts";
import { nameChanges, type NameChange } from "./pipeline/preview/name-changes.ts";
import { PriceBook } from "./pricing/price-book.ts";
import { PriceMap } from "./pricing/price-map.ts";
import { priceMapFile, routingParts } from "./routing-parts.ts";
import { verifyChain } from "./store/audit/verify-chain.ts";

/** The way of a request by a file alone: no server, no log, nobody resting. */
export function explainOffline(question: ExplainRequest, catalog: Catalog): Promise<ExplainAnswer> {
  const map = new PriceMap(priceMapFile());
  const parts = { ...routingParts(new PriceBook(map)), limits: null, redact: createRedactor(catalog.secrets) };
  return explain(question, catalog, parts).finally(() => map.dispose());
}

/** What becomes of the names of one file when another takes its place; nobody's use of them is known. */
export async function compareOffline(before: Catalog, after: Catalog): Promise<readonly OfflineChange[]> {
  const changes = await nameChanges(before, after, [], systemClock);
  return changes.map((one) => ({
    alias: one.alias,
    change: one.change,
    to: one.to,
    before: one.before,
    after: one.after,
  }));
}

/** The audit log of a data directory, also while a gateway writes it. @throws what the disk says */
export function verifyAudit(dataDirectory: string, anchor: string | null): Promise<AuditChain> {
  return verifyChain(dataDirectory, anchor);
}

export type OfflineChange = Omit<NameChange, "usedAs">;
