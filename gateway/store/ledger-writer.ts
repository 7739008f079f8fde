/**
 * Writes a batch of the ledger in one transaction: a charge, its sums and its meters are one change or none.
 *
 * Sums and meters are added up per batch, so a batch of requests costs a row each and a handful of sums. A charge whose id is there
 * already changes nothing: no request is charged twice, whatever is sent again.
 */
import type { Charge, ChargeFacts, LedgerOp, MeterRef, MeterState } from "../contract/ledger.ts";
import type { SpendScope } from "../contract/spend.ts";
import type { Connection } from "./database.ts";
import { LedgerStatements } from "./ledger-statements.ts";
import { UsageSums } from "./usage-sums.ts";

interface Sum {
  readonly day: string;
  readonly scope: SpendScope;
  readonly name: string;
  nanos: bigint;
  requests: number;
  unpriced: number;
  promptTokens: number;
  completionTokens: number;
}

interface AddedToMeter extends MeterRef {
  nanos: bigint;
  at: number;
}

export class LedgerWriter {
  readonly #statements: LedgerStatements;
  readonly #usage: UsageSums;
  readonly #added = new Map<string, AddedToMeter>();
  readonly #transaction: (ops: readonly LedgerOp[]) => void;

  constructor(connection: Connection) {
    this.#statements = new LedgerStatements(connection);
    this.#usage = new UsageSums(connection);
    this.#transaction = connection.transaction((ops: readonly LedgerOp[]) => this.#apply(ops));
  }

  /** @throws SqliteError when the disk is full or the file is held; the batch may then be written again */
  write(ops: readonly LedgerOp[]): void {
    this.#transaction(ops);
  }

  #apply(ops: readonly LedgerOp[]): void {
    const sums = new Map<string, Sum>();
    this.#added.clear(); // of a batch that failed half-way
    this.#usage.begin();
    for (const op of ops) this.#one(op, sums);
    this.#writeAdded();
    for (const sum of sums.values()) this.#statements.addSum.run(sum);
    this.#usage.write();
  }

  #one(op: LedgerOp, sums: Map<string, Sum>): void {
    const statements = this.#statements;
    switch (op.kind) {
      case "charge":
        if (statements.charge.run(rowOf(op.charge)).changes === 0) return;
        for (const meter of op.meters) this.#addToMeter(meter, op.charge);
        addToSums(sums, op.charge);
        this.#usage.charge(op.charge);
        return;
      case "uncharged":
        this.#usage.uncharged(op.use);
        return;
      case "meter":
        this.#writeAdded();
        statements.setMeter.run(meterRow(op.meter));
        return;
      case "drop_meter":
        this.#writeAdded();
        statements.dropMeter.run(op.ref.scope, op.ref.name);
        return;
      case "put_key":
        statements.putKey.run({ ...op.row, settings: JSON.stringify(op.row.settings) });
        return;
      case "drop_key":
        statements.dropKey.run(op.token);
    }
  }

  #addToMeter({ scope, name }: MeterRef, { nanos, endedAt }: Charge): void {
    const key = `${scope}\n${name}`;
    const added = this.#added.get(key);
    if (added === undefined) this.#added.set(key, { scope, name, nanos: nanos ?? 0n, at: endedAt });
    else {
      added.nanos += nanos ?? 0n;
      added.at = endedAt;
    }
  }

  /** Before a meter is set or dropped, too: changes keep their order. */
  #writeAdded(): void {
    for (const added of this.#added.values()) this.#statements.addMeter.run(added);
    this.#added.clear();
  }
}

/** UTC day of an epoch time. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Where a charge is summed up. */
export function placesOf(charge: ChargeFacts & Pick<Charge, "provider" | "deploymentId">): [SpendScope, string][] {
  const places: [SpendScope, string][] = [
    ["all", ""],
    ["alias", charge.alias],
  ];
  const named: [SpendScope, string | null][] = [
    ["key", charge.token],
    ["provider", charge.provider],
    ["deployment", charge.deploymentId],
    ["user", charge.userId],
    ["team", charge.teamId],
  ];
  for (const [scope, name] of named) if (name !== null) places.push([scope, name]);
  for (const tag of charge.tags) places.push(["tag", tag]);
  return places;
}

function addToSums(sums: Map<string, Sum>, charge: Charge): void {
  const day = dayOf(charge.startedAt);
  for (const [scope, name] of placesOf(charge)) addTo(sums, charge, { day, scope, name });
}

function addTo(
  sums: Map<string, Sum>,
  charge: Charge,
  { day, scope, name }: Pick<Sum, "day" | "scope" | "name">,
): void {
  const key = `${day}\n${scope}\n${name}`;
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = { day, scope, name, nanos: 0n, requests: 0, unpriced: 0, promptTokens: 0, completionTokens: 0 };
    sums.set(key, sum);
  }
  sum.nanos += charge.nanos ?? 0n;
  sum.requests += 1;
  sum.unpriced += charge.nanos === null ? 1 : 0;
  sum.promptTokens += charge.promptTokens ?? 0;
  sum.completionTokens += charge.completionTokens ?? 0;
}

function rowOf({ tags, isEstimate, ...charge }: Charge): Record<string, unknown> {
  return { ...charge, day: dayOf(charge.startedAt), tags: JSON.stringify(tags), isEstimate: isEstimate ? 1 : 0 };
}

function meterRow({ scope, name, spent, duration, periodStart, lastAt }: MeterState): Record<string, unknown> {
  return { scope, name, spent, duration, periodStart, lastAt };
}
