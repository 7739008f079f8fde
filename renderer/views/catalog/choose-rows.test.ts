import { describe, expect, it } from "vitest";
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import { catalogRow } from "./__fixtures__/row.ts";
import { catalogSearchSchema, type CatalogFilter } from "./catalog-search.ts";
import { chooseRows } from "./choose-rows.ts";

const price = (inputPerMillion: string): CatalogRow["price"] => ({
  inputPerMillion,
  outputPerMillion: null,
  cacheReadPerMillion: null,
  source: "price_map",
});
const ability = (name: "tools" | "vision", state: "yes" | "no") =>
  ({ name, state, source: "probe", evidence: null, at: 1 }) as const;
const rows = [
  catalogRow("a10", {
    price: price("0.5"),
    contextTokens: 8000,
    abilities: [ability("tools", "yes"), ability("vision", "no")],
  }),
  catalogRow("a2", { provider: "openrouter", model: "qwen/qwen3", health: "failing", calls: 4, errors: 1 }),
  catalogRow("b", {
    price: price("3"),
    contextTokens: 200000,
    mode: "embedding",
    abilities: [ability("vision", "yes")],
  }),
];
const ids = (filter: CatalogFilter, sort?: "alias" | "context" | "inputPrice" | "errors", down = false): string[] =>
  chooseRows(rows, filter, { sort, down }).map(({ deploymentId }) => deploymentId);

describe("a filter", () => {
  it.each([
    [{ provider: "openrouter" }, ["a2"]],
    [{ ability: "vision" }, ["b"]],
    [{ health: "failing" }, ["a2"]],
    [{ mode: "embedding" }, ["b"]],
    [{ alias: "a10" }, ["a10"]],
    [{ search: "QWEN openr" }, ["a2"]],
    [{ search: "nothing" }, []],
    [{}, ["a10", "a2", "b"]],
  ] as const)("%j lets through %j", (filter, expected) => {
    expect(ids(filter)).toEqual(expected);
  });

  it("by price leaves out what has no known price", () => {
    expect(ids({ max: 1 })).toEqual(["a10"]);
    expect(ids({ max: 0 })).toEqual([]);
  });
});

describe("the order", () => {
  it("is the file's without a column, and counts numbers in names as numbers", () => {
    expect(ids({})).toEqual(["a10", "a2", "b"]);
    expect(ids({}, "alias")).toEqual(["a2", "a10", "b"]);
  });

  it("keeps what is not known at the end, both ways", () => {
    expect(ids({}, "context")).toEqual(["a10", "b", "a2"]);
    expect(ids({}, "context", true)).toEqual(["b", "a10", "a2"]);
    expect(ids({}, "inputPrice", true)).toEqual(["b", "a10", "a2"]);
    expect(ids({}, "errors")).toEqual(["a2", "a10", "b"]);
  });
});

describe("an address", () => {
  it("that was tampered with shows everything instead of nothing", () => {
    expect(catalogSearchSchema.parse({ ability: "flying", health: 3, max: -1, sort: "colour", down: "yes" })).toEqual(
      {},
    );
  });
});
