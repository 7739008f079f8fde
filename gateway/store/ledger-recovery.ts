/**
 * The ledger at its start: what dead processes had reserved is charged, sums are held against the rows they sum up, and a
 * copy of a sound file is kept.
 *
 * A request that was cut by a crash may have cost anything up to what it reserved; that is what it is charged, as an
 * estimate, so a budget is never passed by crashing.
 */
import { copyFileSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import type { Charge, ChargeFacts, LedgerOp, MeterRef } from "../contract/ledger.ts";
import type { Connection } from "./database.ts";
import { isDead } from "./journal-files.ts";
import type { LedgerWriter } from "./ledger-writer.ts";

const copyEveryMs = 24 * 3_600_000;

interface LeftReservation {
  readonly pid: bigint;
  readonly nanos: bigint;
  readonly facts: string;
  readonly meters: string;
}

/** @returns how many requests were charged by what they had reserved */
export function chargeOrphans(connection: Connection, writer: LedgerWriter, nowMs: number): number {
  const left = connection
    .prepare<[], LeftReservation>("SELECT pid, nanos, facts, meters FROM reservation")
    .safeIntegers()
    .all()
    .filter(({ pid }) => isDead(Number(pid)));
  writer.write(
    left.map(({ nanos, facts, meters }): LedgerOp => {
      const known = JSON.parse(facts) as ChargeFacts; // written by ledger-writer.ts
      return { kind: "charge", charge: orphan(known, nanos, nowMs), meters: JSON.parse(meters) as MeterRef[] }; // likewise
    }),
  );
  return left.length;
}

function orphan(facts: ChargeFacts, nanos: bigint, nowMs: number): Charge {
  return {
    ...facts,
    endedAt: nowMs,
    provider: null,
    deploymentId: null,
    upstreamModel: null,
    promptTokens: null,
    completionTokens: null,
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
