import { describe, expect, it } from "vitest";
import { eventData } from "./sse-bytes.ts";

describe("eventData", () => {
  it("keeps characters that end a line in JavaScript but not in an event stream", () => {
    const text = "a\u2028b\u2029c\u0085d\u000be";
    expect(eventData(Buffer.from(`data: ${text}\n\n`))).toBe(text);
  });

  it("joins several data lines and passes comments over", () => {
    expect(eventData(Buffer.from(": note\r\ndata: a\r\nevent: x\r\ndata:b\r\n\r\n"))).toBe("a\nb");
    expect(eventData(Buffer.from(": note\n\n"))).toBeNull();
  });
});
