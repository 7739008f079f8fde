/** Keys, budgets and rate limits put together over one ledger, as the gateway and its routes use them. */
import { randomBytes } from "node:crypto";
import type { Clock } from "../base/clock.ts";
import type { LedgerSink, MeterState } from "../contract/ledger.ts";
import type { LimitSettings } from "../contract/limits.ts";
import type { UsdNanos } from "../contract/units.ts";
import type { KeyRow } from "../contract/virtual-key.ts";
import { Admission } from "./admission.ts";
import { Budgets, type Budget } from "./budgets.ts";
import { KeyDesk } from "./key-desk.ts";
import { KeyPages } from "./key-pages.ts";
import { KeyRing } from "./key-ring.ts";
import { KeyViews } from "./key-views.ts";
import { Meters } from "./meters.ts";
import { RateLimits } from "./rate-limits.ts";

export interface LimitParts {
  readonly clock: Clock;
  readonly ledger: LedgerSink & { readonly keys: readonly KeyRow[]; readonly meters: readonly MeterState[] };
  /** Of the running config. */
  readonly limits: () => LimitSettings;
  readonly isMasterKey: (key: string) => boolean;
  readonly warn: (budget: Budget, spent: UsdNanos) => void;
}

export interface Limits {
  readonly keys: KeyRing;
  readonly desk: KeyDesk;
  readonly pages: KeyPages;
  readonly views: KeyViews;
  readonly admission: Admission;
}

const keyBytes = 16;

export function createLimits({ clock, ledger: sink, limits, isMasterKey, warn }: LimitParts): Limits {
  const keys = new KeyRing(sink.keys);
  const meters = new Meters(sink, sink.meters);
  const budgets = new Budgets({ clock, meters, sink, warn, timeZone: () => limits().timeZone });
  const rates = new RateLimits(clock);
  const newKey = (): string => `sk-${randomBytes(keyBytes).toString("base64url")}`;
  return {
    keys,
    desk: new KeyDesk({ clock, keys, meters, sink, limits, isMasterKey, newKey }),
    pages: new KeyPages(keys, budgets),
    views: new KeyViews({ clock, keys, budgets, rates, limits }),
    admission: new Admission({ clock, budgets, rates, sink }),
  };
}
