/**
 * Administrative acts as they are done: each is announced on the disk, done alone, and has its line before its answer goes
 * out.
 *
 * Acts that change something run one after the other, so the order of the lines is the order of what they did, and what was
 * before and after is each act's own. Law: what cannot be announced is not done.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "../../base/clock.ts";
import type { Redactor } from "../../base/redact.ts";
import type {
  AuditAct,
  AuditChange,
  AuditFrom,
  AuditObject,
  AuditOutcome,
  AuditSink,
  AuditWho,
  BegunAct,
} from "../../contract/audit.ts";
import { GatewayError } from "../../contract/errors.ts";
import { auditRecord, begunAct } from "./audit-record.ts";
import { RefusalBudget } from "./refusal-budget.ts";

export interface AuditActsParts {
  readonly sink: AuditSink;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly redact: Redactor;
}

export interface ActFacts {
  readonly act: AuditAct;
  readonly who: AuditWho;
  readonly from: AuditFrom;
  readonly object: AuditObject;
}

/** An act while it is done: what it is about and what it changed may be learned on the way. */
export interface RunningAct {
  readonly id: string;
  object: AuditObject;
  readonly changes: AuditChange[];
  /** Changes that are not among them. */
  leftOut: number;
  outcome: AuditOutcome;
  /** What is still being compared; the line waits for it. */
  readonly pending: Promise<void>[];
}

export const nowhere: AuditFrom = { address: null, userAgent: null, callId: null, forwardedFor: null };
export const byGateway: AuditWho = { kind: "gateway", key: null, name: null, session: null, changedBy: null };
export const done: AuditOutcome = { result: "done", status: null, code: null, reason: null };

export interface ActChanges {
  readonly changes: readonly AuditChange[];
  readonly leftOut: number;
}

const noChanges: ActChanges = { changes: [], leftOut: 0 };

interface Running extends RunningAct {
  isOver: boolean;
}

export class AuditActs {
  readonly #parts: AuditActsParts;
  readonly #refusals: RefusalBudget;
  readonly #inside = new AsyncLocalStorage<Running>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: AuditActsParts) {
    this.#parts = parts;
    this.#refusals = new RefusalBudget(parts.clock);
  }

  /** The act that the caller is a part of; null = none that still runs. */
  get current(): RunningAct | null {
    const act = this.#inside.getStore();
    return act === undefined || act.isOver ? null : act;
  }

  /**
   * Does something that changes the gateway.
   *
   * @throws GatewayError `audit_unavailable` when it could not be announced, and then was not done; else what `work` throws
   */
  change<Result>(facts: ActFacts, work: (act: RunningAct) => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(() => this.announce(facts, work));
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** As `change`, for what changes nothing that others change. */
  async announce<Result>(facts: ActFacts, work: (act: RunningAct) => Promise<Result>): Promise<Result> {
    const begun = this.#begun(facts);
    await this.#parts.sink.begin(begunAct(begun, this.#parts.redact)).catch((cause: unknown) => {
      throw unavailable(cause);
    });
    const act: Running = {
      id: begun.id,
      object: facts.object,
      changes: [],
      leftOut: 0,
      outcome: done,
      pending: [],
      isOver: false,
    };
    try {
      return await this.#inside.run(act, () => work(act));
    } catch (failure) {
      if (act.outcome === done) act.outcome = outcomeOf(failure);
      throw failure;
    } finally {
      await Promise.allSettled(act.pending);
      act.isOver = true;
      // It was announced: a line that cannot be written now is written later, and the act's answer is not held back.
      await this.#write({ ...begun, object: act.object }, act);
    }
  }

  /** The line of something that nobody may be kept from, or that was done already. Never rejects. */
  record(facts: ActFacts, outcome: AuditOutcome, { changes, leftOut }: ActChanges = noChanges): Promise<void> {
    return this.#write(this.#begun(facts), { changes, leftOut, outcome });
  }

  /** An act that was refused before it began; too many of them are only counted. Never rejects. */
  async refuse(facts: ActFacts, failure: unknown): Promise<void> {
    if (this.#refusals.take()) await this.record(facts, outcomeOf(failure));
  }

  async #write(
    begun: BegunAct,
    { changes, leftOut, outcome }: ActChanges & { readonly outcome: AuditOutcome },
  ): Promise<void> {
    const { sink, redact } = this.#parts;
    const end = { changes, leftOut, outcome, refusalsLeftOut: this.#refusals.takeLeftOut() };
    await sink.write(auditRecord(begun, end, redact)).catch(() => {}); // the log told it, and keeps the line
  }

  #begun({ act, who, from, object }: ActFacts): BegunAct {
    const { newId, clock } = this.#parts;
    return { id: newId(), at: new Date(clock.wallMs()).toISOString(), act, who, from, object };
  }
}

/** A refusal has a code; anything else that is thrown is a failure of ours. */
export function outcomeOf(failure: unknown): AuditOutcome {
  if (failure instanceof GatewayError && failure.status < 500)
    return { result: "refused", status: failure.status, code: failure.code, reason: failure.message };
  const { status, code } = failure instanceof GatewayError ? failure : { status: 500, code: "internal_error" };
  return { result: "failed", status, code, reason: failure instanceof Error ? failure.message : String(failure) };
}

function unavailable(cause: unknown): GatewayError {
  return new GatewayError("audit_unavailable", {
    message: "This was not done: the audit log cannot be written.",
    hint: "Make room on the disk, or let the gateway write to `audit` in its data directory. Models are served meanwhile.",
    cause,
  });
}
