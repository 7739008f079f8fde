/** Which pictures can be asked for: those that are pictures by their bytes, whatever they are called. */
import { expect, it } from "vitest";
import { mediaAt, mediaIn } from "./media-part.ts";

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

it("a picture that came along can be drawn, under the type that its bytes have", () => {
  expect(mediaAt("image", `data:image/svg+xml;base64,${png}`).picture).toBe(`data:image/png;base64,${png}`);
  expect(mediaIn("image", "", png).picture).toBe(`data:image/png;base64,${png}`);
});

it.each([
  ["a drawing that may hold a program", `data:image/svg+xml;base64,${btoa("<svg onload=alert(1)>")}`],
  ["an address elsewhere", "https://example.com/x.png"],
  ["text that only begins like a picture", `data:image/png;base64,${png.slice(0, 20)}"><script>`],
])("%s is never drawn", (_what, url) => {
  expect(mediaAt("image", url).picture).toBeUndefined();
});

it("sound and files are never drawn", () => {
  expect(mediaIn("audio", "wav", png).picture).toBeUndefined();
});
