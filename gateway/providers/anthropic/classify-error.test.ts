import { describe, expect, it } from "vitest";
import { classifyError, classifyInside } from "./classify-error.ts";

function reply(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Parameters<typeof classifyError>[0] {
  return { status, headers, body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)) };
}

const anthropic = (type: string, message: string): unknown => ({ type: "error", error: { type, message } });

describe("Anthropic's refusals", () => {
  it.each([
    [400, "invalid_request_error", "bad", "upstream_bad_request", 400, "BadRequestError"],
    [
      400,
      "invalid_request_error",
      "prompt is too long: 210000 tokens > 200000 maximum",
      "upstream_context_window",
      400,
      "ContextWindowExceededError",
    ],
    [
      400,
      "invalid_request_error",
      "input length and `max_tokens` exceed context limit: 1 + 2",
      "upstream_context_window",
      400,
      "ContextWindowExceededError",
    ],
    [
      400,
      "invalid_request_error",
      "This model's maximum context length is 4097 tokens. However, you requested 5000 tokens.",
      "upstream_context_window",
      400,
      "ContextWindowExceededError",
    ],
    [
      400,
      "invalid_request_error",
      "Output blocked by content filtering policy",
      "upstream_content_policy",
      400,
      "ContentPolicyViolationError",
    ],
    [401, "authentication_error", "invalid x-api-key", "upstream_auth", 401, "AuthenticationError"],
    [403, "permission_error", "no", "upstream_permission", 403, "APIError"],
    [404, "not_found_error", "model: x", "upstream_not_found", 404, "NotFoundError"],
    [413, "request_too_large", "big", "upstream_bad_request", 413, "APIError"],
    [429, "rate_limit_error", "slow", "upstream_rate_limit", 429, "RateLimitError"],
    [500, "api_error", "oops", "upstream_error", 500, "InternalServerError"],
    [529, "overloaded_error", "Overloaded", "upstream_unavailable", 529, "ServiceUnavailableError"],
  ])("%i %s (%s) is %s", (status, type, message, code, shown, className) => {
    expect(classifyError(reply(status, anthropic(type, message)))).toEqual({
      code,
      status: shown,
      className,
      text: message,
      retryAfterMs: null,
    });
  });

  it("says when to come back", () => {
    expect(classifyError(reply(429, anthropic("rate_limit_error", "x"), { "retry-after": "7" })).retryAfterMs).toBe(
      7000,
    );
  });

  it("inside a stream the type stands for the status; a type nobody knows is a 500", () => {
    expect(classifyInside({ type: "overloaded_error", message: "Overloaded" })).toMatchObject({ status: 529 });
    expect(classifyInside({ type: "toString", message: "m" })).toMatchObject({ status: 500, text: "m" });
    expect(classifyInside(null)).toMatchObject({ status: 500, text: "The provider sent no reason." });
  });

  it("finds the sentence wherever a proxy in between put it", () => {
    expect(classifyError(reply(502, "<html>bad gateway</html>")).text).toBe("<html>bad gateway</html>");
    expect(classifyError(reply(400, { detail: "d" })).text).toBe("d");
    expect(classifyError(reply(400, { error: "e" })).text).toBe("e");
    expect(classifyError(reply(302, "")).code).toBe("redirect_refused");
  });
});
