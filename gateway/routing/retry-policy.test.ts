import { describe, expect, it } from "vitest";
import { deployment, failure, routing } from "./__fixtures__/sample.ts";
import { judgeRetry, retryLimit, type RetryInput } from "./retry-policy.ts";

const judge = (input: Partial<RetryInput>): number | string => {
  const verdict = judgeRetry({
    failure: failure("upstream_error"),
    retries: 0,
    limit: 2,
    hasOther: false,
    hasAny: true,
    isByPolicy: false,
    hasOwnFallbacks: false,
    hasFallbacks: false,
    retryAfterMs: 0,
    random: () => 0,
    ...input,
  });
  return verdict.retry ? verdict.waitMs : verdict.reason;
};

describe("judgeRetry", () => {
  it.each([
    ["goes on at once where another deployment is there", { hasOther: true, retryAfterMs: 9000 }, 0],
    ["waits half a second first", {}, 500],
    ["then a second", { retries: 1 }, 1000],
    ["never more than eight", { retries: 9, limit: 10 }, 8000],
    ["with some jitter", { random: () => 0.5 }, 875],
    ["at least retry_after", { retryAfterMs: 3000 }, 3000],
    ["as long as the provider asks", { failure: failure("upstream_rate_limit", { retryAfterMs: 7000 }) }, 7000],
    ["up to a minute", { failure: failure("upstream_rate_limit", { retryAfterMs: 60_000 }) }, 60_000],
    [
      "not at all for one that asks for more",
      { failure: failure("upstream_rate_limit", { retryAfterMs: 61_000 }) },
      "the provider asks to wait 61 s",
    ],
    ["stops when its retries are used", { retries: 2 }, "all 2 retries are used"],
    ["stops when nobody is left", { hasAny: false }, "no healthy deployment is left"],
    ["tries a refused key elsewhere", { failure: failure("upstream_auth"), hasOther: true }, 0],
    ["but not again", { failure: failure("upstream_auth") }, "no other deployment has another key"],
    [
      "never retries an unknown model",
      { failure: failure("upstream_not_found"), hasOther: true },
      "an unknown model is not retried",
    ],
    [
      "nor a bad request",
      { failure: failure("upstream_bad_request"), hasOther: true },
      "the same request would fail again",
    ],
    ["unless a policy says so", { failure: failure("upstream_bad_request"), hasOther: true, isByPolicy: true }, 0],
    [
      "leaves a 429 of the only deployment to the fallbacks",
      { failure: failure("upstream_rate_limit"), hasFallbacks: true },
      "the only deployment is rate limited; fallbacks take over",
    ],
    [
      "leaves a failure to the fallbacks made for it",
      { failure: failure("upstream_context_window"), hasOwnFallbacks: true, isByPolicy: true, hasOther: true },
      "its own fallbacks take over",
    ],
    ["ends with its client", { failure: failure("client_disconnected"), hasOther: true }, "the client left"],
  ])("%s", (_name, input, expected) => {
    expect(judge(input)).toBe(expected);
  });
});

describe("retryLimit", () => {
  const policies = routing({
    retry_policy: { RateLimitErrorRetries: 4, InternalServerErrorRetries: 1, BadRequestErrorRetries: 0 },
    model_group_retry_policy: { special: { RateLimitErrorRetries: 7 } },
  });
  const limit = (
    code: Parameters<typeof failure>[0],
    {
      requested = null,
      own = null,
      group = "group",
    }: { requested?: number | null; own?: number | null; group?: string } = {},
  ): number =>
    retryLimit(requested, deployment("a", { numRetries: own }), failure(code), {
      group,
      routing: policies,
      numRetries: 2,
    }).limit;

  it("takes the request's number, then the deployment's, then the class's, then the router's", () => {
    expect(limit("upstream_rate_limit", { requested: 9, own: 5 })).toBe(9);
    expect(limit("upstream_rate_limit", { own: 5 })).toBe(5);
    expect(limit("upstream_rate_limit", { group: "special" })).toBe(7);
    expect(limit("upstream_rate_limit")).toBe(4);
    expect(limit("upstream_timeout")).toBe(2);
  });

  it.each(["upstream_error", "upstream_unavailable", "upstream_disconnected", "dns_error"] as const)(
    "honours InternalServerErrorRetries for %s, which LiteLLM accepts and never reads",
    (code) => expect(limit(code)).toBe(1),
  );

  it("lets the entry of bad requests count for a content policy failure before its own", () => {
    const asked = { group: "group", numRetries: 2 };
    const both = routing({ retry_policy: { BadRequestErrorRetries: 1, ContentPolicyViolationErrorRetries: 3 } });
    const own = routing({ retry_policy: { ContentPolicyViolationErrorRetries: 3 } });
    const refused = failure("upstream_content_policy");
    expect(retryLimit(null, deployment("a"), refused, { ...asked, routing: both }).limit).toBe(1);
    expect(retryLimit(null, deployment("a"), refused, { ...asked, routing: own }).limit).toBe(3);
  });

  it("bounds whatever is asked for", () => {
    expect(limit("upstream_error", { requested: 1e9 })).toBe(100);
  });
});
