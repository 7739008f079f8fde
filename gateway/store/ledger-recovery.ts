/**
 * The ledger at its start: what dead processes had reserved is charged, sums are held against the rows they sum up, and a
 * copy of a sound file is kept.
 *
 * A request that was cut by a crash may have cost anything up to what it reserved; that is what it is charged, as an
 * estimate, so a budget is never passed by crashing.
 */
import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync, unlinkSync } from "node:fs";
import type { Charge, ChargeFacts, LedgerOp, ReservedCost } from "../contract/ledger.ts";
import type { RequestIntent } from "../contract/spend-log.ts";
import type { Connection } from "./database.ts";
import { leftJournals } from "./journal-files.ts";
import type { LedgerThreadOptions } from "./ledger-messages.ts";
import type { LedgerWriter } from "./ledger-writer.ts";

const copyEveryMs = 24 * 3_600_000;

/** The journal's other line: this request ended without a cost. */
export interface ReleasedLine {
  readonly released: string;
}

type LedgerLine = ReservedLine | ReleasedLine;

/** A line of the journal: JSON has no bigint. */
export type ReservedLine = Omit<ReservedCost, "nanos"> & { readonly nanos: string };

/** Those that were charged before the crash keep their charge; those that ended without a cost have none. */
export function chargeOrphans(
  writer: LedgerWriter,
  { file, journalBeside }: Pick<LedgerThreadOptions, "file" | "journalBeside">,
  nowMs: number,
): void {
  const own = leftJournals<LedgerLine>(file);
  // Removed by its owner, who has lines in it too; what is charged twice is charged once.
  const shared = journalBeside === null ? [] : leftJournals<LedgerLine | RequestIntent>(journalBeside);
  const lines = [...own, ...shared].flatMap((journal) => journal.lines.filter(isOurs));
  const released = new Set(lines.flatMap((line) => ("released" in line ? [line.released] : [])));
  const reserved = new Map<string, ReservedLine>();
  for (const line of lines) {
    if ("released" in line || released.has(line.facts.id)) continue;
    const other = reserved.get(line.facts.id);
    // A reservation that grew has a line for each size.
    if (other === undefined || BigInt(line.nanos) > BigInt(other.nanos)) reserved.set(line.facts.id, line);
  }
  writer.write(
    [...reserved.values()].map(({ facts, nanos, meters }): LedgerOp => {
      return { kind: "charge", charge: orphan(facts, BigInt(nanos), nowMs), meters };
    }),
  );
  for (const { path } of own) unlinkSync(path);
}

function isOurs(line: LedgerLine | RequestIntent): line is LedgerLine {
  return "released" in line || "facts" in line;
}

function orphan(facts: ChargeFacts, nanos: bigint, nowMs: number): Charge {
  return {
    ...facts,
    client: facts.client ?? null, // a line of an older version has none
    endedAt: nowMs,
    provider: null,
    deploymentId: null,
    upstreamModel: null,
    promptTokens: null,
    completionTokens: null,
    cachedTokens: null,
    nanos,
    isEstimate: true,
    state: "interrupted",
  };
}

/** The rows are the truth. @returns days whose sum was not theirs */
export function differingDays(connection: Connection): readonly string[] {
  return connection
    .prepare<[], string>(
      `SELECT spend.day FROM spend
       LEFT JOIN (SELECT day, sum(nanos) AS nanos, count(*) AS requests FROM charge GROUP BY day) AS counted USING (day)
       WHERE spend.scope = 'all' AND spend.name = '' AND spend.day > (SELECT coalesce(min(day), '9') FROM charge)
       AND (spend.nanos <> coalesce(counted.nanos, 0) OR spend.requests <> coalesce(counted.requests, 0))`,
    )
    .pluck()
    .all();
}

/** A copy of the file as it is now, at most one a day. */
export function keepCopy(connection: Connection, file: string, nowMs: number): void {
  const copy = copyOf(file);
  if (existsSync(copy) && nowMs - statSync(copy).mtimeMs < copyEveryMs) return;
  const fresh = `${copy}.new`;
  rmSync(fresh, { force: true });
  connection.prepare("VACUUM INTO ?").run(fresh);
  chmodSync(fresh, 0o600);
  renameSync(fresh, copy);
}

/** @returns false when there is no copy */
export function restoreCopy(file: string): boolean {
  if (!existsSync(copyOf(file))) return false;
  copyFileSync(copyOf(file), file);
  return true;
}

function copyOf(file: string): string {
  return `${file}.copy`;
}
