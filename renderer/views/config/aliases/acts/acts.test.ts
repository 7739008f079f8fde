import { describe, expect, it } from "vitest";
import { alias, deployment, mainFile, reading } from "../__fixtures__/sample-reading.ts";
import { duplicateAlias, newAlias, removeAlias, renameAlias, setGroupAlias } from "./alias-acts.ts";
import {
  addDeployment,
  canary,
  clearWeights,
  copyDeployment,
  moveDeployment,
  removeDeployment,
  setParam,
  setWeight,
} from "./deployment-acts.ts";
import { addDefaultFallback, addFallback, movedTo, removeFallback, setDefaultFallbacks } from "./fallback-acts.ts";

const included = "/home/me/more.yaml";

describe("acts on aliases", () => {
  const split = alias("qwen", { deployments: [deployment(0), deployment(4, {}, included)] });

  it("rename in every file that names the alias, and keep the old name once, in the main file", () => {
    expect(renameAlias(split, "qwen-2", true, mainFile)).toEqual([
      { file: mainFile, edits: [{ op: "rename_alias", from: "qwen", to: "qwen-2", keepOldName: true }] },
      { file: included, edits: [{ op: "rename_alias", from: "qwen", to: "qwen-2", keepOldName: false }] },
    ]);
  });

  it("remove an alias from its entries' file and from the main file that may name it", () => {
    const elsewhere = alias("only-there", { deployments: [deployment(0, {}, included)] });
    expect(removeAlias(elsewhere, mainFile).map(({ file }) => file)).toEqual([mainFile, included]);
  });

  it("duplicate a group alias as another name for the same group", () => {
    expect(duplicateAlias(alias("short", { aliasOf: "qwen" }), "brief", mainFile)).toEqual(
      setGroupAlias("brief", "qwen", mainFile),
    );
    expect(duplicateAlias(split, "twin", mainFile)).toEqual([
      { file: mainFile, edits: [{ op: "duplicate_alias", from: "qwen", to: "twin" }] },
      { file: included, edits: [{ op: "duplicate_alias", from: "qwen", to: "twin" }] },
    ]);
  });

  it("write a new alias at the end of the list", () => {
    expect(newAlias("fresh", { model: "openai/gpt-x" }, mainFile)[0]?.edits).toEqual([
      {
        op: "insert",
        path: ["model_list"],
        value: { model_name: "fresh", litellm_params: { model: "openai/gpt-x" } },
      },
    ]);
  });
});

describe("acts on deployments", () => {
  const pair = alias("qwen", { deployments: [deployment(2), deployment(5)] });

  it("set a parameter where it stands, and take it out when it is emptied", () => {
    expect(setParam(deployment(2), "rpm", 60)[0]?.edits).toEqual([
      { op: "set", path: ["model_list", 2, "litellm_params", "rpm"], value: 60 },
    ]);
    expect(setParam(deployment(2), "rpm", null)[0]?.edits).toEqual([
      { op: "remove", path: ["model_list", 2, "litellm_params", "rpm"] },
    ]);
  });

  it("put a new deployment behind the alias's last one", () => {
    expect(addDeployment(pair, { model: "openai/x" }, mainFile)[0]?.edits[0]).toMatchObject({ op: "insert", index: 6 });
    expect(addDeployment(alias("none"), { model: "openai/x" }, mainFile)[0]?.edits[0]).not.toHaveProperty("index");
  });

  it("move an entry by its name alone, so that it stays where it stands", () => {
    expect(moveDeployment(deployment(5, {}, included), "gpt-4")).toEqual([
      { file: included, edits: [{ op: "set", path: ["model_list", 5, "model_name"], value: "gpt-4" }] },
    ]);
    expect(removeDeployment(deployment(5))[0]?.edits).toEqual([{ op: "remove", path: ["model_list", 5] }]);
  });

  it("copy an entry with all it says but the id that is its own, in the file where a masked key means something", () => {
    const source = {
      ...deployment(1, { api_key: "•1••••", rpm: 5 }, included),
      modelInfo: { id: "mine", mode: "chat" },
    };
    const [step] = copyDeployment(source, pair, mainFile);
    expect(step).toEqual({
      file: included,
      edits: [
        {
          op: "insert",
          path: ["model_list"],
          value: {
            model_name: "qwen",
            litellm_params: { model: "openai/model-1", api_key: "•1••••", rpm: 5 },
            model_info: { mode: "chat" },
          },
        },
      ],
    });
  });

  it("write every weight when the first one is set, because an entry without one would get nothing", () => {
    expect(setWeight(pair, 1, 80)[0]?.edits).toEqual([
      { op: "set", path: ["model_list", 2, "litellm_params", "weight"], value: 50 },
      { op: "set", path: ["model_list", 5, "litellm_params", "weight"], value: 80 },
    ]);
  });

  it("write one weight alone when weights are written already", () => {
    const weighed = alias("qwen", { deployments: [deployment(0, { weight: 3 }), deployment(1, { weight: 1 })] });
    expect(setWeight(weighed, 1, 2)).toEqual([
      { file: mainFile, edits: [{ op: "set", path: ["model_list", 1, "litellm_params", "weight"], value: 2 }] },
    ]);
    expect(clearWeights(weighed)[0]?.edits).toHaveLength(2);
    expect(clearWeights(pair)).toEqual([]);
  });

  it("ask for a canary only where all the weights are in one file", () => {
    expect(canary(pair, 10, { model: "openai/new" })).toEqual([
      { file: mainFile, edits: [{ op: "canary", alias: "qwen", percent: 10, litellmParams: { model: "openai/new" } }] },
    ]);
    const split = alias("qwen", { deployments: [deployment(0), deployment(0, {}, included)] });
    expect(canary(split, 10, { model: "openai/new" })).toBeNull();
    expect(canary(alias("none"), 10, { model: "openai/new" })).toBeNull();
  });
});

describe("acts on fallbacks", () => {
  const qwen = alias("qwen", { fallbacks: ["a", "b", "c"] });

  it("add behind the ones that are there, never twice and never itself", () => {
    expect(addFallback(qwen, "fallbacks", "d", mainFile)?.[0]?.edits[0]).toMatchObject({
      groups: ["a", "b", "c", "d"],
    });
    expect(addFallback(qwen, "context_window_fallbacks", "a", mainFile)?.[0]?.edits[0]).toMatchObject({
      groups: ["a"],
    });
    expect(addFallback(qwen, "fallbacks", "b", mainFile)).toBeNull();
    expect(addFallback(qwen, "fallbacks", "qwen", mainFile)).toBeNull();
  });

  it("move and remove by place", () => {
    expect(movedTo(qwen.fallbacks, 2, 0)).toEqual(["c", "a", "b"]);
    expect(movedTo(qwen.fallbacks, 0, 1)).toEqual(["b", "a", "c"]);
    expect(movedTo(qwen.fallbacks, 0, -1)).toBeNull();
    expect(movedTo(qwen.fallbacks, 2, 3)).toBeNull();
    expect(removeFallback(qwen, "fallbacks", 1, mainFile)[0]?.edits[0]).toMatchObject({ groups: ["a", "c"] });
  });

  it("write the default ones into the section that has them, flow or block, and not into a comment's", () => {
    const sectionFor = (text: string): unknown => setDefaultFallbacks(["a"], mainFile, text)[0]?.edits[0];
    const inRouter = { path: ["router_settings", "default_fallbacks"] };
    const inLitellm = { path: ["litellm_settings", "default_fallbacks"] };
    expect(sectionFor("")).toMatchObject(inRouter);
    expect(sectionFor("litellm_settings:\n  default_fallbacks: [b]\n")).toMatchObject(inLitellm);
    expect(sectionFor('litellm_settings: {"default_fallbacks": [b]}\n')).toMatchObject(inLitellm);
    expect(sectionFor("litellm_settings:\n  # default_fallbacks: [b]\n  x: 1\n")).toMatchObject(inRouter);
    expect(
      sectionFor("litellm_settings:\n  default_fallbacks: [b]\nrouter_settings:\n  default_fallbacks: [c]\n"),
    ).toMatchObject(inRouter);
  });

  it("take the default ones out of every section that has them, so that none comes to light", () => {
    const both = "litellm_settings:\n  default_fallbacks: [b]\nrouter_settings:\n  default_fallbacks: [c]\n";
    expect(setDefaultFallbacks([], mainFile, both)[0]?.edits).toHaveLength(2);
    const known = reading([qwen], { defaultFallbacks: ["a"] });
    expect(addDefaultFallback(known, "a", mainFile, both)).toBeNull();
    expect(addDefaultFallback(known, "b", mainFile, both)?.[0]?.edits[0]).toMatchObject({ value: ["a", "b"] });
  });
});
