/** Several files are saved together or not at all. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hashOf, saveFiles } from "./save-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-save-"));
  writeFileSync(join(folder, "a.yaml"), "a: old\n");
  writeFileSync(join(folder, "b.yaml"), "b: old\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key = Buffer.from("key");
const text = (name: string): string => readFileSync(join(folder, name), "utf8");
function draft(name: string, bytes: string, base = `${name.slice(0, 1)}: old\n`) {
  const baseHash = hashOf(Buffer.from(base), key);
  return { file: name, path: join(folder, name), bytes: Buffer.from(bytes), baseHash };
}

it("all of them, with what was there before", async () => {
  const outcome = await saveFiles([draft("a.yaml", "a: new\n"), draft("b.yaml", "b: new\n")], key);
  expect("saved" in outcome && outcome.saved.map(({ before }) => before?.toString())).toEqual(["a: old\n", "b: old\n"]);
  expect([text("a.yaml"), text("b.yaml")]).toEqual(["a: new\n", "b: new\n"]);
});

it("none, when one was written by another program since", async () => {
  const outcome = await saveFiles([draft("a.yaml", "a: new\n"), draft("b.yaml", "b: new\n", "b: older\n")], key);
  expect("changed" in outcome && outcome.changed.file).toBe("b.yaml");
  expect([text("a.yaml"), text("b.yaml")]).toEqual(["a: old\n", "b: old\n"]);
});

it("a file that is gone is told from one that never was", async () => {
  const gone = { ...draft("c.yaml", "c: new\n"), baseHash: hashOf(null, key) };
  expect(await saveFiles([{ ...gone, baseHash: "x" }], key)).toMatchObject({ changed: { file: "c.yaml" } });
  expect(await saveFiles([gone], key)).toMatchObject({ saved: [{ before: null }] });
  expect(text("c.yaml")).toBe("c: new\n");
});

it.runIf(process.platform === "linux")("the first is put back when the second cannot be written", () => {
  const script = `import { hashOf, saveFiles } from ${JSON.stringify(join(import.meta.dirname, "save-files.ts"))};
    const key = Buffer.from("key");
    const file = (name, bytes) => ({ file: name, path: ${JSON.stringify(folder)} + "/" + name, bytes,
      baseHash: hashOf(Buffer.from(name[0] + ": old\\n"), key) });
    await saveFiles([file("a.yaml", Buffer.from("a: new\\n")), file("b.yaml", Buffer.alloc(300_000, "x"))], key).then(
      () => process.exit(7),
      ({ code, status, message }) => { console.log([code, status, message].join("|")); });`;
  const { stdout, status } = spawnSync(
    "prlimit",
    ["--fsize=100000", process.execPath, "--input-type=module", "-e", script],
    { encoding: "utf8" },
  );
  expect(status).toBe(0);
  expect(stdout.trim()).toBe("config_not_writable|507|b.yaml cannot be saved: the disk is full. It is as it was.");
  expect([text("a.yaml"), text("b.yaml")]).toEqual(["a: old\n", "b: old\n"]);
});
