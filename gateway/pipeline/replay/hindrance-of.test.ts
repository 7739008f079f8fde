import { describe, expect, it } from "vitest";
import { replayHindrances } from "../../contract/replay.ts";
import { hindranceOf, refusedReplay, type ReplayedRow } from "./hindrance-of.ts";

const body = '{"model":"m","input":"안녕"}';
const row = (change: Partial<ReplayedRow>): ReplayedRow => {
  const requestBody = "requestBody" in change ? change.requestBody : body;
  return { state: "ok", operation: "chat", requestBody, requestBytes: Buffer.byteLength(requestBody ?? ""), ...change };
};

describe("a row of the log", () => {
  it("can be sent again when every byte of its body is there, however it ended", () => {
    expect(hindranceOf(row({}))).toBeNull();
    expect(hindranceOf(row({ state: "upstream_error" }))).toBeNull();
    expect(hindranceOf(row({ operation: "embedding" }))).toBeNull();
  });

  it("cannot when its body was cut, even where what is left of it is JSON", () => {
    expect(hindranceOf(row({ requestBody: body.slice(0, -5), requestBytes: 400 }))).toBe("cut");
    expect(hindranceOf(row({ requestBytes: Buffer.byteLength(body) + 1 }))).toBe("cut");
  });

  it("cannot when a secret was taken out of it, even one that was as long as the mask", () => {
    const redacted = '{"model":"m","input":"[redacted]"}';
    expect(hindranceOf(row({ requestBody: redacted }))).toBe("redacted");
    expect(hindranceOf(row({ requestBody: redacted, requestBytes: 90 }))).toBe("redacted");
  });

  it("cannot when it is gone, runs, was a form, was passed through, was not kept or was no JSON", () => {
    expect(hindranceOf(null)).toBe("gone");
    expect(hindranceOf(row({ state: "in_flight" }))).toBe("running");
    expect(hindranceOf(row({ operation: "pass_through" }))).toBe("pass_through");
    expect(hindranceOf(row({ operation: "transcription" }))).toBe("form");
    expect(hindranceOf(row({ operation: "image_edit", requestBody: "--x\r\ncontent-disposition: ..." }))).toBe("form");
    expect(hindranceOf(row({ requestBody: null }))).toBe("not_kept");
    expect(hindranceOf(row({ requestBody: "{nope" }))).toBe("not_json");
    expect(hindranceOf(row({ requestBody: "[1]" }))).toBe("not_json");
  });

  it("that cannot be sent says why in words", () => {
    for (const hindrance of replayHindrances)
      expect(refusedReplay(hindrance).message).toMatch(/^This request cannot be sent again as it was: .{12,}\.$/);
  });
});
