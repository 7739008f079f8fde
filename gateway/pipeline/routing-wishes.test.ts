import { describe, expect, it } from "vitest";
import { routingWishes } from "./routing-wishes.ts";

describe("routingWishes", () => {
  it("says nothing for a request that says nothing", () => {
    expect(routingWishes({}, {}, [])).toEqual({
      numRetries: null,
      fallbacks: { isDisabled: false, list: null, fallbacks: null, contextWindow: null, contentPolicy: null },
      tags: [],
      region: null,
    });
  });

  it.each([
    [{ "x-litellm-num-retries": "3" }, { num_retries: 1 }, 3],
    [{}, { num_retries: 1 }, 1],
    [{}, { num_retries: "2" }, 2],
    [{}, { num_retries: -1 }, null],
    [{ "x-litellm-num-retries": "many" }, {}, null],
    [{}, { num_retries: 1.5 }, null],
  ])("reads retries of %j and %j as %j", (headers, fields, expected) => {
    expect(routingWishes(headers, fields, []).numRetries).toBe(expected);
  });

  it("collects tags of body, metadata and header once each", () => {
    const fields = { tags: ["a", 7, "b"], metadata: { tags: ["b", "c"] } };
    expect(routingWishes({ "x-litellm-tags": "c, d ,," }, fields, []).tags).toEqual(["a", "b", "c", "d"]);
  });

  it("gives every request the tags of its key, before its own", () => {
    expect(routingWishes({ "x-litellm-tags": "b" }, { tags: ["own"] }, ["b", "team"]).tags).toEqual([
      "b",
      "team",
      "own",
    ]);
  });

  it("takes fallbacks as names, as {model}, or as the file's maps", () => {
    expect(routingWishes({}, { fallbacks: ["a", { model: "b" }] }, []).fallbacks.list).toEqual(["a", "b"]);
    const mapped = routingWishes({}, { fallbacks: [{ m: ["a"] }, { n: ["b"] }, { m: ["late"] }] }, []).fallbacks;
    expect(mapped).toMatchObject({
      list: null,
      fallbacks: new Map([
        ["m", ["a"]],
        ["n", ["b"]],
      ]),
    });
    const special = routingWishes(
      {},
      { context_window_fallbacks: [{ m: ["l"] }], content_policy_fallbacks: [] },
      [],
    ).fallbacks;
    expect(special).toMatchObject({ contextWindow: new Map([["m", ["l"]]]), contentPolicy: new Map() });
  });

  it.each([
    [{ fallbacks: [{ model: "a", api_base: "http://evil" }] }, "field_not_allowed"],
    [{ fallbacks: [{ model: "a", api_key: "k" }] }, "field_not_allowed"],
    [{ fallbacks: [["a"]] }, "field_not_allowed"],
    [{ fallbacks: "a" }, "invalid_request"],
    [{ fallbacks: Array.from({ length: 51 }, () => "a") }, "invalid_request"],
    [{ context_window_fallbacks: ["a"] }, "invalid_request"],
    [{ content_policy_fallbacks: [{ m: "a" }] }, "invalid_request"],
  ])("refuses %j", (fields, code) => {
    expect(() => routingWishes({}, fields, [])).toThrow(expect.objectContaining({ code }));
  });
});
