import { describe, expect, it } from "vitest";
import { readCredential } from "./credential.ts";

describe("readCredential", () => {
  it.each([
    [{ authorization: "Bearer sk-1" }],
    [{ authorization: "bearer sk-1" }],
    [{ authorization: "Basic sk-1" }],
    [{ "x-litellm-api-key": "sk-1" }],
    [{ "x-litellm-api-key": "Bearer sk-1" }],
    [{ "api-key": "sk-1" }],
    [{ "x-api-key": "sk-1" }],
    [{ "x-goog-api-key": "sk-1" }],
    [{ "ocp-apim-subscription-key": "sk-1" }],
    [{ "x-api-key": "sk-1", authorization: "Bearer sk-1" }],
  ])("reads the same key from %j", (headers) => {
    expect(readCredential(headers, null)).toBe("sk-1");
  });

  it.each([[{}], [{ authorization: "" }], [{ authorization: "Bearer " }], [{ "x-api-key": "" }]])(
    "finds none in %j",
    (headers) => {
      expect(readCredential(headers, null)).toBeNull();
    },
  );

  it.each([[{ authorization: "sk-1" }], [{ authorization: "Token sk-1" }]])("calls %j malformed", (headers) => {
    expect(() => readCredential(headers, null)).toThrow(/Malformed API Key/);
  });

  it("refuses two carriers that disagree, whichever of them is right", () => {
    expect(() => readCredential({ authorization: "Bearer a", "x-api-key": "b" }, null)).toThrow(/different API keys/);
  });

  it("refuses a key longer than any key", () => {
    expect(() => readCredential({ "x-api-key": "k".repeat(513) }, null)).toThrow(/Malformed/);
  });

  it("reads only the configured header when one is configured", () => {
    expect(readCredential({ "X-My-Key": "no", "x-my-key": "sk-2", authorization: "Bearer sk-1" }, "X-My-Key")).toBe(
      "sk-2",
    );
  });
});
