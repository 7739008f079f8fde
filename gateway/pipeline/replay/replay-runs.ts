/** The runs of replays: those that run are here, the others in the log. They belong to the gateway, so a closed tab loses none. */
import { newRequestId } from "../../base/ids.ts";
import { GatewayError } from "../../contract/errors.ts";
import {
  maxRunsAtOnce,
  type PlanRequest,
  type ReplayHindrance,
  type ReplayPlan,
  type ReplayRun,
  type RunHead,
  type RunRequest,
} from "../../contract/replay.ts";
import { hindranceOn, refusedRun } from "./hindrance-of.ts";
import { planRun, type PlanParts } from "./plan-run.ts";
import type { ReplayDesk } from "./replay-desk.ts";
import { RunningRun } from "./running-run.ts";

export interface ReplayRunsParts extends PlanParts {
  readonly desk: ReplayDesk;
}

export class ReplayRuns {
  readonly #parts: ReplayRunsParts;
  readonly #running = new Map<string, RunningRun>();
  readonly #ends = new Map<string, Promise<void>>();

  constructor(parts: ReplayRunsParts) {
    this.#parts = parts;
  }

  /** What a run would come to, without sending anything. @throws GatewayError `unknown_model` */
  plan({ ids, alias }: PlanRequest): Promise<ReplayPlan> {
    this.#parts.desk.assertKnown(alias);
    return planRun([...new Set(ids)], alias, this.#parts);
  }

  /** @throws GatewayError `unknown_model`, `replay_refused`: too many run already, or nothing of it can be sent */
  async start({ ids: asked, alias, concurrency }: RunRequest, remoteAddress: string | null): Promise<{ id: string }> {
    this.#parts.desk.assertKnown(alias);
    const ids = [...new Set(asked)];
    await this.#assertSomeCanGo(ids, alias);
    if (this.#running.size >= maxRunsAtOnce)
      throw new GatewayError("replay_refused", {
        message: `${maxRunsAtOnce} runs go on already.`,
        hint: "Wait for one of them to end, or stop it.",
      });
    const { desk, log, pipeline, catalog } = this.#parts;
    const createdAt = pipeline.clock.wallMs();
    const id = newRequestId(createdAt);
    const nowMs = (): number => pipeline.clock.wallMs();
    const head = { id, createdAt, endedAt: null, state: "running" as const, alias, concurrency };
    const run = new RunningRun(head, ids, {
      desk,
      log,
      catalog,
      redact: pipeline.redact,
      nowMs,
      remoteAddress,
    });
    this.#running.set(id, run);
    const { items, ...first } = run.view();
    try {
      await log.keepReplayRun(first, items);
    } catch (failure) {
      this.#running.delete(id);
      throw failure;
    }
    this.#ends.set(id, this.#follow(id, run));
    return { id };
  }

  /** Newest first. */
  async list(): Promise<readonly RunHead[]> {
    return (await this.#parts.log.replayRuns()).map((head) => {
      const running = this.#running.get(head.id);
      if (running === undefined) return head;
      const { items: _all, ...now } = running.view();
      return now;
    });
  }

  /** @throws GatewayError `route_not_found` */
  async read(id: string): Promise<ReplayRun> {
    const run = this.#running.get(id)?.view() ?? (await this.#parts.log.replayRun(id));
    if (run === null) throw noSuchRun();
    return run;
  }

  /** Resolves when nothing of it runs any more; of one that ended, at once. @throws GatewayError `route_not_found` */
  async stop(id: string): Promise<void> {
    await this.read(id);
    this.#running.get(id)?.stop();
    await this.#ends.get(id);
  }

  /** Its rows stay in the log. @throws GatewayError `route_not_found`, `replay_refused` */
  async remove(id: string): Promise<void> {
    if (this.#running.has(id))
      throw new GatewayError("replay_refused", { message: "This run goes on; stop it first." });
    if (!(await this.#parts.log.forgetReplayRun(id))) throw noSuchRun();
  }

  /** For the end of the gateway. */
  async dispose(): Promise<void> {
    for (const run of this.#running.values()) run.stop();
    await Promise.all(this.#ends.values());
  }

  async #assertSomeCanGo(ids: readonly string[], alias: string): Promise<void> {
    const { log, catalog } = this.#parts;
    let first: ReplayHindrance | null = null;
    for (const id of ids) {
      // oxlint-disable-next-line no-await-in-loop -- bodies are large, and mostly the first one can go
      const hindrance = hindranceOn(alias, await log.detail(id), catalog());
      if (hindrance === null) return;
      first ??= hindrance;
    }
    if (first !== null) throw refusedRun(ids.length, first);
  }

  async #follow(id: string, run: RunningRun): Promise<void> {
    await run.work();
    this.#running.delete(id);
    this.#ends.delete(id);
  }
}

function noSuchRun(): GatewayError {
  return new GatewayError("route_not_found", {
    message: "There is no such run of replays.",
    hint: "It may have been removed in another window.",
  });
}
