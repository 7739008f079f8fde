import { describe, expect, it } from "vitest";
import { alias, deployment, reading } from "../__fixtures__/sample-reading.ts";
import { AliasIndex } from "../graph/alias-index.ts";
import { callKey } from "../traffic/traffic.ts";
import { filterAliases } from "./filter-aliases.ts";
import { treeRows } from "./tree-rows.ts";

const known = reading([
  alias("qwen", { deployments: [deployment(0), deployment(1)], fallbacks: ["gpt-4"] }),
  alias("gpt-4", { deployments: [{ ...deployment(2), provider: "azure", apiBase: "https://east.example/v1" }] }),
  alias("short", { aliasOf: "qwen" }),
]);

describe("the filter", () => {
  it("finds an alias by its name, model, provider or host, every word of it, in the file's order", () => {
    expect(filterAliases(known, "")).toEqual(["qwen", "gpt-4", "short"]);
    expect(filterAliases(known, "QWEN")).toEqual(["qwen", "short"]);
    expect(filterAliases(known, "azure east")).toEqual(["gpt-4"]);
    expect(filterAliases(known, "model-1")).toEqual(["qwen"]);
    expect(filterAliases(known, "azure qwen")).toEqual([]);
  });

  it("looks through ten thousand aliases within a frame once their words are made", () => {
    const many = reading(
      Array.from({ length: 10_000 }, (_one, at) => alias(`alias-${at}`, { deployments: [deployment(at)] })),
    );
    filterAliases(many, "alias");
    const startedAt = performance.now();
    expect(filterAliases(many, "alias-99")).toHaveLength(111);
    expect(performance.now() - startedAt).toBeLessThan(50);
  });
});

describe("the list's rows", () => {
  const curl = { id: "curl|", program: "curl", key: null };
  const rowsOf = (open: (alias: string) => boolean): readonly string[] =>
    treeRows({
      index: new AliasIndex(known),
      names: ["qwen", "short"],
      defaultFallbacks: ["qwen"],
      clients: [curl],
      aliasesOf: new Map([["curl|", new Set(["qwen"])]]),
      isOpen: open,
    }).map(
      ({ level, part, flow }) => `${level} ${part.kind}${flow === callKey("curl|", "qwen") ? " of the call" : ""}`,
    );

  it("are each alias with its clients, deployments and fallbacks below it, and the default ones at the end", () => {
    expect(rowsOf(() => true)).toEqual([
      "1 alias",
      "2 client of the call",
      "2 deployment",
      "2 deployment",
      "2 fallback",
      "1 alias",
      "2 group",
      "1 default",
      "2 fallback",
    ]);
  });

  it("are the alias alone when it is folded", () => {
    expect(rowsOf((name) => name === "short")).toEqual(["1 alias", "1 alias", "2 group", "1 default", "2 fallback"]);
  });
});
