import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GatewayError } from "../contract/errors.ts";
import { AddressLimits } from "./address-limits.ts";
import { HandClock } from "./__fixtures__/hand-clock.ts";

const limit = (rpm: number | null, parallel: number | null = null) => ({ rpm, parallel, exempt: [] });

function refusalOf(act: () => unknown): GatewayError {
  try {
    act();
  } catch (failure) {
    if (failure instanceof GatewayError) return failure;
    throw failure;
  }
  throw new Error("nothing was refused");
}

describe("limits by address", () => {
  it("let exactly as many through as the minute has, and say when the next one begins", () => {
    const clock = new HandClock(0);
    const limits = new AddressLimits(clock);
    for (let left = 2; left >= 0; left--) {
      expect(limits.enter("192.0.2.1", limit(3)).headers).toMatchObject({
        "x-ratelimit-address-remaining-requests": String(left),
      });
      clock.pass(1000);
    }
    const refused = refusalOf(() => limits.enter("192.0.2.1", limit(3)));
    expect(refused).toMatchObject({ code: "address_limit_exceeded", status: 429, retryAfterMs: 57_000 });
    expect(refused.headers).toEqual({
      "x-ratelimit-limit-requests": "3",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": "57s",
    });
    clock.pass(57_000);
    expect(() => limits.enter("192.0.2.1", limit(3))).not.toThrow();
  });

  it("count an IPv6 address with its /64, and no other with it", () => {
    const limits = new AddressLimits(new HandClock(0));
    limits.enter("2001:db8:1:2::1", limit(1));
    expect(() => limits.enter("2001:db8:1:2:ffff::9", limit(1))).toThrow(/2001:db8:1:2::\/64/);
    expect(() => limits.enter("2001:db8:1:3::1", limit(1))).not.toThrow();
  });

  it("free a place at once when a request ends, also one that began a minute ago", () => {
    const clock = new HandClock(0);
    const limits = new AddressLimits(clock);
    const first = limits.enter("192.0.2.1", limit(null, 1));
    clock.pass(61_000);
    const refused = refusalOf(() => limits.enter("192.0.2.1", limit(null, 1)));
    expect(refused).toMatchObject({ status: 429, retryAfterMs: 1000 });
    first.leave();
    expect(() => limits.enter("192.0.2.1", limit(null, 1))).not.toThrow();
  });

  it("remember no more addresses than they may, and never lose count of what runs", () => {
    const clock = new HandClock(0);
    const limits = new AddressLimits(clock, 100);
    const busy = limits.enter("192.0.2.1", limit(null, 1));
    for (let host = 0; host < 5000; host++) limits.enter(`10.0.${host >> 8}.${host & 255}`, limit(10)).leave();
    expect(limits.size).toBeLessThanOrEqual(100);
    expect(() => limits.enter("192.0.2.1", limit(null, 1))).toThrow();
    busy.leave();
    expect(() => limits.enter("192.0.2.1", limit(null, 1))).not.toThrow();
  });

  it("hold in any play of addresses, ends and time", () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant("enter" as const),
        address: fc.constantFrom("192.0.2.1", "192.0.2.2", "2001:db8::1"),
      }),
      fc.record({ do: fc.constant("leave" as const), at: fc.nat(20) }),
      fc.record({ do: fc.constant("pass" as const), ms: fc.nat(40_000) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const clock = new HandClock(0);
        const limits = new AddressLimits(clock);
        const running: { address: string; leave: () => void }[] = [];
        const letIn: { address: string; at: number }[] = [];
        for (const one of steps) {
          if (one.do === "pass") clock.pass(one.ms);
          else if (one.do === "leave") running.splice(one.at, 1)[0]?.leave();
          else {
            try {
              running.push({ address: one.address, ...limits.enter(one.address, limit(4, 3)) });
              letIn.push({ address: one.address, at: clock.monotonicMs() });
            } catch {}
            expect(running.filter(({ address }) => address === one.address).length).toBeLessThanOrEqual(3);
            const lately = letIn.filter(
              ({ address, at }) => address === one.address && clock.monotonicMs() - at < 60_000,
            );
            // A window that ends and one that begins may both lie in the last 60 seconds.
            expect(lately.length).toBeLessThanOrEqual(8);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
