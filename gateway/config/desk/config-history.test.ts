/** Versions are kept by content, bounded and private; a damaged history stops nobody. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigHistory } from "./config-history.ts";
import { contentHash } from "./desk-key.ts";
import { lineChanges } from "./line-changes.ts";

let folder = "";
let failures: unknown[] = [];
let now = 1_764_000_000_000;
const key = Buffer.from("key");
const path = "/somewhere/config.yaml";
const files = new Map([["config.yaml", path]]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-history-"));
  failures = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): ConfigHistory {
  return new ConfigHistory({
    folder: join(folder, "config-history"),
    key,
    clock: { wallMs: () => now },
    countLines: (before, after) => Promise.resolve(lineChanges(before, after)),
    report: (failure) => failures.push(failure),
  });
}
function stored(): string[] {
  const history = join(folder, "config-history");
  return readdirSync(history).flatMap((name) =>
    readdirSync(join(history, name)).map((one) => join(history, name, one)),
  );
}

describe("the history of a file", () => {
  it("keeps who wrote what and when, newest first, with the lines that changed", async () => {
    const history = open();
    await history.record(path, "a\nb\n", "outside");
    now += 1000;
    await history.record(path, "a\nc\nd\n", "panel");
    const versions = await history.list(files);
    expect(versions).toMatchObject([
      { file: "config.yaml", savedAt: now, by: "panel", bytes: 6, linesAdded: 2, linesRemoved: 1 },
      { file: "config.yaml", savedAt: now - 1000, by: "outside", bytes: 4, linesAdded: 2, linesRemoved: 0 },
    ]);
    expect(await history.text(files, versions[1]?.id ?? "")).toEqual({ file: "config.yaml", text: "a\nb\n" });
    expect(await history.textOf(path, contentHash(key, Buffer.from("a\nc\nd\n")))).toBe("a\nc\nd\n");
    expect(await open().list(files)).toEqual(versions);
  });

  it("does not keep the same text twice: a program that writes two texts in turn pushes nothing out", async () => {
    const history = open();
    for (const text of ["first\n", "a\n", "b\n", "a\n", "a\n", "b\n", "a\n"])
      await history.record(path, text, "outside");
    const texts = await history.texts(path);
    expect(texts).toEqual(["first\n", "b\n", "a\n"]);
  });

  it("keeps the last fifty, even when the clock stands still or runs back", async () => {
    const history = open();
    for (let number = 0; number < 60; number++) {
      now -= number % 3;
      await history.record(path, `${number}\n`, "panel");
    }
    const texts = await history.texts(path);
    expect(texts).toEqual(Array.from({ length: 50 }, (_, index) => `${index + 10}\n`));
  });

  it("is the user's alone", async () => {
    await open().record(path, "api_key: secret\n", "panel");
    expect(stored().map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
    const [name = ""] = readdirSync(join(folder, "config-history"));
    expect(statSync(join(folder, "config-history", name)).mode & 0o777).toBe(0o700);
  });
});

describe("a damaged history", () => {
  it("passes over what it does not know and what is not what its name says", async () => {
    const history = open();
    await history.record(path, "good\n", "panel");
    const [file = ""] = stored();
    const [version] = await history.list(files);
    writeFileSync(file, "other\n");
    writeFileSync(join(file, "..", "notes.txt"), "x");
    mkdirSync(join(file, "..", `${now}-panel-${"0".repeat(64)}-1-0.yaml`));
    expect(await history.text(files, version?.id ?? "")).toBeNull();
    await history.record(path, "next\n", "panel");
    expect((await history.list(files)).map(({ by }) => by)).toContain("panel");
    expect(await history.textOf(path, contentHash(key, Buffer.from("next\n")))).toBe("next\n");
  });

  it("that cannot be written is told, and nothing more", async () => {
    writeFileSync(join(folder, "config-history"), "a file where the folder should be");
    const history = open();
    await history.record(path, "text\n", "panel");
    expect(failures).toHaveLength(1);
    expect(await history.list(files)).toEqual([]);
    expect(await history.text(files, "no.such")).toBeNull();
  });
});
