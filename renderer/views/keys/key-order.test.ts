/** States of keys, and the list that is made of them. */
import { describe, expect, it } from "vitest";
import { panelKey } from "./__fixtures__/panel-key.ts";
import { labelOf, listedKeys } from "./key-order.ts";
import type { KeySearch } from "./key-search.ts";
import { percentSpent, statesOf } from "./key-states.ts";

const cents = { duration: null, resetAt: null, reserved: "0", soft: null };

describe("a key's states", () => {
  it.each([
    [{}, ["active"]],
    [{ settings: { blocked: true }, isExpired: true }, ["blocked", "expired"]],
    [{ budget: { spent: "5", max: "5", soft: "4" } }, ["overBudget"]],
    [{ budget: { spent: "4.999999999", max: "5", soft: "4" } }, ["active", "overSoftBudget"]],
    [{ budget: { spent: "0", max: "0" } }, ["overBudget"]],
    [{ modelBudgets: [{ alias: "m", spent: "2", max: "1", ...cents }] }, ["active", "overModelBudget"]],
  ])("of %j are %j", (change, states) => expect(statesOf(panelKey(change))).toEqual(states));
});

describe("the share of a budget", () => {
  it.each([
    ["0", "5", 0],
    ["1", "3", 33.33],
    ["4.999999999", "5", 99.99],
    ["7", "5", 100],
    ["0", "0", 100],
    ["900000000.000000001", "1000000000", 90],
  ])("that %s is of %s is %d percent, and full only when it is spent", (spent, max, percent) =>
    expect(percentSpent({ spent, max, ...cents })).toBe(percent),
  );
  it("is not known without a budget", () => expect(percentSpent({ spent: "1", max: null, ...cents })).toBeNull());
});

describe("the list", () => {
  const keys = [
    panelKey({ id: "c", createdAt: 3, settings: { key_alias: "key 10", tags: ["ci"] }, budget: { spent: "2" } }),
    panelKey({
      id: "b",
      createdAt: 2,
      settings: { key_alias: "key 9", blocked: true },
      budget: { spent: "1", max: "1", soft: "0.5" },
    }),
    panelKey({ id: "a", createdAt: 1, keyName: "sk-...zzzz", lastUsedAt: 9, budget: { spent: "2", max: "100" } }),
  ];
  const ids = (search: KeySearch): string =>
    listedKeys(keys, search)
      .map(({ id }) => id)
      .join("");

  it.each<[KeySearch, string]>([
    [{}, "cba"],
    [{ sort: "name" }, "bca"],
    [{ sort: "name", down: true }, "acb"],
    [{ sort: "spent" }, "cab"],
    [{ sort: "share" }, "bac"],
    [{ sort: "lastUsed" }, "acb"],
    [{ sort: "created", down: false }, "abc"],
    [{ sort: "state" }, "bca"],
    [{ search: "KEY" }, "cb"],
    [{ search: "ci key" }, "c"],
    [{ search: "zzzz" }, "a"],
    [{ search: "nothing" }, ""],
    [{ state: "blocked" }, "b"],
    [{ state: "active", search: "key" }, "c"],
    [{ state: "overSoftBudget" }, "b"],
  ])("by %j is %s", (search, order) => expect(ids(search)).toBe(order));

  it("calls a key by its alias, else by its end", () =>
    expect(keys.map(labelOf)).toEqual(["key 10", "key 9", "sk-...zzzz"]));
});
