import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alias, deployment, reading } from "../__fixtures__/sample-reading.ts";
import type { Client } from "../traffic/client-of.ts";
import { AliasIndex, neighbourhood } from "./alias-index.ts";
import { lanesFor } from "./geometry.ts";
import { aliasId, clientId, deploymentId, fallbackId, type GraphLayout, type GraphNode } from "./graph-parts.ts";
import { layoutGraph, type LayoutInput } from "./layout.ts";
import { walk } from "./walk.ts";

const curl: Client = { id: "curl|", program: "curl", key: null };
const python: Client = { id: "python|", program: "python", key: null };
const aliases = [
  alias("qwen", {
    deployments: [deployment(0), deployment(1)],
    fallbacks: ["gpt-4", "missing"],
    contextWindowFallbacks: ["long"],
  }),
  alias("gpt-4", { deployments: [deployment(2)], fallbacks: ["long"] }),
  alias("long", { deployments: [deployment(3)] }),
  alias("short", { aliasOf: "qwen" }),
  alias("openai/*", { deployments: [deployment(4)] }),
];

function input(parts: Partial<LayoutInput> = {}): LayoutInput {
  const index = new AliasIndex(reading(aliases));
  return {
    index,
    names: index.names,
    defaultFallbacks: [],
    clients: [curl, python],
    aliasesOf: new Map([
      ["curl|", new Set(["qwen"])],
      ["python|", new Set(["gpt-4", "long"])],
    ]),
    ...parts,
  };
}

const place = (layout: GraphLayout, id: string): GraphNode => {
  const node = layout.nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`no node ${id}`);
  return node;
};

describe("the layout", () => {
  it("stands clients, aliases, deployments and fallbacks in four columns, a row per alias in the file's order", () => {
    const layout = layoutGraph(input());
    const x = [
      clientId("curl|"),
      aliasId("qwen"),
      deploymentId(deployment(0)),
      fallbackId("qwen", "fallbacks", "gpt-4"),
    ].map((id) => place(layout, id).x);
    expect(x).toEqual([...x].sort((left, right) => left - right));
    expect(new Set(x).size).toBe(4);
    expect(layout.rows.map((row) => row.alias)).toEqual(["qwen", "gpt-4", "long", "short", "openai/*", null]);
  });

  it("never lets two nodes overlap, and keeps each in its row", () => {
    const counts = fc.array(fc.tuple(fc.nat(14), fc.nat(5)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(counts, (sizes) => {
        let entry = 0;
        const many = sizes.map(([deployments, fallbacks], at) =>
          alias(`alias-${at}`, {
            deployments: Array.from({ length: deployments }, () => deployment(entry++)),
            fallbacks: Array.from({ length: fallbacks }, (_one, other) => `alias-${other}`),
          }),
        );
        const index = new AliasIndex(reading(many));
        const { nodes, rows } = layoutGraph(input({ index, names: index.names, clients: [] }));
        const overlap = (left: GraphNode, right: GraphNode): boolean =>
          left.x < right.x + right.width &&
          right.x < left.x + left.width &&
          left.y < right.y + right.height &&
          right.y < left.y + left.height;
        for (const [at, left] of nodes.entries())
          for (const right of nodes.slice(at + 1)) expect(overlap(left, right)).toBe(false);
        for (const node of nodes)
          expect(rows.filter((row) => node.y >= row.y && node.y + node.height <= row.y + row.height)).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same places for the same aliases, and moves no node when a client comes", () => {
    const before = layoutGraph(input());
    expect(layoutGraph(input())).toEqual(before);
    const zed: Client = { id: "zed|", program: "zed", key: null };
    const after = layoutGraph(
      input({
        clients: [curl, python, zed],
        aliasesOf: new Map([...input().aliasesOf, ["zed|", new Set(["qwen"])]]),
      }),
    );
    for (const node of before.nodes) expect(after.nodes).toContainEqual(node);
    expect(after.nodes).toHaveLength(before.nodes.length + 1);
  });

  it("leads a fallback around to the alias it names, through a wildcard too, and nowhere when there is none", () => {
    const index = new AliasIndex(reading([...aliases, alias("wild", { fallbacks: ["openai/gpt-5"] })]));
    const { lines, nodes } = layoutGraph(input({ index, names: index.names }));
    const leads = lines.filter(({ kind }) => kind === "leadsTo").map(({ source, target }) => [source, target]);
    expect(leads).toContainEqual([fallbackId("qwen", "fallbacks", "gpt-4"), aliasId("gpt-4")]);
    expect(leads).toContainEqual([fallbackId("wild", "fallbacks", "openai/gpt-5"), aliasId("openai/*")]);
    expect(leads).toContainEqual(["group:short", aliasId("qwen")]);
    const missing = nodes.find((node) => node.kind === "fallback" && node.target === "missing");
    expect(missing).toMatchObject({ isKnown: false });
    expect(leads.filter(([source]) => source === missing?.id)).toEqual([]);
  });

  it("opens a group of hundreds as its first ones and the count of the rest", () => {
    const big = alias("big", { deployments: Array.from({ length: 300 }, (_one, at) => deployment(at)) });
    const index = new AliasIndex(reading([big]));
    const { nodes } = layoutGraph(input({ index, names: ["big"] }));
    expect(nodes.filter(({ kind }) => kind === "deployment")).toHaveLength(7);
    expect(nodes.find(({ kind }) => kind === "moreDeployments")).toMatchObject({ count: 293 });
  });

  it("keeps lines of one lane apart", () => {
    const spans = fc.array(fc.record({ from: fc.nat(500), to: fc.nat(500) }), { maxLength: 24 });
    fc.assert(
      fc.property(spans, (all) => {
        const lanes = lanesFor(all);
        for (const [at, left] of all.entries()) {
          for (const [other, right] of all.entries()) {
            if (other <= at || lanes[at] !== lanes[other]) continue;
            const apart =
              Math.max(left.from, left.to) < Math.min(right.from, right.to) ||
              Math.max(right.from, right.to) < Math.min(left.from, left.to);
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });
});

describe("the neighbourhood of an alias", () => {
  it("is what it leads to and what leads to it, group aliases included", () => {
    const index = new AliasIndex(reading(aliases));
    expect(neighbourhood(index, "qwen")).toEqual(["qwen", "gpt-4", "long", "short"]);
    expect(neighbourhood(index, "long")).toEqual(["long", "qwen", "gpt-4"]);
    expect(neighbourhood(index, "unknown")).toEqual([]);
  });

  it("of one among ten thousand takes no time worth a name", () => {
    const many = Array.from({ length: 10_000 }, (_one, at) =>
      alias(`alias-${at}`, { deployments: [deployment(at)], fallbacks: [`alias-${at + 1}`] }),
    );
    const startedAt = performance.now();
    const index = new AliasIndex(reading(many));
    expect(neighbourhood(index, "alias-500")).toEqual(["alias-500", "alias-501", "alias-499"]);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe("arrow keys", () => {
  const layout = layoutGraph(input());
  const gpt4 = fallbackId("qwen", "fallbacks", "gpt-4");

  it("lead right along the lines to the alias a fallback names", () => {
    expect(walk(layout, clientId("curl|"), "right")).toBe(aliasId("qwen"));
    expect(walk(layout, aliasId("qwen"), "right")).toBe(deploymentId(deployment(0)));
    expect(walk(layout, deploymentId(deployment(0)), "right")).toBe(gpt4);
    expect(walk(layout, gpt4, "right")).toBe(aliasId("gpt-4"));
    expect(walk(layout, deploymentId(deployment(3)), "right")).toBeNull();
    expect(walk(layout, "group:short", "right")).toBe(aliasId("qwen"));
  });

  it("lead left back the same way", () => {
    expect(walk(layout, gpt4, "left")).toBe(deploymentId(deployment(0)));
    expect(walk(layout, deploymentId(deployment(1)), "left")).toBe(aliasId("qwen"));
    expect(walk(layout, aliasId("qwen"), "left")).toBe(clientId("curl|"));
    expect(walk(layout, clientId("curl|"), "left")).toBeNull();
  });

  it("lead up and down a column, over the rows, to both ends", () => {
    expect(walk(layout, aliasId("qwen"), "down")).toBe(aliasId("gpt-4"));
    expect(walk(layout, deploymentId(deployment(1)), "down")).toBe(deploymentId(deployment(2)));
    expect(walk(layout, aliasId("qwen"), "up")).toBeNull();
    expect(walk(layout, aliasId("gpt-4"), "first")).toBe(aliasId("qwen"));
    expect(walk(layout, aliasId("qwen"), "last")).toBe("default");
  });

  it("reach every node from the first alias", () => {
    const steps = ["right", "left", "up", "down", "first", "last"] as const;
    const reached = new Set([aliasId("qwen")]);
    for (const id of reached) {
      for (const step of steps) {
        const next = walk(layout, id, step);
        if (next !== null) reached.add(next);
      }
    }
    expect(reached.size).toBe(layout.nodes.length);
  });
});
