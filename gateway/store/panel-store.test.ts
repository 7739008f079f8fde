import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { PanelDocument } from "../contract/panel-documents.ts";
import { openPanelStore, type PanelStore } from "./panel-store.ts";

const open: PanelStore[] = [];
const folders: string[] = [];

function storeIn(folder = mkdtempSync(join(tmpdir(), "portico-documents-"))): { store: PanelStore; file: string } {
  folders.push(folder);
  const file = join(folder, "panel.db");
  const store = openPanelStore(file);
  open.push(store);
  return { store, file };
}

afterEach(async () => {
  for (const store of open.splice(0)) await store.dispose();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const document = (id: string, updatedAt: number): PanelDocument => ({
  head: { id, title: `제목 ${id}`, createdAt: 1, updatedAt, parentId: null },
  body: JSON.stringify({ id, text: "본문" }),
});

describe("the panel's documents", () => {
  it("come back as they were written, newest change first, from a private file", async () => {
    const { store, file } = storeIn();
    await store.write("playground", document("a", 10));
    await store.write("playground", document("b", 20));
    await store.write("playground", document("a", 30));
    expect((await store.list("playground")).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(await store.read("playground", "a")).toEqual(document("a", 30));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("outlive the process that wrote them", async () => {
    const { store } = storeIn();
    await store.write("playground", document("a", 10));
    await store.dispose();
    expect(await storeIn(folders[0]).store.read("playground", "a")).toEqual(document("a", 10));
  });

  it("are gone once removed, and were not there before", async () => {
    const { store } = storeIn();
    await store.write("playground", document("a", 10));
    expect(await store.remove("playground", "a")).toBe(true);
    expect(await store.remove("playground", "a")).toBe(false);
    expect(await store.read("playground", "a")).toBeNull();
  });

  it("begin anew beside a file that is no database", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portico-documents-"));
    writeFileSync(join(folder, "panel.db"), "no database at all, but long enough to look at");
    const { store } = storeIn(folder);
    await store.write("playground", document("a", 10));
    expect(await store.list("playground")).toHaveLength(1);
  });
});
