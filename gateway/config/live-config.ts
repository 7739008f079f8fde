/**
 * The running config: one catalog at a time, swapped whole, replaced only by one that loads.
 *
 * A broken file changes nothing but the state that readiness, the log and the panel show. Requests keep the catalog
 * they began with.
 */
import type { Clock } from "../base/clock.ts";
import type { Catalog } from "../contract/deployment.ts";
import type { Finding } from "../contract/findings.ts";
import type { LoadResult } from "./load.ts";

export interface ConfigState {
  readonly state: "ok" | "broken";
  /** Of the running file, or of the broken one that was refused. */
  readonly findings: readonly Finding[];
  /** Epoch milliseconds of the load that runs now. */
  readonly loadedAt: number;
}

export class LiveConfig {
  readonly #clock: Clock;
  readonly #listeners: ((state: ConfigState, catalog: Catalog) => void)[] = [];
  #catalog: Catalog;
  #state: ConfigState;

  constructor(catalog: Catalog, clock: Clock) {
    this.#clock = clock;
    this.#catalog = catalog;
    this.#state = { state: "ok", findings: catalog.findings, loadedAt: clock.wallMs() };
  }

  get catalog(): Catalog {
    return this.#catalog;
  }

  get state(): ConfigState {
    return this.#state;
  }

  /** Told after every load, good or broken. */
  onChange(listener: (state: ConfigState, catalog: Catalog) => void): void {
    this.#listeners.push(listener);
  }

  apply(result: Pick<LoadResult, "catalog" | "findings">): void {
    if (result.catalog === null) {
      this.#state = { state: "broken", findings: result.findings, loadedAt: this.#state.loadedAt };
    } else {
      this.#catalog = result.catalog;
      this.#state = { state: "ok", findings: result.findings, loadedAt: this.#clock.wallMs() };
    }
    for (const listener of this.#listeners) listener(this.#state, this.#catalog);
  }
}
