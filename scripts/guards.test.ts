/**
 * Every guard of the build is planted a violation and has to turn red: a guard that is green on anything guards nothing.
 *
 * The project is copied once (sources only, the installed modules by link), proven green, and mended after each plant.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
let copy = "";

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "portico-guards-"));
  const { stdout } = git(root, "ls-files", "--cached", "--others", "--exclude-standard");
  for (const file of stdout.split("\n").filter(Boolean)) {
    cpSync(join(root, file), join(copy, file), { recursive: true, errorOnExist: false, force: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  git(copy, "init", "--quiet");
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function git(cwd: string, ...args: string[]): { stdout: string } {
  return spawnSync("git", args, { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
}

interface Verdict {
  readonly isGreen: boolean;
  readonly text: string;
}

function run(file: string, ...args: string[]): Verdict {
  const path = `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
  const done = spawnSync(process.execPath, [join("node_modules", file), ...args], {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, PATH: path },
    maxBuffer: 1 << 26,
  });
  return { isGreen: done.status === 0, text: done.stdout + done.stderr };
}

const guards = {
  types: () => run("typescript/bin/tsc", "-b"),
  lint: () => run("oxlint/bin/oxlint", "--quiet"),
  format: () => run("oxfmt/bin/oxfmt", "--check", "."),
  unused: () => run("knip/bin/knip.js"),
  house: () => run("../scripts/check-architecture.mjs"),
};

/** Appends to a file (or makes it), asks the guard, and puts the file back. */
function plant(guard: keyof typeof guards, file: string, text: string): Verdict {
  const path = join(copy, file);
  const before = readIfThere(path);
  writeFileSync(path, (before ?? "") + text);
  try {
    return guards[guard]();
  } finally {
    if (before === null) rmSync(path);
    else writeFileSync(path, before);
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

const header = "/** Planted. */\n";
const newFile = (text: string): string => header + text;

describe("the copy as it is", () => {
  it.each(Object.keys(guards) as (keyof typeof guards)[])("%s is green", (guard) => {
    const { isGreen, text } = guards[guard]();
    expect(isGreen, text).toBe(true);
  });
});

describe("a planted violation turns its guard red", () => {
  it.each<[string, keyof typeof guards, string, string, RegExp]>([
    ["a wrong type", "types", "gateway/base/clock.ts", "\nexport const wrong: number = 'text';\n", /TS2322/],
    [
      "Node in the contract",
      "types",
      "gateway/contract/units.ts",
      '\nimport "node:fs";\n',
      /TS2882|TS2307|TS2591|node:fs/,
    ],
    [
      "the renderer in the store",
      "types",
      "renderer/planted.ts",
      newFile('import "../gateway/store/writer.ts";\n'),
      /TS6307|TS6059|rootDir/,
    ],
    [
      "a floating promise",
      "lint",
      "gateway/base/planted.ts",
      newFile("export function f(): void {\n  Promise.resolve(1);\n}\n"),
      /no-floating-promises/,
    ],
    ["an any", "lint", "gateway/base/planted.ts", newFile("export const x: any = 1;\n"), /no-explicit-any/],
    [
      "a function of 61 lines",
      "lint",
      "gateway/base/planted.ts",
      newFile(`export function long(): number {\n  let n = 0;\n${"  n += 1;\n".repeat(60)}  return n;\n}\n`),
      /max-lines-per-function/,
    ],
    [
      "a function of complexity 16",
      "lint",
      "gateway/base/planted.ts",
      newFile(
        `export function twisted(n: number): number {\n${Array.from({ length: 15 }, (_, i) => `  if (n === ${i}) return ${i};\n`).join("")}  return -1;\n}\n`,
      ),
      /complexity/,
    ],
    ["a file of 401 lines", "house", "gateway/base/planted.ts", header + "export {};\n".repeat(400), /wall/],
    ["a line out of format", "format", "gateway/base/clock.ts", "\nexport   const  ugly  =  'x'\n", /clock/],
    ["an export nobody uses", "unused", "gateway/base/clock.ts", "\nexport const lonely = 1;\n", /lonely/],
    ["a file nobody uses", "unused", "gateway/base/planted.ts", newFile("export const alone = 1;\n"), /planted/],
    [
      "a lower room that looks up",
      "house",
      "gateway/pricing/money.ts",
      '\nimport type { Started } from "../cli/start.ts";\nexport type Planted = Started;\n',
      /floor-pricing/,
    ],
    [
      "a lower room that looks sideways",
      "house",
      "gateway/policy/credential.ts",
      '\nimport "../store/writer.ts";\n',
      /floor-policy/,
    ],
    [
      "a provider that dials out",
      "house",
      "gateway/providers/openai-compatible/to-request.ts",
      '\nimport "../../upstream/client.ts";\n',
      /provider-does-no-io/,
    ],
    [
      "a provider that knows another",
      "house",
      "gateway/providers/planted/planted.ts",
      newFile('import "../openai-compatible/to-request.ts";\n'),
      /provider-knows-no-other/,
    ],
    [
      "a dialect that knows another",
      "house",
      "gateway/dialects/planted/planted.ts",
      newFile('import "../openai-chat/openai-chat.ts";\n'),
      /dialect-knows-no-other/,
    ],
    [
      "a dialect that looks up",
      "house",
      "gateway/dialects/planted/planted.ts",
      newFile('import "../../providers/provider.ts";\n'),
      /floor-dialects/,
    ],
    [
      "the shell in the gateway's rooms",
      "house",
      "electron/planted.ts",
      newFile('import "../gateway/gateway.ts";\n'),
      /electron-knows-the-contract/,
    ],
    [
      "the panel in the gateway's rooms",
      "house",
      "renderer/planted.ts",
      newFile('import type {} from "../gateway/store/writer.ts";\n'),
      /renderer-knows-the-contract/,
    ],
    [
      "a view that imports another",
      "house",
      "renderer/views/overview/planted.ts",
      newFile('import "../requests/request-tabs.ts";\n'),
      /view-knows-no-view/,
    ],
    [
      "a domain word in the kit",
      "house",
      "renderer/ui/planted.ts",
      newFile('import type {} from "../../gateway/contract/catalog.ts";\n'),
      /ui-knows-no-domain/,
    ],
    ["a circle", "house", "gateway/base/clock.ts", '\nimport "./deadline.ts";\n', /no-cycle/],
    ["a stray room", "house", "gateway/managers/planted.ts", newFile("export {};\n"), /not a room/],
    ["a drawer without a name", "house", "gateway/base/utils/planted.ts", newFile("export {};\n"), /drawer/],
    ["a file without a header", "house", "gateway/base/planted.ts", "export {};\n", /no header/],
    ["a name in capitals", "house", "gateway/base/Planted.ts", newFile("export {};\n"), /kebab-case/],
  ])("%s (%s)", (_what, guard, file, text, words) => {
    const folder = join(copy, dirname(file));
    const isNewFolder = !existsSync(folder);
    if (isNewFolder) mkdirSync(folder);
    try {
      const verdict = plant(guard, file, text);
      expect(verdict.isGreen, verdict.text).toBe(false);
      expect(verdict.text).toMatch(words);
    } finally {
      if (isNewFolder) rmSync(folder, { recursive: true });
    }
  });

  it("a dependency that nothing imports (unused)", () => {
    const file = join(copy, "package.json");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace('"dependencies": {', '"dependencies": {\n    "left-over": "1.0.0",'));
    const { isGreen, text } = guards.unused();
    writeFileSync(file, before);
    expect(isGreen, text).toBe(false);
    expect(text).toMatch(/left-over/);
  });
});
