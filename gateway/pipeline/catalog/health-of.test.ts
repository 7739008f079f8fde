import { describe, expect, it } from "vitest";
import type { Standing } from "../../routing/router.ts";
import { healthOf } from "./health-of.ts";

const now = 1_800_000_000_000;
const idle: Standing = { nowMs: 5000, rest: null, last: null, requests: 0, tokens: 0, inFlight: 0 };
const figures = { calls: 1, errors: 0, medianFirstTokenMs: null, medianTotalMs: null, tokensPerSecond: null };

describe("health", () => {
  it("is idle for whoever was not called and not checked", () => {
    expect(healthOf(idle, null, now)).toMatchObject({ health: "idle", healthAt: null });
  });

  it("is what the log remembers after a restart", () => {
    const logged = { ...figures, lastAt: now - 60_000, lastError: "broken" };
    expect(healthOf(idle, logged, now)).toEqual({
      health: "failing",
      healthReason: "broken",
      healthAt: now - 60_000,
      cooldownUntil: null,
    });
    expect(healthOf(idle, { ...logged, lastError: "" }, now).healthReason).toBe("It failed without saying why.");
  });

  it("is what happened last, whoever saw it", () => {
    const seen: Standing = { ...idle, last: { isWell: true, atMs: 4000, reason: null } };
    const older = { ...figures, lastAt: now - 2000, lastError: "broken" };
    expect(healthOf(seen, older, now)).toMatchObject({ health: "healthy", healthAt: now - 1000 });
    expect(healthOf(seen, { ...older, lastAt: now - 500 }, now)).toMatchObject({ health: "failing" });
  });

  it("says until when a deployment rests and why", () => {
    const resting: Standing = {
      ...idle,
      rest: { untilMs: 8000, reason: "rate limited" },
      last: { isWell: false, atMs: 4000, reason: "429 from the provider" },
    };
    expect(healthOf(resting, null, now)).toEqual({
      health: "cooling_down",
      healthReason: "rate limited: 429 from the provider",
      healthAt: now - 1000,
      cooldownUntil: now + 3000,
    });
  });
});
