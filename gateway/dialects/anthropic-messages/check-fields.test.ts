import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GatewayError } from "../../contract/errors.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import { errorBody, errorEvent } from "./error-body.ts";

const messages = [{ role: "user", content: "hi" }];

describe("a Messages request that is not one", () => {
  it.each([
    [{ messages }, "max_tokens", "Field required"],
    [{ max_tokens: "5", messages }, "max_tokens", "integer"],
    [{ max_tokens: 5 }, "messages", "Field required"],
    [{ max_tokens: 5, messages: "hi" }, "messages", "list"],
    [{ max_tokens: 5, messages: [] }, "messages", "at least one"],
    [{ max_tokens: 5, messages: ["hi"] }, "messages.0", "object"],
    [{ max_tokens: 5, messages: [{ role: "tool", content: "x" }] }, "messages.0.role", "'user'"],
    [{ max_tokens: 5, messages: [{ role: "user" }] }, "messages.0.content", "Field required"],
    [{ max_tokens: 5, messages: [{ role: "user", content: 1 }] }, "messages.0.content", "blocks"],
    [{ max_tokens: 5, messages: [{ role: "user", content: ["x"] }] }, "messages.0.content.0", "object"],
    [{ max_tokens: 5, messages: [{ role: "user", content: [{}] }] }, "messages.0.content.0.type", "Field required"],
    [{ max_tokens: 5, messages, system: 3 }, "system", "string"],
    [{ max_tokens: 5, messages, tools: {} }, "tools", "list"],
    [{ max_tokens: 5, messages, stream: "yes" }, "stream", "boolean"],
  ])("%j is a 400 that names %s", (fields, param, reason) => {
    try {
      anthropicMessages.check(fields);
      expect.unreachable("the request passed");
    } catch (error) {
      expect(error).toMatchObject({ code: "invalid_request", status: 400, param });
      expect(String(error)).toContain(reason);
    }
  });

  it("arbitrary JSON is refused or passes, and nothing else", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("max_tokens", "messages", "system", "tools", "stream"), fc.jsonValue()),
        (fields) => {
          try {
            anthropicMessages.check(fields);
          } catch (error) {
            expect(error).toBeInstanceOf(GatewayError);
          }
          expect(anthropicMessages.toConversation(fields).family).toBe("anthropic");
        },
      ),
    );
  });

  it("says nothing about fields the form has a place for, and keeps the others", () => {
    const read = anthropicMessages.toConversation({
      max_tokens: 5,
      messages,
      num_retries: 3,
      foo: 1,
      metadata: { tags: [] },
    });
    expect(read.extra).toEqual({ foo: 1 });
    expect(read.user).toBeNull();
  });
});

describe("errors as Anthropic's clients read them", () => {
  it.each([
    ["invalid_request", undefined, 400, "invalid_request_error"],
    ["invalid_api_key", undefined, 401, "authentication_error"],
    ["upstream_payment", undefined, 402, "billing_error"],
    ["upstream_permission", undefined, 403, "permission_error"],
    ["model_not_found", undefined, 404, "not_found_error"],
    ["request_too_large", undefined, 413, "request_too_large"],
    ["upstream_unprocessable", undefined, 422, "invalid_request_error"],
    ["upstream_rate_limit", undefined, 429, "rate_limit_error"],
    ["internal_error", undefined, 500, "api_error"],
    ["upstream_unavailable", undefined, 503, "overloaded_error"],
    ["upstream_unavailable", 529, 529, "overloaded_error"],
    ["upstream_timeout", 504, 504, "timeout_error"],
  ] as const)("%s (%s) is %i %s", (code, status, shown, type) => {
    const error = new GatewayError(code, { message: "m", hint: "h", ...(status === undefined ? {} : { status }) });
    expect(error.status).toBe(shown);
    expect(JSON.parse(errorBody(error, "req_1"))).toEqual({
      type: "error",
      error: { type, message: "m", portico_code: code, hint: "h" },
      request_id: "req_1",
    });
  });

  it("end a broken stream with an event of their own", () => {
    const error = new GatewayError("upstream_disconnected", { message: "cut\nin two" });
    const text = errorEvent(error, null);
    expect(text.startsWith('event: error\ndata: {"type":"error"')).toBe(true);
    expect(text.split("\n").length).toBe(4);
  });
});
