/** `portico check` as its user runs it: a process with a file, its words and its exit code. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-check-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function check(text: string, ...flags: string[]): { status: number | null; out: string } {
  const file = join(folder, "config.yaml");
  writeFileSync(file, text);
  const main = join(import.meta.dirname, "..", "main.ts");
  const done = spawnSync(process.execPath, [main, "check", "config.yaml", ...flags], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "" },
  });
  return { status: done.status, out: done.stdout + done.stderr };
}

const good =
  "model_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_base: http://h/v1, api_key: k}\n" +
  "general_settings:\n  master_key: sk-a-long-enough-master-key\n";

describe("portico check", () => {
  it("exits 0 on a good file", () => {
    const { status, out } = check(good);
    expect(out).toContain("0 errors, 0 warnings, 0 notes in config.yaml");
    expect(status).toBe(0);
  });

  it("exits 1 on an error, and shows the line with a mark under the fault", () => {
    const { status, out } = check(good.replace("openai/x", "opnai/x"), "--no-color");
    expect(out).toContain("config.yaml:3:29 error unknown_provider");
    expect(out).toContain("    3 |     litellm_params: {model: opnai/x, api_base: http://h/v1, api_key: *}");
    expect(out).toContain(`      | ${" ".repeat(28)}${"^".repeat(7)}\n`);
    expect(status).toBe(1);
  });

  it("exits 0 on warnings alone", () => {
    expect(check(good.replace("sk-a-long-enough-master-key", "sk-1234")).status).toBe(0);
  });

  it("exits 2 on what is not YAML, and on a file that is not there", () => {
    expect(check("a: [\n").status).toBe(2);
    const main = join(import.meta.dirname, "..", "main.ts");
    const gone = spawnSync(process.execPath, [main, "check", join(folder, "none.yaml")], { encoding: "utf8" });
    expect(gone.status).toBe(2);
    expect(gone.stdout + gone.stderr).toContain("does not exist");
  });

  it("prints no key that stands on a shown line", () => {
    const { status, out } = check(good.replace("api_key: k", "api_key: sk-abcdefghijklmnop1234, api_bse: x"));
    expect(out).toContain("warning literal_secret");
    expect(out).not.toContain("abcdefghijklmnop");
    expect(status).toBe(0);
  });

  it.skipIf(process.platform === "win32")("reads a pipe, which gives its text once", () => {
    const main = join(import.meta.dirname, "..", "main.ts");
    writeFileSync(join(folder, "piped.yaml"), good);
    const command = '"$1" "$2" check /dev/stdin';
    const piped = spawnSync("sh", ["-c", `cat piped.yaml | ${command}`, "sh", process.execPath, main], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(piped.stdout + piped.stderr).toContain("0 errors");
    expect(piped.status).toBe(0);
  });

  it("speaks JSON to programs", () => {
    const { out } = check(good.replace("openai/x", "opnai/x"), "--json");
    expect((JSON.parse(out) as { findings: unknown[] }).findings).toMatchObject([
      { code: "unknown_provider", severity: "error", line: 3, column: 29, path: "model_list[0].litellm_params.model" },
    ]);
  });

  it("says which names of another file would be gone or mean another model", () => {
    const entry = (alias: string, model: string): string =>
      `  - {model_name: ${alias}, litellm_params: {model: openai/${model}, api_base: http://h/v1, api_key: k}}\n`;
    const rest = good.slice(good.indexOf("general_settings"));
    const old = `model_list:\n${entry("a", "x")}${entry("b", "y")}${entry("c", "z")}${rest}`;
    writeFileSync(join(folder, "old.yaml"), old);
    const { status, out } = check(
      `model_list:\n${entry("a2", "x")}${entry("c", "zz")}${rest}`,
      "--against",
      "old.yaml",
    );
    expect(out.split("\n").slice(-4)).toEqual([
      "a is renamed: openai/x -> a2",
      "b is gone: openai/y",
      "c means another model: openai/z -> openai/zz",
      "",
    ]);
    expect(status).toBe(0);
    expect(check(old, "--against", "old.yaml").out).toContain("Every name means what it meant.");
    const { nameChanges } = JSON.parse(check(old, "--against", "old.yaml", "--json").out) as { nameChanges: unknown };
    expect(nameChanges).toEqual([]);
    expect(check(old, "--against", "none.yaml")).toMatchObject({
      status: 2,
      out: expect.stringContaining("none.yaml"),
    });
  });

  it("uses colour only when asked by a terminal or not told otherwise", () => {
    expect(check(good.replace("openai/x", "opnai/x"), "--no-color").out).not.toContain("\u001B[");
  });
});
