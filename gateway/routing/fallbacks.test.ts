import { describe, expect, it } from "vitest";
import { failure, routing } from "./__fixtures__/sample.ts";
import { fallbacksFor, type RequestFallbacks } from "./fallbacks.ts";

const silent: RequestFallbacks = {
  isDisabled: false,
  list: null,
  fallbacks: null,
  contextWindow: null,
  contentPolicy: null,
};
const settings = routing({
  fallbacks: [{ main: ["second", "third"] }, { "some-model": ["bare"] }],
  default_fallbacks: ["last"],
});

function groups(
  code: Parameters<typeof failure>[0],
  names: string[],
  { request = silent, file = settings }: { request?: RequestFallbacks; file?: typeof settings } = {},
): readonly string[] {
  return fallbacksFor(failure(code), names, file, request).groups;
}

describe("fallbacksFor", () => {
  it.each([
    ["the group's own list", ["main"], ["second", "third"]],
    ["the list of its alias where it was asked for by another name", ["dep-1", "main"], ["second", "third"]],
    ["the list of the name without its provider", ["openai/some-model"], ["bare"]],
    ["the defaults", ["other"], ["last"]],
  ])("finds %s", (_name, names, expected) => {
    expect(groups("upstream_error", names)).toEqual(expected);
  });

  it("uses them for every kind of failure of a provider, bad requests and keys included", () => {
    for (const code of [
      "upstream_bad_request",
      "upstream_auth",
      "upstream_context_window",
      "no_healthy_deployment",
    ] as const)
      expect(groups(code, ["main"])).toEqual(["second", "third"]);
  });

  it("asks only the special ones once they are configured, though they have nothing for the group", () => {
    const file = routing({
      fallbacks: [{ main: ["second"] }],
      context_window_fallbacks: [{ main: ["large"] }],
      content_policy_fallbacks: [{ other: ["tolerant"] }],
    });
    expect(groups("upstream_context_window", ["main"], { file })).toEqual(["large"]);
    expect(groups("upstream_content_policy", ["main"], { file })).toEqual([]);
    expect(groups("upstream_error", ["main"], { file })).toEqual(["second"]);
  });

  it("lets the request have its own list, its own map, or none", () => {
    expect(groups("upstream_error", ["main"], { request: { ...silent, list: ["mine"] } })).toEqual(["mine"]);
    const fallbacks = new Map([["main", ["mapped"]]]);
    expect(groups("upstream_error", ["main"], { request: { ...silent, fallbacks } })).toEqual(["mapped"]);
    expect(groups("upstream_error", ["x"], { request: { ...silent, fallbacks } })).toEqual([]);
    expect(groups("upstream_error", ["main"], { request: { ...silent, isDisabled: true } })).toEqual([]);
    const contextWindow = new Map([["main", ["larger"]]]);
    expect(groups("upstream_context_window", ["main"], { request: { ...silent, contextWindow } })).toEqual(["larger"]);
  });

  it("does nothing for a client that left", () => {
    expect(groups("client_disconnected", ["main"])).toEqual([]);
  });
});
