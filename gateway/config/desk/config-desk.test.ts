/** The desk over real files, restarts included: what a panel may still hold when the gateway comes back. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../base/clock.ts";
import type { ConfigFile, SaveAnswer } from "../../contract/config-files.ts";
import { ConfigDesk } from "./config-desk.ts";

let folder = "";
let file = "";
const desks: ConfigDesk[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-desk-"));
  file = join(folder, "config.yaml");
});
afterEach(async () => {
  await Promise.all(desks.splice(0).map((desk) => desk.dispose()));
  rmSync(folder, { recursive: true, force: true });
});

const text = (...aliases: string[]): string =>
  `general_settings: {master_key: sk-a-strong-master-key-for-tests}\nmodel_list:\n${aliases
    .map((alias) => `  - {model_name: ${alias}, litellm_params: {model: openai/x, api_key: CANARY-${alias}}}\n`)
    .join("")}`;

function open(failures: unknown[] = []): ConfigDesk {
  const desk = new ConfigDesk({
    load: { file, env: {}, cwd: folder },
    sources: new Map([[file, readFileSync(file, "utf8")]]),
    dataDirectory: join(folder, "data"),
    clock: systemClock,
    change: (work) => work(),
    findings: () => [],
    report: (failure) => failures.push(failure),
  });
  desks.push(desk);
  return desk;
}
const save = (desk: ConfigDesk, { hash }: Pick<ConfigFile, "hash">, draft: string): Promise<SaveAnswer> =>
  desk.save({ files: [{ file, text: draft, baseHash: hash }] }, "panel");

describe("a draft that outlives the gateway", () => {
  it("is read and saved by the next one, each mask for the secret that it was made for", async () => {
    writeFileSync(file, text("one", "two"));
    const shown = await open().file(file);
    // The other order, so that masks that were only numbered would come out wrong.
    const [head = "", list = "", one = "", two = ""] = shown.text.split("\n");
    const draft = `${[head, list, two, one].join("\n")}\n`;
    const next = open();
    expect((await next.read([{ file, text: draft }])).findings).toEqual([]);
    expect((await save(open(), shown, draft)).outcome).toBe("saved");
    expect(readFileSync(file, "utf8")).toBe(text("two", "one"));
  });

  it("may hold secrets that only an old version has", async () => {
    writeFileSync(file, text("old"));
    const first = open();
    const shown = await first.file(file);
    await save(first, shown, shown.text.replace(/•\d+•*(?=\}\}\n$)/, "CANARY-new"));
    expect(readFileSync(file, "utf8")).toContain("CANARY-new");
    const now = await open().file(file);
    expect((await save(open(), now, shown.text)).outcome).toBe("saved");
    expect(readFileSync(file, "utf8")).toBe(text("old"));
  });

  it("is refused where the data of the installation are gone, and nothing is written", async () => {
    writeFileSync(file, text("one"));
    const shown = await open().file(file);
    rmSync(join(folder, "data"), { recursive: true });
    await expect(save(open(), shown, `${shown.text}# x\n`)).rejects.toMatchObject({ code: "config_mask_unknown" });
    expect(readFileSync(file, "utf8")).toBe(text("one"));
  });
});

describe("the desk", () => {
  it("works where nothing can be kept: without a history, and with masks for as long as it runs", async () => {
    writeFileSync(file, text("one"));
    writeFileSync(join(folder, "data"), "a file where the folder should be");
    const failures: unknown[] = [];
    const desk = open(failures);
    const shown = await desk.file(file);
    expect((await save(desk, shown, `${shown.text}# x\n`)).outcome).toBe("saved");
    expect(readFileSync(file, "utf8")).toBe(`${text("one")}# x\n`);
    expect(await desk.history()).toEqual([]);
    expect(failures.length).toBeGreaterThan(0);
  });

  it("brings a file back that was deleted while it was edited", async () => {
    writeFileSync(file, text("one"));
    const desk = open();
    const shown = await desk.file(file);
    rmSync(file);
    const answer = await save(desk, shown, shown.text);
    expect(answer).toMatchObject({ outcome: "conflict", base: shown.text, theirs: { text: "", isWritable: true } });
    if (answer.outcome !== "conflict") return;
    expect((await save(desk, answer.theirs, shown.text)).outcome).toBe("saved");
    expect(readFileSync(file, "utf8")).toBe(text("one"));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("shows a file that is no text as one that cannot be saved", async () => {
    writeFileSync(file, text("one"));
    const desk = open();
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x61, 0x00]));
    const { files, findings } = await desk.files();
    expect(files).toMatchObject([{ file, text: "", isWritable: false }]);
    expect(findings).toMatchObject([{ code: "syntax" }]);
    await expect(save(desk, files[0] ?? { hash: "" }, "a: b\n")).rejects.toMatchObject({ code: "config_not_writable" });
  });

  it("refuses what is no text, or too much of it", async () => {
    writeFileSync(file, text("one"));
    const desk = open();
    const shown = await desk.file(file);
    await expect(save(desk, shown, "a: \uD800")).rejects.toMatchObject({ code: "invalid_request" });
    await expect(save(desk, shown, "a: \0")).rejects.toMatchObject({ code: "invalid_request" });
    await expect(save(desk, shown, "가".repeat(3 * 1024 * 1024))).rejects.toMatchObject({ code: "request_too_large" });
    expect(readFileSync(file, "utf8")).toBe(text("one"));
  });

  it("refuses two names of one file", async () => {
    symlinkSync("config.yaml", join(folder, "same.yaml"));
    writeFileSync(file, `include: [same.yaml]\n${text("one")}`);
    const desk = open();
    const { files } = await desk.files();
    const drafts = files.map((one) => ({ file: one.file, text: `${one.text}# x\n`, baseHash: one.hash }));
    expect(drafts).toHaveLength(2);
    await expect(desk.save({ files: drafts }, "panel")).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("lets saves through one at a time: the second sees the first", async () => {
    writeFileSync(file, text("one"));
    const desk = open();
    const shown = await desk.file(file);
    const answers = await Promise.all([
      save(desk, shown, `${shown.text}# first\n`),
      save(desk, shown, `${shown.text}# second\n`),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["saved", "conflict"]);
    expect(readFileSync(file, "utf8")).toBe(`${text("one")}# first\n`);
  });

  it("writes nothing to the config by being opened or read", async () => {
    writeFileSync(file, text("one"));
    const before = statSync(file);
    const desk = open();
    await desk.files();
    await desk.read([{ file, text: "a: b" }]);
    await desk.draftCatalog([{ file, text: text("two") }]);
    expect(statSync(file)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(readdirSync(folder).toSorted()).toEqual(["config.yaml", "data"]);
  });

  it("compiles drafts to the catalog that they would run as, secrets in place", async () => {
    writeFileSync(file, text("one"));
    const desk = open();
    const shown = await desk.file(file);
    const catalog = await desk.draftCatalog([{ file, text: shown.text.replace("model_name: one", "model_name: new") }]);
    expect([...(catalog?.groups.keys() ?? [])]).toEqual(["new"]);
    expect(catalog?.deployments[0]?.apiKey).toBe("CANARY-one");
    expect(await desk.draftCatalog([{ file, text: "a: [" }])).toBeNull();
  });
});
