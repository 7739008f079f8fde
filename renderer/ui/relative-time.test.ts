import { describe, expect, it } from "vitest";
import { formatRelative } from "./relative-time.ts";

describe("a time from now", () => {
  it.each([
    [400, "en", "now"],
    [-400, "ko", "지금"],
    [-5_000, "en", "5 sec. ago"],
    [59_999, "en", "in 59 sec."],
    [90_000, "en", "in 1 min."],
    [-7_200_000, "ko", "2시간 전"],
    [3 * 86_400_000, "ko", "3일 후"],
    [40 * 86_400_000, "en", "in 1 mo."],
  ])("of %d ms in %s is %s", (distance, language, text) =>
    expect(formatRelative(1e12 + distance, 1e12, language)).toBe(text),
  );
});
