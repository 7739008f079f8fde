/** The last five minutes: what falls out of them, what counts as failed, and that quantiles are those of the values. */
import { expect, it } from "vitest";
import type { Clock } from "../base/clock.ts";
import { untraced } from "../contract/telemetry.ts";
import { intentOf, outcomeOf } from "../store/__fixtures__/rows.ts";
import { RecentTraffic } from "./recent-traffic.ts";

class HandClock implements Clock {
  ms = 1_000_000;
  monotonicMs(): number {
    return this.ms;
  }
  wallMs(): number {
    return this.ms;
  }
}

it("forgets step by step what is older than five minutes, and begins with the gateway", () => {
  const clock = new HandClock();
  const recent = new RecentTraffic(clock);
  const end = (state: "ok" | "upstream_error" | "client_abort", totalMs: number): void =>
    recent.finished(intentOf("r"), { ...outcomeOf("r"), state, totalMs, firstTokenMs: totalMs / 2 }, untraced);
  for (let each = 1; each <= 100; each++) end("ok", each * 10);
  end("upstream_error", 9000);
  end("client_abort", 9000);
  clock.ms += 60_000;
  end("ok", 5);
  expect(recent.read()).toMatchObject({ windowMs: 60_000, sinceStart: true, requests: 103, errors: 2, aborts: 1 });
  const { p50, p95 } = recent.read().totalMs;
  expect(p50).toBeGreaterThan(490);
  expect(p50).toBeLessThan(515);
  expect(p95).toBeGreaterThan(925);
  expect(p95).toBeLessThan(975);
  clock.ms += 245_000;
  expect(recent.read()).toMatchObject({ windowMs: 300_000, sinceStart: false, requests: 1, errors: 0 });
  expect(recent.read().totalMs).toEqual({ p50: null, p95: null }); // one answer has no median
  clock.ms += 400_000;
  expect(recent.read()).toMatchObject({ requests: 0 });
  expect(recent.read().steps).toHaveLength(30);
});
