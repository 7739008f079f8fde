import { describe, expect, it } from "vitest";
import type { Catalog, Deployment, ModelGroup } from "../contract/deployment.ts";
import { fillWildcards, resolveAlias } from "./resolve-alias.ts";

function deployment(id: string, alias: string, litellmModel: string): Deployment {
  // Only what the look-up reads; the rest of a deployment plays no part in it.
  return { id, alias, litellmModel, isWildcard: alias.includes("*") } as Deployment;
}

function group(alias: string, ...deployments: Deployment[]): ModelGroup {
  return { alias, deployments };
}

const first = deployment("d1", "qwen", "openrouter/qwen/qwen3");
const second = deployment("d2", "qwen", "hosted_vllm/qwen3");
const wild = deployment("d3", "team/*", "openai/*");
const qwen = group("qwen", first, second);
const catalog = {
  groups: new Map([["qwen", qwen]]),
  wildcards: [
    { ...group("team/gpt-*", wild), pattern: /^team\/gpt-(.*)$/ },
    { ...group("team/*", wild), pattern: /^team\/(.*)$/ },
  ],
  groupAliases: new Map([["old-name", { group: "qwen", hidden: true }]]),
  byId: new Map([first, second, wild].map((entry) => [entry.id, entry])),
  byLitellmModel: new Map([["openrouter/qwen/qwen3", group("qwen", first)]]),
} as unknown as Catalog; // the five maps the look-up uses

describe("resolveAlias", () => {
  it.each([
    ["qwen", ["d1", "d2"]],
    ["d2", ["d2"]],
    ["old-name", ["d1", "d2"]],
    ["openrouter/qwen/qwen3", ["d1"]],
  ])("finds %s as alias, id, group alias or upstream model", (name, ids) => {
    expect(resolveAlias(catalog, name)?.group.deployments.map(({ id }) => id)).toEqual(ids);
  });

  it("takes the most specific wildcard and keeps what each star stood for", () => {
    expect(resolveAlias(catalog, "team/gpt-5")).toMatchObject({ group: { alias: "team/gpt-*" }, captures: ["5"] });
    expect(resolveAlias(catalog, "team/x/y")).toMatchObject({ group: { alias: "team/*" }, captures: ["x/y"] });
  });

  it("does not hand out a wildcard deployment by its id, because it names no model", () => {
    expect(resolveAlias(catalog, "d3")).toBeNull();
  });

  it.each(["", "nope", "__proto__", "constructor"])("finds nothing for %j", (name) => {
    expect(resolveAlias(catalog, name)).toBeNull();
  });
});

describe("fillWildcards", () => {
  it("replaces each star by its capture in order and leaves a fixed model alone", () => {
    expect(fillWildcards("a/*/b/*", ["1", "2"])).toBe("a/1/b/2");
    expect(fillWildcards("fixed", ["1"])).toBe("fixed");
  });
});
