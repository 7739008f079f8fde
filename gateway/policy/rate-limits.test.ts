/** Rate limits are exact, and what is refused takes nothing. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GatewayError } from "../contract/errors.ts";
import { HandClock } from "./__fixtures__/hand-clock.ts";
import { RateLimits, type RateRule } from "./rate-limits.ts";

const rule = (change: Partial<RateRule>): RateRule => ({
  name: "0123456789ab",
  descriptor: "api_key",
  rpm: null,
  tpm: null,
  parallel: null,
  ...change,
});

function attempt(limits: RateLimits, rules: RateRule[], tokens = 0): ((tokens: number) => void) | GatewayError {
  try {
    return limits.take(rules, tokens);
  } catch (failure) {
    if (failure instanceof GatewayError) return failure;
    throw failure;
  }
}

describe("rate limits", () => {
  it("let exactly so many requests through in a minute, in LiteLLM's words", () => {
    const clock = new HandClock("2026-11-21T09:59:00Z");
    const limits = new RateLimits(clock);
    const answers = Array.from({ length: 200 }, () => attempt(limits, [rule({ rpm: 10 })]));
    expect(answers.filter((answer) => answer instanceof GatewayError)).toHaveLength(190);
    const refusal = answers.at(-1);
    expect(refusal).toMatchObject({
      status: 429,
      message:
        "Rate limit exceeded for api_key: 0123456789ab. Limit type: requests. Current limit: 10, Remaining: 0. " +
        "Limit resets at: 2026-11-21 10:00:00 UTC",
      retryAfterMs: 60_000,
      headers: { rate_limit_type: "requests", reset_at: "2026-11-21 10:00:00 UTC" },
    });
    clock.pass(59_999);
    expect(attempt(limits, [rule({ rpm: 10 })])).toBeInstanceOf(GatewayError);
    clock.pass(1);
    expect(attempt(limits, [rule({ rpm: 10 })])).not.toBeInstanceOf(GatewayError);
  });

  it("tell what is used and what would be refused without taking it or beginning a minute", () => {
    const clock = new HandClock(0);
    const limits = new RateLimits(clock);
    const asked = rule({ rpm: 1, tpm: 100, parallel: 2 });
    expect([limits.refusal([asked]), limits.use(asked)]).toEqual([
      null,
      { requests: 0, tokens: 0, running: 0, resetMs: null },
    ]);
    clock.pass(50_000);
    const end = limits.take([asked], 40);
    clock.pass(20_000); // a minute that a question had begun would be over
    expect(limits.use(asked)).toEqual({ requests: 1, tokens: 40, running: 1, resetMs: 40_000 });
    expect(limits.refusal([asked])).toMatchObject({ code: "rate_limit_exceeded", retryAfterMs: 40_000 });
    clock.pass(40_000);
    expect(limits.use(asked)).toEqual({ requests: 0, tokens: 0, running: 1, resetMs: null });
    end(40);
    expect(limits.refusal([asked])).toBeNull();
  });

  it("count the tokens that came, and let one request over the line", () => {
    const limits = new RateLimits(new HandClock(0));
    const rules = [rule({ tpm: 100 })];
    const first = attempt(limits, rules, 90);
    expect(attempt(limits, rules, 90)).not.toBeInstanceOf(GatewayError);
    expect(attempt(limits, rules, 1)).toMatchObject({ headers: { rate_limit_type: "tokens" } });
    if (typeof first === "function") first(5); // 90 were estimated, 5 came
    expect(limits.standing(rules[0] ?? rule({})).remainingTokens).toBe(5);
    expect(attempt(limits, rules, 1)).not.toBeInstanceOf(GatewayError);
  });

  it("do not forget who runs when the minute is over", () => {
    const clock = new HandClock(0);
    const limits = new RateLimits(clock);
    const running = attempt(limits, [rule({ parallel: 1 })]);
    clock.pass(600_000);
    expect(attempt(limits, [rule({ parallel: 1 })])).toMatchObject({
      headers: { rate_limit_type: "max_parallel_requests" },
    });
    if (typeof running === "function") running(0);
    expect(attempt(limits, [rule({ parallel: 1 })])).not.toBeInstanceOf(GatewayError);
  });

  it("take nothing of one rule when another refuses", () => {
    const limits = new RateLimits(new HandClock(0));
    const [key, model] = [rule({ rpm: 5 }), rule({ name: "x:m", descriptor: "model_per_key", rpm: 0 })];
    expect(attempt(limits, [key, model])).toBeInstanceOf(GatewayError);
    expect(limits.standing(key).remainingRequests).toBe(5);
  });

  it("never run more at once, nor begin more a minute, than they say: random plays", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("take" as const) }),
      fc.record({ kind: fc.constant("end" as const), which: fc.nat(20) }),
      fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 30_000 }) }),
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 300 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 5 }),
        (steps, rpm, parallel) => {
          const clock = new HandClock(0);
          const limits = new RateLimits(clock);
          const running: ((tokens: number) => void)[] = [];
          const begun: number[] = [];
          for (const each of steps) {
            if (each.kind === "pass") clock.pass(each.ms);
            else if (each.kind === "end") running.splice(each.which, 1)[0]?.(0);
            else {
              const foretold = limits.refusal([rule({ rpm, parallel })]);
              const taken = attempt(limits, [rule({ rpm, parallel })]);
              expect(foretold === null).toBe(!(taken instanceof GatewayError));
              if (taken instanceof GatewayError) continue;
              running.push(taken);
              begun.push(clock.monotonic);
            }
            expect(running.length).toBeLessThanOrEqual(parallel);
          }
          for (const start of begun) {
            const within = begun.filter((at) => at >= start && at < start + 60_000).length;
            expect(within).toBeLessThanOrEqual(2 * rpm); // two windows touch a minute
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
