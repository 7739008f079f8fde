/** What counts use and answers for it, put together: the observers of every request's end, and the parts of the routes. */
import type { Clock } from "./base/clock.ts";
import type { Catalog } from "./contract/deployment.ts";
import type { RequestObserver } from "./contract/telemetry.ts";
import { unchargedCounter } from "./pipeline/count-uncharged.ts";
import type { KeyRing } from "./policy/key-ring.ts";
import { resolveAlias } from "./routing/resolve-alias.ts";
import type { UsageRouteParts } from "./server/usage-routes.ts";
import type { Ledger } from "./store/ledger-store.ts";
import { RecentTraffic } from "./telemetry/recent-traffic.ts";
import type { Traffic } from "./telemetry/traffic.ts";

export interface UsageAround {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly traffic: Traffic;
  readonly keys: KeyRing;
  readonly catalog: () => Catalog;
}

export interface UsageParts {
  readonly observers: readonly RequestObserver[];
  readonly routes: UsageRouteParts;
}

export function usageParts({ clock, ledger, traffic, keys, catalog }: UsageAround): UsageParts {
  const recent = new RecentTraffic(clock);
  const counter = unchargedCounter({
    sink: ledger,
    isAlias: (name) => resolveAlias(catalog(), name) !== null,
    isKey: (digest) => keys.hasDigest(digest),
  });
  return {
    observers: [recent, counter],
    routes: {
      reads: ledger,
      now: () => ({ running: traffic.inFlight, requestsPerSecond: traffic.requestsPerSecond(), ...recent.read() }),
      catalog,
      keys,
    },
  };
}
