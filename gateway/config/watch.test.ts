/** Every way an editor saves, on a real folder with the real watcher. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fingerprintNow } from "./fingerprint.ts";
import { watchConfig, type ConfigWatcher } from "./watch.ts";

let folder = "";
let file = "";
let watcher: ConfigWatcher;
let seen: string[] = [];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "portico-watch-"));
  file = join(folder, "config.yaml");
  writeFileSync(file, "first");
  seen = [];
  watcher = watchConfig({
    files: [file],
    loaded: fingerprintNow([file]),
    reload: async () => {
      seen.push(readFileSync(file, "utf8"));
      await pause(5);
      return fingerprintNow([file]);
    },
  });
  await pause(150);
});
afterEach(async () => {
  await watcher.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const told = async (text: string): Promise<void> => expect.poll(() => seen.at(-1), { timeout: 8000 }).toBe(text);

it("tells of a save from before it was ready", async () => {
  const before = fingerprintNow([file]);
  writeFileSync(file, "second");
  const late = watchConfig({
    files: [file],
    loaded: before,
    reload: () => {
      seen.push("late");
      return Promise.resolve(fingerprintNow([file]));
    },
  });
  await expect.poll(() => seen.includes("late"), { timeout: 8000 }).toBe(true);
  await late.dispose();
});

it("tells of a file written in place", async () => {
  writeFileSync(file, "second");
  await told("second");
});

it("tells of a file that is truncated first and written later, and never of the empty one", async () => {
  truncateSync(file, 0);
  await pause(20);
  writeFileSync(file, "second");
  await told("second");
  expect(seen).not.toContain("");
});

it("tells of a new file renamed over the old one, again and again", async () => {
  for (const text of ["second", "third", "fourth"]) {
    writeFileSync(join(folder, "config.yaml.tmp"), text);
    renameSync(join(folder, "config.yaml.tmp"), file);
    await told(text);
  }
});

it("tells of a file that was away for a moment", async () => {
  rmSync(file);
  await pause(30);
  writeFileSync(file, "second");
  await told("second");
});

it("waits for the end of a file that arrives in pieces", async () => {
  const handle = await open(file, "w");
  for (const piece of ["one ", "two ", "three"]) {
    await handle.write(piece);
    await pause(25);
  }
  await handle.close();
  await told("one two three");
  expect(seen.every((text) => text === "one two three")).toBe(true);
});

it("tells once or a few times of three hundred quick saves, the last one for sure", async () => {
  for (let index = 0; index < 300; index++) writeFileSync(file, `save ${index}`);
  await told("save 299");
  expect(seen.length).toBeLessThan(20);
});

it("says nothing when a save changes no byte", async () => {
  writeFileSync(file, "first");
  await pause(400);
  expect(seen).toEqual([]);
});

it("tells again and again of a file that is deleted and made anew", async () => {
  for (const text of ["second", "third", "fourth"]) {
    rmSync(file);
    await pause(120);
    writeFileSync(file, text);
    await told(text);
  }
});

/** A watcher of its own files that keeps what it read of the last one. */
function watchToo(files: readonly string[], reload = (): void => {}): { watcher: ConfigWatcher; read: string[] } {
  const read: string[] = [];
  const last = files.at(-1) ?? file;
  const own = watchConfig({
    files,
    loaded: fingerprintNow(files),
    reload: () => {
      read.push(existsSync(last) ? readFileSync(last, "utf8") : "absent");
      reload();
      return Promise.resolve(fingerprintNow(files));
    },
  });
  return { watcher: own, read };
}
const toldOf = (read: readonly string[], text: string): Promise<void> =>
  expect.poll(() => read.at(-1), { timeout: 8000 }).toBe(text);

it("tells of a second file that comes to be later, changes, and goes", async () => {
  const { watcher: own, read } = watchToo([file, join(folder, ".env")]);
  await pause(150);
  writeFileSync(join(folder, ".env"), "A=1");
  await toldOf(read, "A=1");
  writeFileSync(join(folder, ".env"), "A=2");
  await toldOf(read, "A=2");
  rmSync(join(folder, ".env"));
  await toldOf(read, "absent");
  await own.dispose();
});

it("tells of a file whose link is turned to another, as a mounted ConfigMap is", async () => {
  for (const version of ["one", "two"]) {
    mkdirSync(join(folder, version));
    writeFileSync(join(folder, version, "c.yaml"), version);
  }
  symlinkSync("one", join(folder, "..data"));
  symlinkSync(join("..data", "c.yaml"), join(folder, "c.yaml"));
  const { watcher: own, read } = watchToo([join(folder, "c.yaml")]);
  await pause(150);
  symlinkSync("two", join(folder, "..data_tmp"));
  renameSync(join(folder, "..data_tmp"), join(folder, "..data"));
  rmSync(join(folder, "one"), { recursive: true });
  await toldOf(read, "two");
  await own.dispose();
});

it("tells of a file it is given later", async () => {
  const other = join(folder, "other.yaml");
  writeFileSync(other, "old");
  watcher.setFiles([other]);
  await pause(150);
  writeFileSync(other, "new");
  await expect.poll(() => seen.length, { timeout: 8000 }).toBeGreaterThan(0);
});

it("keeps on after a reload that failed", async () => {
  let calls = 0;
  const { watcher: own, read } = watchToo([file], () => {
    if (++calls === 1) throw new Error("a listener had a bug");
  });
  await pause(150);
  writeFileSync(file, "bad");
  await toldOf(read, "bad");
  writeFileSync(file, "good");
  await toldOf(read, "good");
  await own.dispose();
});

it("tells nothing after its end", async () => {
  const { watcher: own, read } = watchToo([file]);
  await pause(150);
  writeFileSync(file, "late");
  await own.dispose();
  await pause(400);
  expect(read).toEqual([]);
});

it("loads a change of our own before it is done, once, and nothing while it goes on", async () => {
  const answer = await watcher.change(async () => {
    writeFileSync(file, "half");
    await pause(300);
    expect(seen).toEqual([]);
    writeFileSync(file, "whole");
    return "done";
  });
  expect([answer, seen]).toEqual(["done", ["whole"]]);
  await pause(400);
  expect(seen).toEqual(["whole"]);
});

it("loads nothing after a change that changed nothing, and what a failed one did change", async () => {
  await watcher.change(() => Promise.resolve());
  expect(seen).toEqual([]);
  const failing = watcher.change(() => {
    writeFileSync(file, "left behind");
    return Promise.reject(new Error("no"));
  });
  await expect(failing).rejects.toThrow("no");
  expect(seen).toEqual(["left behind"]);
});

it("makes changes of our own one after the other, and still tells of others' afterwards", async () => {
  const order: string[] = [];
  const change = (name: string): Promise<void> =>
    watcher.change(async () => {
      order.push(`${name} begins`);
      await pause(30);
      writeFileSync(file, name);
      order.push(`${name} ends`);
    });
  await Promise.all([change("a"), change("b")]);
  expect(order).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  expect(seen).toEqual(["a", "b"]);
  writeFileSync(file, "theirs");
  await told("theirs");
});
