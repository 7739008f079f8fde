/** A sink that keeps what it was given, and what a ledger would make of it. */
import type { ChargeFacts, LedgerOp, LedgerSink, ReservedCost } from "../../contract/ledger.ts";
import type { Outcome } from "../reservation.ts";

export class WrittenLedger implements LedgerSink {
  readonly ops: LedgerOp[] = [];

  write(op: LedgerOp): void {
    this.ops.push(op);
  }

  /** USD nanos by the request's id. */
  readonly reserved = new Map<string, bigint>();

  reserve({ facts, nanos }: ReservedCost): Promise<void> {
    this.reserved.set(facts.id, nanos);
    return Promise.resolve();
  }

  release(id: string): void {
    this.reserved.delete(id);
  }

  committed(): Promise<void> {
    return Promise.resolve();
  }
}

export function factsOf(id: string, change: Partial<ChargeFacts> = {}): ChargeFacts {
  return {
    id,
    startedAt: 0,
    operation: "chat",
    alias: "demo",
    token: null,
    userId: null,
    teamId: null,
    endUser: null,
    client: null,
    tags: [],
    ...change,
  };
}

export function outcomeOf(nanos: bigint | null, change: Partial<Outcome> = {}): Outcome {
  return {
    endedAt: 0,
    provider: "openai",
    deploymentId: "d",
    upstreamModel: "m",
    promptTokens: 1,
    completionTokens: 1,
    cachedTokens: null,
    nanos,
    isEstimate: false,
    state: "ok",
    ...change,
  };
}
