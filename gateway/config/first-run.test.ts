import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureDefaultConfig, findConfigFile } from "./first-run.ts";
import { loadConfig } from "./load.ts";

const resources = join(import.meta.dirname, "../../resources");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-first-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the first run", () => {
  it("writes a config that loads without a finding, with a long key of its own", async () => {
    const file = await ensureDefaultConfig(join(folder, "data"), resources);
    const { catalog, findings } = loadConfig({ file, env: {}, cwd: folder });
    expect(findings).toEqual([]);
    expect(catalog?.settings.masterKey?.length).toBeGreaterThan(40);
    expect([...(catalog?.groups.keys() ?? [])]).toEqual(["demo"]);
    const other = await ensureDefaultConfig(join(folder, "other"), resources);
    expect(readFileSync(join(other, "../.env"), "utf8")).not.toBe(readFileSync(join(file, "../.env"), "utf8"));
  });

  it.skipIf(process.platform === "win32")("keeps both files from other users", async () => {
    const file = await ensureDefaultConfig(join(folder, "data"), resources);
    for (const path of [file, join(file, "../.env")]) expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(join(folder, "data")).mode & 0o077).toBe(0);
  });

  it("never touches what is there", async () => {
    writeFileSync(join(folder, ".env"), "LITELLM_MASTER_KEY=mine\n");
    writeFileSync(join(folder, "config.yaml"), "# mine\n");
    await ensureDefaultConfig(folder, resources);
    expect(readFileSync(join(folder, ".env"), "utf8")).toBe("LITELLM_MASTER_KEY=mine\n");
    expect(readFileSync(join(folder, "config.yaml"), "utf8")).toBe("# mine\n");
  });

  it("takes the nearest config: the folder's, its litellm folder's, then the user's own", () => {
    const cwd = join(folder, "cwd");
    const dataDirectory = join(folder, "data");
    mkdirSync(join(cwd, "litellm"), { recursive: true });
    mkdirSync(dataDirectory);
    expect(findConfigFile({ cwd, dataDirectory })).toBeNull();
    for (const file of [
      join(dataDirectory, "config.yaml"),
      join(cwd, "litellm/config.yaml"),
      join(cwd, "config.yaml"),
    ]) {
      writeFileSync(file, "");
      expect(findConfigFile({ cwd, dataDirectory })).toBe(file);
    }
  });
});
