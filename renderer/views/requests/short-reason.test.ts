import { describe, expect, it } from "vitest";
import { shortReason } from "./short-reason.ts";

describe("shortReason", () => {
  it.each([
    ["litellm.RateLimitError: OpenrouterException - Rate limit reached for model", "Rate limit reached for model"],
    ["litellm.BadRequestError: You passed in model=nope.", "You passed in model=nope."],
    ["'messages' must be a list.", "'messages' must be a list."],
    ["A litellm.RateLimitError: in the middle", "A litellm.RateLimitError: in the middle"],
  ])("leaves of %j what says why", (message, short) => {
    expect(shortReason(message)).toBe(short);
  });
});
