/** Long work on a text leaves the main thread free, ends in time, and fails in the same words as short work. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConfigEdit } from "../../contract/config-edit.ts";
import { readDraft } from "../drafts/read-draft.ts";
import { planEdits } from "../edit/plan-edits.ts";
import { findSecrets } from "../masks/find-secrets.ts";
import { TextThread } from "./text-thread.ts";

let folder = "";
let thread: TextThread;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-thread-"));
  thread = new TextThread(20_000);
});
afterEach(async () => {
  await thread.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const entries = (count: number): string =>
  `general_settings: {master_key: sk-a-strong-master-key-for-tests}\nmodel_list:\n${Array.from(
    { length: count },
    (_, index) =>
      `  - model_name: alias-${index}\n    litellm_params: {model: openai/x, api_key: sk-0123456789abcdef-${index}, rpm: 1}\n`,
  ).join("")}`;

function setRpm(index: number): ConfigEdit {
  return { op: "set", path: ["model_list", index, "litellm_params", "rpm"], value: 2 };
}

describe("the thread", () => {
  it("answers what the function itself would", async () => {
    const text = entries(2000);
    const file = join(folder, "config.yaml");
    writeFileSync(file, text);
    const load = { file, env: { A: "1" }, cwd: folder, texts: new Map([[file, `${text}# draft\n`]]) };
    const edit = setRpm(1999);
    expect(await thread.run("secrets", text, new Set(["known-secret"]))).toEqual(findSecrets(text));
    expect(await thread.run("read", load)).toEqual(readDraft(load));
    expect(await thread.run("edit", text, [edit])).toEqual(planEdits(text, [edit]));
    expect(await thread.run("lines", text, `${text}x\n`)).toEqual({ added: 1, removed: 0 });
  });

  it.each([2, 2000])("refuses in the same words, with %i entries", async (count) => {
    const edit: ConfigEdit = { op: "remove_alias", alias: "alias-0" };
    const impossible: ConfigEdit = { op: "set", path: ["model_list", "name"], value: 1 };
    const refused = thread.run("edit", entries(count), [edit, impossible]);
    await expect(refused).rejects.toMatchObject({ name: "GatewayError", code: "config_edit_refused" });
  });

  it("is ended when a job takes too long, and the next job gets a new one", async () => {
    const quick = new TextThread(150);
    const slow = quick.run("secrets", `x: "${"[".repeat(100)}"\n${entries(60_000)}`, new Set());
    await expect(slow).rejects.toMatchObject({ code: "request_too_large" });
    await quick.dispose();
    expect(await thread.run("lines", entries(2000), entries(2001))).toEqual({ added: 2, removed: 0 });
  });

  it("takes one job after the other, each with its own answer", async () => {
    const texts = [1000, 1001, 1002, 1003].map(entries);
    const answers = await Promise.all(texts.map((text) => thread.run("lines", text, `${text}x\n`.repeat(2))));
    expect(answers.map(({ removed }) => removed)).toEqual([0, 0, 0, 0]);
    expect(new Set(answers.map(({ added }) => added)).size).toBe(4);
  });
});

describe("the main thread", () => {
  it("never stands still for long: not for a large text in the thread, not for a usual one at once", async () => {
    const longest = async (work: () => Promise<unknown>): Promise<number> => {
      let most = 0;
      let last = performance.now();
      const beat = setInterval(() => {
        most = Math.max(most, performance.now() - last);
        last = performance.now();
      }, 1);
      await work();
      await new Promise((resolve) => setTimeout(resolve, 5));
      clearInterval(beat);
      return most;
    };
    const soonest = async (work: () => Promise<unknown>): Promise<number> =>
      Math.min(await longest(work), await longest(work), await longest(work));
    const usual = entries(60);
    const large = entries(5000);
    const edit = setRpm(5);
    const file = join(folder, "config.yaml");
    writeFileSync(file, large);
    const stalls = {
      usualSecrets: await soonest(() => thread.run("secrets", usual, new Set())),
      usualEdit: await soonest(() => thread.run("edit", usual, [edit])),
      largeSecrets: await soonest(() => thread.run("secrets", large, new Set())),
      largeEdit: await soonest(() => thread.run("edit", large, [edit])),
      largeRead: await soonest(() => thread.run("read", { file, env: {}, cwd: folder })),
    };
    process.stdout.write(
      `longest stall of the main thread in ms: ${JSON.stringify(stalls, (_key, value: unknown) => (typeof value === "number" ? Math.round(value) : value))}\n`,
    );
    // The machine that runs this may be busy: the bounds are wide, the figures above are what counts.
    expect(stalls.usualSecrets).toBeLessThan(100);
    expect(stalls.usualEdit).toBeLessThan(100);
    expect(stalls.largeSecrets).toBeLessThan(200);
    expect(stalls.largeEdit).toBeLessThan(200);
    expect(stalls.largeRead).toBeLessThan(1000);
  }, 120_000);
});
