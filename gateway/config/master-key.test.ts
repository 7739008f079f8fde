/** The lock on the door: each way to write it, and each way to leave it open by accident. */
import { describe, expect, it } from "vitest";
import { Finder } from "./finder.ts";
import { mergeIncludes } from "./include.ts";
import { readMasterKey } from "./master-key.ts";
import { readYaml } from "./yaml-source.ts";

const strong = "sk-a-strong-master-key-for-tests";

function read(text: string, variables: Record<string, string> = {}): [string | null, boolean, string[]] {
  const source = readYaml("/nowhere/config.yaml", text);
  const merged = mergeIncludes(source, "/nowhere/config.yaml");
  const finder = new Finder(source, (container, key) => merged.originOf(container, key));
  const { key, isRefused } = readMasterKey(merged.root, variables, finder);
  return [key, isRefused, finder.findings.map(({ code, line, column }) => `${code} ${line}:${column}`)];
}

describe("the master key", () => {
  it("is the written one, the named variable's, or LITELLM_MASTER_KEY when the file is silent", () => {
    const own = "general_settings:\n  master_key: ";
    expect(read(`${own}${strong}\n`, { LITELLM_MASTER_KEY: "another" })).toEqual([strong, false, []]);
    expect(read(`${own}os.environ/LOCK\n`, { LOCK: strong })).toEqual([strong, false, []]);
    expect(read("model_list: []\n", { LITELLM_MASTER_KEY: strong })).toEqual([strong, false, []]);
    expect(read("general_settings: {}\n", { LITELLM_MASTER_KEY: strong })).toEqual([strong, false, []]);
  });

  it("missing everywhere is a warning, for loopback is safe", () => {
    expect(read("model_list: []\n")).toEqual([null, false, ["master_key_missing 1:1"]]);
    expect(read("general_settings:\n")).toEqual([null, false, ["master_key_missing 1:1"]]);
  });

  it.each([
    ["an unset variable", "os.environ/LOCK", {}],
    ["a variable that is empty", "os.environ/LOCK", { LOCK: "" }],
    ["a variable of blanks", "os.environ/LOCK", { LOCK: "  " }],
    ["a variable that says false", "os.environ/LOCK", { LOCK: "false" }],
    ["nothing", "", {}],
    ["null", "null", {}],
    ["an empty text", '""', {}],
    ["blanks", '"  "', {}],
    ["a boolean", "no", {}],
    ["a list", "[a]", {}],
    ["an unset variable, although LITELLM_MASTER_KEY is set", "os.environ/LOCK", { LITELLM_MASTER_KEY: strong }],
  ])("named by %s refuses to start", (_what, value, variables) => {
    const [key, isRefused, findings] = read(`general_settings:\n  master_key: ${value}\n`, variables);
    expect([key, isRefused]).toEqual([null, true]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^master_key_unset 2:/);
  });

  it("refuses to start on an empty LITELLM_MASTER_KEY: somebody meant to set it", () => {
    expect(read("model_list: []\n", { LITELLM_MASTER_KEY: "" })).toEqual([null, true, ["master_key_unset 1:1"]]);
    expect(read("model_list: []\n", { LITELLM_MASTER_KEY: " " })).toEqual([null, true, ["master_key_unset 1:1"]]);
  });

  it.each(["sk-1234", "short", "fifteen-letters"])("%s works, with a warning", (weak) => {
    expect(read(`general_settings:\n  master_key: ${weak}\n`)).toEqual([weak, false, ["master_key_weak 2:15"]]);
    expect(read("a: 1\n", { LITELLM_MASTER_KEY: weak })).toEqual([weak, false, ["master_key_weak 1:1"]]);
  });
});
