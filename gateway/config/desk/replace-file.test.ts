/** A file is replaced whole or not at all; its mode and its link stay. Killed, full and forbidden disks are real ones. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ChangedMeanwhileError, replaceFile } from "./replace-file.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-replace-"));
  file = join(folder, "config.yaml");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (text: string, options?: Parameters<typeof replaceFile>[2]): Promise<void> =>
  replaceFile(file, Buffer.from(text), options);
const leftovers = (): string[] => readdirSync(folder).filter((name) => name.endsWith(".tmp"));

describe("a file that is replaced", () => {
  it.each([0o644, 0o600, 0o660, 0o400])("keeps its mode %o", async (mode) => {
    writeFileSync(file, "old");
    chmodSync(file, mode);
    await put("new");
    expect(statSync(file).mode & 0o7777).toBe(mode);
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(leftovers()).toEqual([]);
  });

  it.runIf(process.getuid?.() === 0)("keeps its owner", async () => {
    writeFileSync(file, "old");
    spawnSync("chown", ["1234:2345", file]);
    await put("new");
    expect(statSync(file)).toMatchObject({ uid: 1234, gid: 2345 });
  });

  it("that is new is its owner's alone, unless said otherwise", async () => {
    await put("new");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("behind links is replaced where it lies, and the links stay", async () => {
    mkdirSync(join(folder, "real"));
    const real = join(folder, "real", "there.yaml");
    writeFileSync(real, "old");
    symlinkSync(real, join(folder, "middle"));
    symlinkSync("middle", file);
    await put("new");
    expect(readFileSync(real, "utf8")).toBe("new");
    expect(readlinkSync(file)).toBe("middle");
    expect(lstatSync(join(folder, "middle")).isSymbolicLink()).toBe(true);
  });

  it("behind a link to nothing yet is made where the link leads", async () => {
    symlinkSync("later.yaml", file);
    await put("new");
    expect(readFileSync(join(folder, "later.yaml"), "utf8")).toBe("new");
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
  });

  it("that another program wrote meanwhile stays as that program left it, with nothing beside it", async () => {
    writeFileSync(file, "theirs");
    await expect(put("new", { expected: Buffer.from("old") })).rejects.toBeInstanceOf(ChangedMeanwhileError);
    await expect(put("new", { expected: null })).rejects.toBeInstanceOf(ChangedMeanwhileError);
    expect(readFileSync(file, "utf8")).toBe("theirs");
    expect(leftovers()).toEqual([]);
    await put("new", { expected: Buffer.from("theirs") });
    expect(readFileSync(file, "utf8")).toBe("new");
  });

  it.runIf(process.platform === "linux")(
    "stays as it is when the new bytes do not fit: a short write is no whole one",
    () => {
      writeFileSync(file, "old");
      const script = `import { ChangedMeanwhileError, replaceFile } from ${JSON.stringify(join(import.meta.dirname, "replace-file.ts"))};
      await replaceFile(${JSON.stringify(file)}, Buffer.alloc(300_000, "x")).then(
        () => process.exit(7), (failure) => { console.log(failure.code); });`;
      const { stdout, status } = spawnSync(
        "prlimit",
        ["--fsize=100000", process.execPath, "--input-type=module", "-e", script],
        { encoding: "utf8" },
      );
      expect([status, stdout.trim()]).toEqual([0, "EFBIG"]);
      expect(readFileSync(file, "utf8")).toBe("old");
      expect(leftovers()).toEqual([]);
    },
  );

  it("must be a file", async () => {
    mkdirSync(file);
    await expect(put("new")).rejects.toMatchObject({ code: "ENOTFILE" });
  });

  it("takes away what a killed writer left, and nothing else", async () => {
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    const names = [
      `.config.yaml.portico-${dead}-abc.tmp`,
      `.config.yaml.portico-${process.pid}-old.tmp`,
      `.config.yaml.portico-${process.pid}-new.tmp`,
      `.other.yaml.portico-${dead}-abc.tmp`,
      ".config.yaml.swp",
    ];
    for (const name of names) writeFileSync(join(folder, name), "half");
    utimesSync(join(folder, names[1] ?? ""), 1, 1);
    await put("new");
    expect(readdirSync(folder).toSorted()).toEqual([...names.slice(2), "config.yaml"].toSorted());
  });
});
