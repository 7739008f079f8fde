/** Headers in the log: all their names, and no value that may prove who somebody is. */
import { describe, expect, it } from "vitest";
import { keptHeaders, keptInTurn, keptUrl, notKept } from "./kept-headers.ts";

const proofs = [
  "authorization",
  "Proxy-Authorization",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
  "x-litellm-api-key",
  "x-portico-panel-token",
  "x-amz-security-token",
  "cookie",
  "set-cookie",
  "x-company-gate",
];

describe("kept headers", () => {
  it.each(proofs)("name %s and leave its value out", (name) => {
    const line = ` ${name.toLowerCase()}: ${notKept}\n`;
    expect(keptHeaders({ [name]: "a-value-that-proves" })).toBe(line);
    expect(keptInTurn([name, "a-value-that-proves"])).toBe(line);
  });

  it("show what says how something was asked or answered", () => {
    const headers = {
      "Content-Type": "application/json",
      "anthropic-beta": ["a", "b"],
      "x-ratelimit-remaining-tokens": "12",
      "x-litellm-call-id": "c1",
    };
    expect(keptHeaders(headers)).toBe(
      " content-type: application/json\n anthropic-beta: a, b\n x-ratelimit-remaining-tokens: 12\n x-litellm-call-id: c1\n",
    );
  });

  it("leave out the header that the file takes keys from, whatever it is called", () => {
    expect(keptHeaders({ "x-litellm-gate": "k" }, "X-LiteLLM-Gate")).toBe(` x-litellm-gate: ${notKept}\n`);
  });

  it("are bounded in number and length", () => {
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_none, index) => [`x-litellm-${index}`, "v".repeat(5000)]),
    );
    for (const kept of [keptHeaders(many), keptInTurn(Object.entries(many).flat())]) {
      const lines = kept.trimEnd().split("\n");
      expect([lines.length, lines[0]?.length]).toEqual([100, " x-litellm-0: ".length + 1024]);
    }
  });
});

describe("a kept address", () => {
  it("has its query, with the values that may prove something left out", () => {
    expect(keptUrl("https://a.example", "/v1/models?key=AIzaSecret&alt=sse&flag")).toBe(
      `https://a.example/v1/models?key=${notKept}&alt=sse&flag`,
    );
    expect(keptUrl("https://a.example", "/v1")).toBe("https://a.example/v1");
  });
});
