/**
 * Waiting for a deployment that answers as many requests as `max_parallel_requests` lets it: first come, first served.
 *
 * A slot that becomes free is handed over to the one who waits longest, so nobody can overtake and none is lost.
 */
export interface SlotWait {
  /** @returns the deployment whose slot is ours now; null when the wait was given up */
  readonly slot: Promise<string | null>;
  /** Ends the wait; a slot that came at the same moment is ours to give back. */
  giveUp(): void;
}

interface Waiter {
  readonly ids: readonly string[];
  readonly take: (id: string | null) => void;
}

export class Slots {
  readonly #queues = new Map<string, Set<Waiter>>();

  /** @param ids  any of these will do */
  wait(ids: readonly string[]): SlotWait {
    let take: Waiter["take"] = () => {};
    const slot = new Promise<string | null>((resolve) => {
      take = resolve;
    });
    const waiter: Waiter = { ids, take };
    for (const id of ids) this.#queueOf(id).add(waiter);
    return {
      slot,
      giveUp: () => {
        this.#leave(waiter);
        take(null);
      },
    };
  }

  /** @returns true when someone who waited has the slot now: it is not free */
  handOver(id: string): boolean {
    const [waiter] = this.#queues.get(id) ?? [];
    if (waiter === undefined) return false;
    this.#leave(waiter);
    waiter.take(id);
    return true;
  }

  #queueOf(id: string): Set<Waiter> {
    let queue = this.#queues.get(id);
    if (queue === undefined) {
      queue = new Set();
      this.#queues.set(id, queue);
    }
    return queue;
  }

  #leave(waiter: Waiter): void {
    for (const id of waiter.ids) {
      const queue = this.#queues.get(id);
      queue?.delete(waiter);
      if (queue?.size === 0) this.#queues.delete(id);
    }
  }
}
