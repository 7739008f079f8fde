import { describe, expect, it } from "vitest";
import { outcomeOf } from "../store/__fixtures__/rows.ts";
import { quoteless } from "./quoteless.ts";

const quote = "bad thing in your prompt: TOPSECRET";
const attempt = {
  index: 0,
  deploymentId: "d",
  provider: "openai",
  upstreamModel: "x",
  apiBase: "",
  startedAt: 0,
  durationMs: 1,
  status: 400,
  errorCode: "upstream_bad_request",
  errorMessage: quote,
  dropped: [],
};
const step = { type: "attempt", deploymentId: "d", at: 0, durationMs: 1, errorCode: attempt.errorCode } as const;
const decision = { strategy: "simple-shuffle", model: "m", group: "m", matchedBy: "alias", tags: [], omittedSteps: 0 };
const route = { ...decision, steps: [{ ...step, errorMessage: quote }] };

describe("an outcome without its providers' words", () => {
  it("tells an error by its code alone, wherever it stood", () => {
    const outcome = quoteless(outcomeOf("a", { errorMessage: quote, attemptList: [attempt], route }));
    expect(JSON.stringify(outcome)).not.toContain("TOPSECRET");
    expect(outcome.attemptList[0]).toMatchObject({ errorCode: attempt.errorCode, status: 400 });
  });

  it("tells nothing of an attempt that a fallback made good", () => {
    const outcome = quoteless(outcomeOf("a", { errorMessage: null, attemptList: [attempt], route }));
    expect(JSON.stringify(outcome)).not.toContain("TOPSECRET");
    expect(outcome.errorMessage).toBeNull();
  });

  it("keeps what the gateway itself says before any provider was asked", () => {
    const refused = outcomeOf("a", { errorMessage: "no such alias", attemptList: [], route: null });
    expect(quoteless(refused)).toBe(refused);
  });
});
