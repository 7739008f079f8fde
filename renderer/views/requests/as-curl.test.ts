import { expect, it } from "vitest";
import { asCurl } from "./as-curl.ts";

const call = { path: "/v1/messages", requestBody: `{"a":"it's"}`, requestCut: false };

it("repeats a call of any dialect, the key from the environment, quotes kept", () => {
  expect(asCurl(call, "http://127.0.0.1:4000/v1")).toBe(
    [
      "curl 'http://127.0.0.1:4000/v1/messages'",
      '-H "Authorization: Bearer $LITELLM_MASTER_KEY"',
      '-H "Content-Type: application/json"',
      `--data-binary '{"a":"it'\\''s"}'`,
    ].join(" \\\n  "),
  );
});

it("offers no line that would send something else: a cut body, none, or a form", () => {
  for (const more of [{ requestCut: true }, { requestBody: null }, { requestBody: "" }, { requestBody: "--b\r\n" }]) {
    expect(asCurl({ ...call, ...more }, "http://127.0.0.1:4000/v1")).toBeNull();
  }
});
