/** Included files, with real folders and links. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfig, type LoadResult } from "./load.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-include-"));
  mkdirSync(join(folder, "conf", "parts"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = "general_settings: {master_key: sk-a-strong-master-key-for-tests}\n";
const entry = (name: string): string =>
  `  - {model_name: ${name}, litellm_params: {model: openai/x, api_base: http://127.0.0.1:1/v1, api_key: k}}\n`;

function load(main: string, files: Readonly<Record<string, string>> = {}): LoadResult {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "conf", "config.yaml"), main);
  return loadConfig({ file: join(folder, "conf", "config.yaml"), env: {}, cwd: folder });
}
const aliases = ({ catalog }: LoadResult): string[] => [...(catalog?.groups.keys() ?? [])];
const places = ({ findings }: LoadResult): string[] =>
  findings.map(({ file, code, line, column }) => `${file.split("/").at(-1)}:${line}:${column} ${code}`);

describe("include", () => {
  it("joins lists in their order, and replaces every other value whole", () => {
    const result = load(
      `${lock}include: [parts/a.yaml, b.yaml]\nmodel_list:\n${entry("m")}router_settings: {num_retries: 1, timeout: 9}\n`,
      {
        "conf/parts/a.yaml": `model_list:\n${entry("a")}router_settings: {num_retries: 4}\n`,
        "conf/b.yaml": `model_list:\n${entry("b")}`,
      },
    );
    expect(aliases(result)).toEqual(["m", "a", "b"]);
    expect(result.catalog?.settings.numRetries).toBe(4);
    expect(result.catalog?.settings.requestTimeoutMs).toBe(6_000_000);
    expect(result.findings).toEqual([]);
  });

  it("of an included file is not followed", () => {
    const result = load(`${lock}include: [a.yaml]\nmodel_list:\n${entry("m")}`, {
      "conf/a.yaml": `include: [b.yaml]\nmodel_list:\n${entry("a")}`,
      "conf/b.yaml": `model_list:\n${entry("b")}`,
    });
    expect(aliases(result)).toEqual(["m", "a"]);
  });

  it("leaves every finding in the file and at the place it was written, also inside a joined list", () => {
    const result = load(`${lock}include: [a.yaml]\nfirst_typo: 1\nmodel_list:\n${entry("m")}`, {
      "conf/a.yaml": "second_typo: 1\nmodel_list:\n  - {model_name: no-params}\n  - just text\n",
    });
    expect(places(result).sort()).toEqual([
      "a.yaml:1:1 unknown_key",
      "a.yaml:3:5 missing_key",
      "a.yaml:4:5 wrong_type",
      "config.yaml:3:1 unknown_key",
    ]);
  });

  it("gives each deployment the line in its own file", () => {
    const { catalog } = load(`${lock}include: [a.yaml]\nmodel_list:\n${entry("m")}`, {
      "conf/a.yaml": `# one\n# two\nmodel_list:\n${entry("a")}`,
    });
    expect(catalog?.deployments.map(({ line }) => line)).toEqual([4, 4]);
  });

  it("stops the load on a syntax error in an included file, and names that file", () => {
    const result = load(`${lock}include: [a.yaml]\nmodel_list:\n${entry("m")}`, { "conf/a.yaml": "x: 1\ny: [\n" });
    expect(result.catalog).toBeNull();
    expect(places(result)).toEqual(["a.yaml:3:1 syntax"]);
  });

  it.each([
    ["a name instead of a list", "include: a.yaml", "10"],
    ["a map", "include: {a: b}", "10"],
    ["an item that is no name", "include: [1]", "11"],
    ["a file that is not there", "include: [none.yaml]", "11"],
    ["a folder", "include: [parts]", "11"],
    ["the folder above", "include: [..]", "11"],
    ["a file outside", "include: [../outside.yaml]", "11"],
    ["an absolute path", "include: [/etc/hostname]", "11"],
    ["a link that leads outside", "include: [link.yaml]", "11"],
    ["a link that leads nowhere", "include: [loop.yaml]", "11"],
    ["a file in a linked folder outside", "include: [linked/outside.yaml]", "11"],
    ["a file that is not UTF-8", "include: [latin.yaml]", "11"],
  ])("of %s is refused at its place", (_what, line, column) => {
    writeFileSync(join(folder, "outside.yaml"), `model_list:\n${entry("stolen")}`);
    symlinkSync(join(folder, "outside.yaml"), join(folder, "conf", "link.yaml"));
    symlinkSync(join(folder, "conf", "loop.yaml"), join(folder, "conf", "loop.yaml"));
    symlinkSync(folder, join(folder, "conf", "linked"));
    writeFileSync(join(folder, "conf", "latin.yaml"), Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]));
    const result = load(`${lock}${line}\nmodel_list:\n${entry("m")}`);
    expect(result.catalog).toBeNull();
    expect(places(result)).toEqual([`config.yaml:2:${column} include_failed`]);
  });

  it("follows a link that stays inside the folder, and a config that is itself linked", () => {
    writeFileSync(join(folder, "conf", "parts", "a.yaml"), `model_list:\n${entry("a")}`);
    symlinkSync(join("parts", "a.yaml"), join(folder, "conf", "link.yaml"));
    symlinkSync(join(folder, "conf"), join(folder, "linked"));
    load(`${lock}include: [link.yaml]\nmodel_list:\n${entry("m")}`);
    const result = loadConfig({ file: join(folder, "linked", "config.yaml"), env: {}, cwd: folder });
    expect(aliases(result)).toEqual(["m", "a"]);
  });

  it("is watched also when the file is not there yet, but never outside the folder", () => {
    const { watchedFiles } = load(`${lock}include: [late.yaml, ../outside.yaml]\nmodel_list:\n${entry("m")}`);
    expect(watchedFiles).toContain(join(folder, "conf", "late.yaml"));
    expect(watchedFiles.some((file) => file.endsWith("outside.yaml"))).toBe(false);
  });
});
