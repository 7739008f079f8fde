import { describe, expect, it } from "vitest";
import { alias, deployment, reading } from "../__fixtures__/sample-reading.ts";
import { AliasIndex } from "./alias-index.ts";
import { connectDrop, dragDrop } from "./drops.ts";
import { aliasId, defaultId, deploymentId, fallbackId, type GraphNode } from "./graph-parts.ts";
import { layoutGraph } from "./layout.ts";
import { successor } from "./graph-keys.ts";

const index = new AliasIndex(
  reading([
    alias("qwen", {
      deployments: [deployment(0)],
      fallbacks: ["gpt-4", "long", "short"],
      contextWindowFallbacks: ["long"],
    }),
    alias("gpt-4", { deployments: [deployment(1)] }),
    alias("long", { deployments: [deployment(2)] }),
    alias("short", { aliasOf: "qwen" }),
  ]),
);
const layout = layoutGraph({
  index,
  names: index.names,
  defaultFallbacks: [],
  clients: [],
  aliasesOf: new Map(),
});
const node = (id: string): GraphNode => {
  const found = layout.nodes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no node ${id}`);
  return found;
};
const middle = ({ x, y, width, height }: GraphNode): { x: number; y: number } => ({
  x: x + width / 2,
  y: y + height / 2,
});

describe("a drop in the graph", () => {
  it("of a line on another alias's row is a fallback, on its own row or beside all rows nothing", () => {
    const from = aliasId("qwen");
    expect(connectDrop(layout, from, middle(node(deploymentId(deployment(1)))))).toEqual({
      kind: "fallback",
      from: "qwen",
      to: "gpt-4",
    });
    expect(connectDrop(layout, from, middle(node(from)))).toBeNull();
    expect(connectDrop(layout, from, { x: 5000, y: 50 })).toBeNull();
    expect(connectDrop(layout, defaultId, middle(node(aliasId("long"))))).toMatchObject({ from: null, to: "long" });
  });

  it("of a deployment on another alias moves or copies it, but not onto a name that only points", () => {
    const entry = node(deploymentId(deployment(0)));
    expect(dragDrop(layout, entry, middle(node(aliasId("long"))), index)).toMatchObject({
      kind: "deployment",
      to: "long",
    });
    expect(dragDrop(layout, entry, middle(node(aliasId("short"))), index)).toBeNull();
    expect(dragDrop(layout, entry, middle(entry), index)).toBeNull();
  });

  it("of a fallback above or below its siblings gives its new place, of its own kind only", () => {
    const chip = (target: string): GraphNode => node(fallbackId("qwen", "fallbacks", target));
    const first = middle(chip("gpt-4"));
    expect(dragDrop(layout, chip("short"), { ...first, y: first.y - 5 }, index)).toMatchObject({
      kind: "order",
      to: 0,
    });
    const last = middle(chip("short"));
    expect(dragDrop(layout, chip("gpt-4"), { ...last, y: last.y + 5 }, index)).toMatchObject({ kind: "order", to: 2 });
    expect(dragDrop(layout, chip("gpt-4"), first, index)).toBeNull();
    expect(dragDrop(layout, node(fallbackId("qwen", "context_window_fallbacks", "long")), first, index)).toBeNull();
  });

  it("leaves the focus on the nearest other fallback when one is gone, else on the alias", () => {
    const chip = fallbackId("qwen", "fallbacks", "long");
    expect([fallbackId("qwen", "fallbacks", "gpt-4"), fallbackId("qwen", "fallbacks", "short")]).toContain(
      successor(layout, node(chip)),
    );
    const alone = { nodes: layout.nodes.filter(({ kind, id }) => kind !== "fallback" || id === chip) };
    expect(successor(alone, node(chip))).toBe(aliasId("qwen"));
  });
});
