import { describe, expect, it, vi } from "vitest";
import type { PlaygroundSession } from "../../../gateway/contract/playground.ts";
import { emptyAnswer, type LiveAnswer } from "./model/answer-stream.ts";
import { addColumn, ask, changeColumn, newSession } from "./model/session-edits.ts";
import { PlaygroundStore, type RunRequest, type StoreParts } from "./playground-store.ts";

let ids = 0;
const seams = { newId: () => `id-${++ids}`, nowMs: () => 0 };
const answer = (text: string, more: Partial<LiveAnswer> = {}): LiveAnswer => ({
  ...emptyAnswer,
  text,
  ...more,
  facts: { ...emptyAnswer.facts, requestId: `r-${text}`, ...more.facts },
});

function storeWith(run: StoreParts["run"], more: Partial<StoreParts> = {}) {
  const saved: PlaygroundSession[] = [];
  const parts: StoreParts = {
    ...seams,
    run,
    billOf: () => Promise.resolve(null),
    save: (session) => {
      saved.push(session);
      return Promise.resolve();
    },
    ...more,
  };
  return { saved, store: new PlaygroundStore(addColumn(newSession("a", seams), "b", seams), parts) };
}

const question = { text: "hi", attachments: [] };
const texts = (store: PlaygroundStore, index: number): string[] =>
  store.session().columns[index]?.messages.map(({ text }) => text) ?? [];

describe("the playground's store", () => {
  it("asks every column at once and keeps each answer in its own", async () => {
    const asked: string[] = [];
    const { store } = storeWith(({ body }) => {
      asked.push(String(body["model"]));
      return Promise.resolve(answer(`from ${String(body["model"])}`));
    });
    store.change((session, given) => ask(session, question, given));
    store.runAll();
    await vi.waitFor(() => expect(store.isRunning()).toBe(false));
    expect(asked).toEqual(["a", "b"]);
    expect([texts(store, 0), texts(store, 1)]).toEqual([
      ["hi", "from a"],
      ["hi", "from b"],
    ]);
  });

  it("keeps what was said when it is stopped", async () => {
    const { store } = storeWith(
      ({ signal, onChange }: RunRequest) =>
        new Promise((resolve) => {
          onChange(answer("half"));
          signal.addEventListener("abort", () =>
            resolve(answer("half", { facts: { ...emptyAnswer.facts, state: "stopped" } })),
          );
        }),
    );
    store.change((session, given) => ask(session, question, given));
    const columnId = store.session().columns[0]?.id ?? "";
    void store.runColumn(columnId);
    await vi.waitFor(() => expect(store.liveAnswer(columnId)?.text).toBe("half"));
    store.stop(columnId);
    await vi.waitFor(() => expect(texts(store, 0)).toEqual(["hi", "half"]));
    expect(store.liveAnswer(columnId)).toBeNull();
  });

  it("goes through a tool loop by its stubs, and ends one that never ends", async () => {
    const call = { id: "c", name: "now", arguments: "{}" };
    let rounds = 0;
    const { store } = storeWith(() => {
      rounds++;
      return Promise.resolve(answer("", { toolCalls: [call] }));
    });
    store.change((session, given) => ({
      ...ask(session, question, given),
      tools: [{ name: "now", description: "", parameters: "", stub: "12:00" }],
    }));
    await store.runColumn(store.session().columns[0]?.id ?? "");
    expect(rounds).toBe(8);
  });

  it("makes no request of a column whose own fields are not JSON, and says so", async () => {
    let calls = 0;
    const { store } = storeWith(() => {
      calls++;
      return Promise.resolve(answer("x"));
    });
    const columnId = store.session().columns[1]?.id ?? "";
    store.change((session, given) => ask(changeColumn(session, columnId, { overrides: "{" }), question, given));
    store.runAll();
    await vi.waitFor(() => expect(store.isRunning()).toBe(false));
    expect(calls).toBe(1);
    expect(store.problems()).toMatchObject([{ columnId, problem: "overrides" }]);
  });

  it("keeps what was said so far with its own session when another one is opened", async () => {
    const { store, saved } = storeWith(({ onChange }) => {
      onChange(answer("half"));
      return new Promise(() => {});
    });
    store.change((session, given) => ask(session, question, given));
    const first = store.session().id;
    void store.runColumn(store.session().columns[0]?.id ?? "");
    await vi.waitFor(() => expect(store.isRunning()).toBe(true));
    store.open(newSession("c", seams));
    expect(store.isRunning()).toBe(false);
    expect(texts(store, 0)).toEqual([]);
    await vi.waitFor(() => expect(saved.at(-1)?.id).toBe(first));
    expect(saved.at(-1)?.columns[0]?.messages[1]).toMatchObject({ text: "half", facts: { state: "stopped" } });
  });

  it("learns the cost from the log", async () => {
    const { store } = storeWith(() => Promise.resolve(answer("x")), {
      billOf: (id) => Promise.resolve(id === "r-x" ? { costUsdNanos: "42" } : null),
    });
    store.change((session, given) => ask(session, question, given));
    await store.runColumn(store.session().columns[0]?.id ?? "");
    await vi.waitFor(() =>
      expect(store.session().columns[0]?.messages[1]).toMatchObject({ facts: { costUsdNanos: "42" } }),
    );
  });

  it("keeps sessions that hold a question, and says when it cannot", async () => {
    const kept = storeWith(() => Promise.resolve(answer("x")));
    kept.store.change((session) => ({ ...session, system: "Be brief." }));
    await kept.store.flush();
    expect(kept.saved).toHaveLength(0);
    kept.store.change((session, given) => ask(session, question, given));
    expect(kept.store.saveState()).toBe("pending");
    await kept.store.flush();
    expect(kept.saved.at(-1)?.title).toBe("hi");
    expect(kept.store.saveState()).toBe("saved");
    const full = storeWith(() => Promise.resolve(answer("x")), { save: () => Promise.reject(new Error("disk full")) });
    full.store.change((session, given) => ask(session, question, given));
    await full.store.flush();
    expect(full.store.saveState()).toEqual({ problem: "disk full" });
  });
});
