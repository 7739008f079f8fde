import { describe, expect, it } from "vitest";
import { deployment, failure, routing } from "./__fixtures__/sample.ts";
import { judgeCooldown, type CooldownInput } from "./cooldown-rule.ts";

const judge = (input: Partial<CooldownInput>): number | null =>
  judgeCooldown({
    failure: failure("upstream_error"),
    deployment: deployment("a"),
    settings: routing(),
    otherHealthy: 1,
    failed: 1,
    succeeded: 10,
    recentFailures: 1,
    ...input,
  })?.forMs ?? null;

describe("the default rule", () => {
  it.each([
    ["a 429", failure("upstream_rate_limit"), {}, 5000],
    ["a refused key", failure("upstream_auth"), {}, 5000],
    ["an unknown model", failure("upstream_not_found"), {}, 5000],
    ["a refused connection", failure("upstream_connection_error"), {}, 5000],
    ["a name that leads nowhere", failure("dns_error"), {}, 5000],
    ["one 500 among many answers", failure("upstream_error"), {}, null],
    ["half of the calls failing", failure("upstream_error"), { failed: 5, succeeded: 5 }, null],
    ["more than half failing", failure("upstream_error"), { failed: 6, succeeded: 5 }, 5000],
    ["timeouts of more than half", failure("upstream_timeout"), { failed: 6, succeeded: 5 }, 5000],
    ["a bad request", failure("upstream_bad_request"), { failed: 99 }, null],
    ["a context that is too long", failure("upstream_context_window"), { failed: 99 }, null],
    ["a refused payment", failure("upstream_payment"), { failed: 99 }, null],
    ["our own refusal", failure("unsupported_params"), { failed: 99 }, null],
    ["a client that left", failure("client_disconnected"), { failed: 99 }, null],
  ])("%s rests its deployment for the right time", (_name, error, counts, expected) => {
    expect(judge({ failure: error, ...counts })).toBe(expected);
  });
});

describe("how long", () => {
  it("is what the provider asked for, then the deployment's time, then the router's", () => {
    const limited = failure("upstream_rate_limit");
    expect(judge({ failure: limited, settings: routing({ cooldown_time: 30 }) })).toBe(30_000);
    const own = { deployment: deployment("a", { cooldownMs: 7000 }), settings: routing({ cooldown_time: 30 }) };
    expect(judge({ failure: limited, ...own })).toBe(7000);
    expect(judge({ failure: failure("upstream_rate_limit", { retryAfterMs: 42_000 }), ...own })).toBe(42_000);
  });

  it("is no time at all where cooldowns are off or 0", () => {
    const limited = failure("upstream_rate_limit");
    expect(judge({ failure: limited, settings: routing({ disable_cooldowns: true }) })).toBeNull();
    expect(judge({ failure: limited, settings: routing({ cooldown_time: 0 }) })).toBeNull();
  });
});

describe("allowed_fails and allowed_fails_policy", () => {
  const counting = routing({ allowed_fails: 3, allowed_fails_policy: { RateLimitErrorAllowedFails: 0 } });
  it.each([
    [3, "upstream_error", null],
    [4, "upstream_error", 5000],
    [1, "upstream_rate_limit", 5000],
    [1, "upstream_auth", null],
  ] as const)("%i failures with %s come to %j", (recentFailures, code, expected) => {
    expect(judge({ settings: counting, failure: failure(code), recentFailures, failed: 99, succeeded: 0 })).toBe(
      expected,
    );
  });

  it("count the classes that a policy names, and leave the rest to the default rule", () => {
    const settings = routing({ allowed_fails_policy: { TimeoutErrorAllowedFails: 2 } });
    expect(judge({ settings, failure: failure("upstream_timeout"), recentFailures: 2, failed: 99 })).toBeNull();
    expect(judge({ settings, failure: failure("upstream_rate_limit"), recentFailures: 1 })).toBe(5000);
  });
});

describe("the laws", () => {
  it("the last healthy deployment never rests, whatever the rule", () => {
    for (const settings of [routing(), routing({ allowed_fails: 0 })])
      expect(
        judge({ settings, failure: failure("upstream_rate_limit"), otherHealthy: 0, recentFailures: 99 }),
      ).toBeNull();
  });

  it("a wildcard never rests: it stands for many models", () => {
    expect(
      judge({ failure: failure("upstream_rate_limit"), deployment: deployment("w", { isWildcard: true }) }),
    ).toBeNull();
  });
});
