import { describe, expect, it } from "vitest";
import type { Splice } from "../../../gateway/contract/config-edit.ts";
import type {
  ConfigFile,
  ConfigFiles,
  DraftReading,
  SaveAnswer,
  SaveRequest,
} from "../../../gateway/contract/config-files.ts";
import { plainModel } from "./__fixtures__/plain-model.ts";
import { DraftStore } from "./draft-store.ts";

const emptyReading: DraftReading = {
  findings: [],
  isRunnable: true,
  aliases: [],
  defaultFallbacks: [],
  routingStrategy: "simple-shuffle",
};
const fileOf = (text: string, file = "config.yaml"): ConfigFile => ({
  file,
  kind: file === "config.yaml" ? "main" : "include",
  text,
  hash: `hash of ${text}`,
  isWritable: true,
});
const filesOf = (...files: ConfigFile[]): ConfigFiles => ({ files, envFile: ".env", variables: [], findings: [] });

/** A store over a disk that answers as the gateway does; time and timers are the test's. */
function setUp(text = "a: 1\n", ...more: ConfigFile[]) {
  const disk = new Map([fileOf(text), ...more].map((file) => [file.file, file]));
  let now = 1000;
  let [secret, masked] = ["no secret is written", ""];
  let due: (() => void) | null = null;
  const reads: string[][] = [];
  const models = new Map<string, ReturnType<typeof plainModel>>();
  const answers = { splices: [] as Splice[], onEdit: () => undefined as void, onSave: () => undefined as void };
  const save = (files: SaveRequest["files"]): SaveAnswer => {
    for (const { file, baseHash } of files) {
      const theirs = disk.get(file);
      if (theirs !== undefined && theirs.hash !== baseHash) return { outcome: "conflict", file, base: null, theirs };
    }
    const saved = files.map(({ file, text: next }) => fileOf(next.replaceAll(secret, masked), file));
    for (const file of saved) disk.set(file.file, file);
    return { outcome: "saved", files: saved, findings: [] };
  };
  const store = new DraftStore({
    createModel: (file, first) => {
      const model = plainModel(first);
      models.set(file, model);
      return model;
    },
    gateway: {
      read: async (drafts) => {
        reads.push(drafts.map((draft) => draft.text));
        return emptyReading;
      },
      edit: async () => {
        answers.onEdit();
        return answers.splices;
      },
      save: async (files) => {
        const answer = save(files);
        answers.onSave();
        return answer;
      },
    },
    now: () => ++now,
    after: (_milliseconds, run) => {
      due = run;
      return () => (due = null);
    },
  });
  const look = (): void => store.take(filesOf(...disk.values()), ++now);
  look();
  return {
    store,
    disk,
    look,
    reads,
    answers,
    now: () => now,
    mask: (text: string, by: string) => ([secret, masked] = [text, by]),
    type: (next: string, file = "config.yaml") => models.get(file)?.type(next),
    outside: (next: string, file = "config.yaml") => disk.set(file, fileOf(next, file)),
    textOf: (file = "config.yaml") => store.state().texts.get(file),
    readNow: async () => {
      due?.();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

describe("the drafts", () => {
  it("are dirty exactly while a text differs from what is on disk, undo included", () => {
    const { store, type } = setUp();
    expect(store.state()).toMatchObject({ isDirty: false, canUndo: false });
    type("a: 2\n");
    expect(store.state()).toMatchObject({ isDirty: true, canUndo: true });
    store.undo();
    expect(store.state()).toMatchObject({ isDirty: false, canRedo: true });
    store.redo();
    expect(store.state().isDirty).toBe(true);
    type("a: 1\n");
    expect(store.state().isDirty).toBe(false);
  });

  it("are read once typing pauses, only those that differ, and the reading says whether it is of these texts", async () => {
    const { store, type, reads, readNow } = setUp("a: 1\n", fileOf("b: 1\n", "more.yaml"));
    await readNow();
    expect(store.state().isReadingCurrent).toBe(true);
    type("a: 2\n");
    type("a: 23\n");
    expect(store.state().isReadingCurrent).toBe(false);
    await readNow();
    expect(reads).toEqual([[], ["a: 23\n"]]);
    expect(store.state().isReadingCurrent).toBe(true);
  });

  it("become one undo step by the gateway's splices", async () => {
    const { store, answers, textOf } = setUp("a: 1\nb: 2\n");
    answers.splices = [
      { offset: 3, length: 1, text: "9" },
      { offset: 8, length: 1, text: "8" },
    ];
    expect(await store.applyEdits("config.yaml", [{ op: "set", path: ["a"], value: 9 }])).toBe(true);
    expect(textOf()).toBe("a: 9\nb: 8\n");
    store.undo();
    expect(textOf()).toBe("a: 1\nb: 2\n");
  });

  it("ask again for splices when the text changed while they were asked for", async () => {
    const { store, answers, type, textOf } = setUp("a: 1\n");
    let asked = 0;
    answers.splices = [{ offset: 0, length: 0, text: "# old\n" }];
    answers.onEdit = () => {
      if (++asked === 1) type("zz: 0\na: 1\n");
      else answers.splices = [{ offset: 6, length: 0, text: "# new\n" }];
    };
    await store.applyEdits("config.yaml", [{ op: "set", path: ["a"], value: 1 }]);
    expect(textOf()).toBe("zz: 0\n# new\na: 1\n");
  });

  it("are saved with what they began from, and are clean then; what is typed meanwhile stays a draft", async () => {
    const { store, disk, type, answers, textOf } = setUp();
    type("a: 2\n");
    answers.onSave = () => type("a: 2\n# typed while it was saved\n");
    await store.save();
    expect(disk.get("config.yaml")?.text).toBe("a: 2\n");
    expect(store.state()).toMatchObject({ isDirty: true, conflict: null, isSaving: false });
    expect(textOf()).toContain("# typed while it was saved");
  });

  it("are clean after a save whose answer masks a key that was written out", async () => {
    const { store, type, textOf, answers, mask } = setUp();
    type("key: sk-secret\n");
    answers.onSave = () => undefined;
    mask("sk-secret", "•1•••••••");
    await store.save();
    expect(textOf()).toBe("key: •1•••••••\n");
    expect(store.state().isDirty).toBe(false);
  });

  it("can be undone past a save: the save keeps the history", async () => {
    const { store, type, textOf } = setUp();
    type("a: 2\n");
    await store.save();
    expect(store.state().isDirty).toBe(false);
    store.undo();
    expect(textOf()).toBe("a: 1\n");
    expect(store.state().isDirty).toBe(true);
  });

  it("follow the disk at once where nothing was drafted, and can be had back", () => {
    const { store, outside, look, textOf } = setUp();
    outside("a: 5\n");
    look();
    expect(textOf()).toBe("a: 5\n");
    expect(store.state()).toMatchObject({ isDirty: false, conflict: null, replaced: { file: "config.yaml" } });
    store.undo();
    expect(textOf()).toBe("a: 1\n");
  });

  it("never lose to another program: a change under a draft is a conflict with what both began from", () => {
    const { store, type, outside, look, textOf } = setUp();
    type("a: mine\n");
    outside("a: theirs\n");
    look();
    expect(textOf()).toBe("a: mine\n");
    expect(store.state().conflict).toMatchObject({ base: "a: 1\n", from: "disk", theirs: { text: "a: theirs\n" } });
    store.resolve("a: both\n");
    expect(store.state()).toMatchObject({ conflict: null, isDirty: true });
    store.undo();
    expect(textOf()).toBe("a: mine\n");
  });

  it("are not written when another program saved in between; the next save is of the merge", async () => {
    const { store, type, outside, disk } = setUp();
    type("a: mine\n");
    outside("a: theirs\n");
    expect(await store.save()).toMatchObject({ outcome: "conflict" });
    expect(disk.get("config.yaml")?.text).toBe("a: theirs\n");
    expect(store.state().conflict).toMatchObject({ base: "a: 1\n", from: "save" });
    store.resolve("a: both\n");
    expect(await store.save()).toMatchObject({ outcome: "saved" });
    expect(disk.get("config.yaml")?.text).toBe("a: both\n");
  });

  it("take the file's text when asked to, and end a conflict that is none any more", () => {
    const { store, type, outside, look, textOf } = setUp();
    type("a: mine\n");
    outside("a: theirs\n");
    look();
    store.reloadOutside();
    expect(textOf()).toBe("a: theirs\n");
    expect(store.state()).toMatchObject({ isDirty: false, conflict: null });
    type("a: again\n");
    outside("a: other\n");
    look();
    outside("a: again\n");
    look();
    expect(store.state()).toMatchObject({ isDirty: false, conflict: null });
  });

  it("believe no answer that was asked for before the save it would undo", async () => {
    const { store, type, now, textOf } = setUp();
    const askedAt = now();
    const old = filesOf(fileOf("a: 1\n"));
    type("a: 2\n");
    await store.save();
    store.take(old, askedAt);
    expect(textOf()).toBe("a: 2\n");
    expect(store.state()).toMatchObject({ isDirty: false, conflict: null });
  });

  it("go back through several files in the order in which they were changed, and forth again", () => {
    const { store, type, textOf } = setUp("a: 1\n", fileOf("b: 1\n", "more.yaml"));
    type("a: 2\n");
    type("b: 2\n", "more.yaml");
    type("b: 3\n", "more.yaml");
    type("a: 3\n");
    const texts = (): (string | undefined)[] => [textOf(), textOf("more.yaml")];
    const steps = [1, 2, 3, 4].map(() => (store.undo(), texts()));
    expect(steps).toEqual([
      ["a: 2\n", "b: 3\n"],
      ["a: 2\n", "b: 2\n"],
      ["a: 2\n", "b: 1\n"],
      ["a: 1\n", "b: 1\n"],
    ]);
    const forth = [1, 2, 3, 4].map(() => (store.redo(), texts()));
    expect(forth).toEqual([steps[2], steps[1], steps[0], ["a: 3\n", "b: 3\n"]]);
  });

  it("are given up as a whole, and can be had back", () => {
    const { store, type, textOf } = setUp("a: 1\n", fileOf("b: 1\n", "more.yaml"));
    type("a: 2\n");
    type("b: 2\n", "more.yaml");
    store.discard();
    expect(store.state().isDirty).toBe(false);
    store.undo();
    store.undo();
    expect([textOf(), textOf("more.yaml")]).toEqual(["a: 2\n", "b: 2\n"]);
  });

  it("keep a file that is no longer included as long as it has a draft", () => {
    const { store, disk, type, look } = setUp("a: 1\n", fileOf("b: 1\n", "more.yaml"));
    type("b: 2\n", "more.yaml");
    disk.delete("more.yaml");
    look();
    expect(store.state().files.map(({ file }) => file)).toEqual(["config.yaml", "more.yaml"]);
    type("b: 1\n", "more.yaml");
    look();
    expect(store.state().files.map(({ file }) => file)).toEqual(["config.yaml"]);
  });
});
