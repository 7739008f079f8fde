/**
 * electron-builder.yml proven without a download: a stand-in for Electron's folder gives a real app.asar to look into.
 *
 * The project packed is a copy with the real dependencies, tiny built files, and files that must stay out.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { temporaryFolder } from "./temporary-folder.ts";

const root = join(import.meta.dirname, "..");
const folder = temporaryFolder();
const require = createRequire(import.meta.url);
const settings = z
  .object({ npmRebuild: z.boolean(), electronFuses: z.record(z.string(), z.boolean()) })
  .loose()
  .parse(parse(readFileSync(join(root, "electron-builder.yml"), "utf8")));
const wanted = [
  "dist/electron/main.js",
  "dist/electron/preload.cjs",
  "dist/gateway/main.js",
  "dist/gateway/migrations/0001-spend-logs.sql",
  "dist/panel/index.html",
  "dist/panel/assets/main-abc.js",
];
const unwanted = [
  ".env",
  "config.yaml",
  "dist/gateway/main.js.map",
  "dist/package/older.AppImage",
  "electron/main.ts",
  "gateway/main.ts",
  "renderer/main.tsx",
  "e2e/app.ts",
  "docs/architecture.md",
  "scripts/build.mjs",
];
let packed: string[] = [];
let unpacked: string[] = [];

beforeAll(() => {
  const project = join(folder, "project");
  const output = join(folder, "out");
  makeProject(project);
  const stand = join(folder, "electron");
  mkdirSync(stand);
  writeFileSync(join(stand, "electron"), "not Electron", { mode: 0o755 });
  const config = join(folder, "builder.json");
  // The fuses sit in Electron's binary, which the stand-in is not; everything else is the project's own file.
  const { electronFuses: _fuses, ...rest } = settings;
  const directories = { output, buildResources: "resources/icons" };
  writeFileSync(config, JSON.stringify({ ...rest, electronDist: stand, directories }));
  const builder = require.resolve("electron-builder/cli.js");
  run([builder, "--linux", "dir", "--x64", "--config", config, "--projectDir", project], project);
  const archive = join(output, "linux-unpacked", "resources", "app.asar");
  const list = run([require.resolve("@electron/asar/bin/asar.js"), "list", archive, "--is-pack"], project);
  for (const [, kind, file] of list.matchAll(/^(\w+)\s*: (.*)$/gmu)) {
    packed.push(file ?? "");
    if (kind === "unpack") unpacked.push(file ?? "");
  }
}, 120_000);

function makeProject(project: string): void {
  for (const file of [...wanted, ...unwanted]) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), "x");
  }
  cpSync(join(root, "package.json"), join(project, "package.json"));
  cpSync(join(root, "package-lock.json"), join(project, "package-lock.json"));
  cpSync(join(root, "resources"), join(project, "resources"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"), "junction");
}

function run(args: readonly string[], cwd: string): string {
  const env = { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: "false", npm_config_offline: "true" };
  const done = spawnSync(process.execPath, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26, env });
  if (done.status !== 0) throw new Error(`exit ${done.status}\n${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

describe("package", () => {
  test("it holds the program: shell, preload, gateway, panel, and the resources they read", () => {
    const resources = [
      "package.json",
      "resources/icons/tray.png",
      "resources/icons/tray@2x.png",
      "resources/icons/icon.png",
    ];
    for (const file of [...wanted, ...resources]) expect(packed).toContain(`/${file}`);
  });

  test("SQLite comes with exactly one binary, unpacked, and without its C sources", () => {
    const binaries = packed.filter((file) => file.endsWith(".node"));
    expect(binaries).toEqual(["/node_modules/better-sqlite3/prebuilds/linux-x64.node"]);
    expect(unpacked).toEqual(binaries);
    expect(
      packed.filter((file) => /better-sqlite3\/(?:src|deps)|node-addon-api|\.(?:c|cpp|h|gyp)$/u.test(file)),
    ).toEqual([]);
  });

  test("no source, source map, test, development tool, config file of a user or second Node is shipped", () => {
    const foreign =
      /\.(?:ts|tsx|map|tsbuildinfo)$|\.test\.|^\/(?:gateway|renderer|electron|e2e|scripts|docs)\/|\/\.env$|node_modules\/(?:electron|vite|vitest|typescript|node-linux|@playwright)/u;
    expect(packed.filter((file) => foreign.test(file))).toEqual([]);
    for (const file of unwanted) expect(packed).not.toContain(`/${file}`);
  });
});

describe("fuses", () => {
  test("all eight of the checklist are set, and nothing is left to a default", () => {
    expect(settings.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test("nothing is rebuilt or downloaded for the native module", () => {
    expect(settings.npmRebuild).toBe(false);
  });
});
