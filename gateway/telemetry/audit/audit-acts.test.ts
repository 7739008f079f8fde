/** Acts as they are done: announced, alone, told with their outcome; and what a line says of changes and refusals. */
import { describe, expect, it } from "vitest";
import { createRedactor } from "../../base/redact.ts";
import type { AuditRecord, BegunAct } from "../../contract/audit.ts";
import { GatewayError } from "../../contract/errors.ts";
import { AuditActs, byGateway, done, nowhere, type ActFacts } from "./audit-acts.ts";
import { Secret, valueChanges } from "./value-changes.ts";

const facts: ActFacts = {
  act: "key.update",
  who: byGateway,
  from: nowhere,
  object: { kind: "key", id: "1", name: null },
};

interface Kept {
  readonly acts: AuditActs;
  readonly begun: BegunAct[];
  readonly written: AuditRecord[];
  readonly pass: (ms: number) => void;
}

function keep(refuses = false): Kept {
  const begun: BegunAct[] = [];
  const written: AuditRecord[] = [];
  let made = 0;
  let now = 0;
  const acts = new AuditActs({
    sink: {
      begin: (act) => (refuses ? Promise.reject(new Error("ENOSPC")) : Promise.resolve(void begun.push(act))),
      write: (record) => Promise.resolve(void written.push(record)),
    },
    clock: { wallMs: () => now, monotonicMs: () => now },
    newId: () => `act-${++made}`,
    redact: createRedactor(["the-secret-of-it"]),
  });
  return { acts, begun, written, pass: (ms) => (now += ms) };
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("acts", () => {
  it("are announced before they are done, and done one after the other", async () => {
    const { acts, begun, written } = keep();
    const steps: string[] = [];
    const act = (name: string): Promise<void> =>
      acts.change(facts, async () => {
        steps.push(`${name} begins after ${begun.length}`);
        await pause();
        steps.push(`${name} ends`);
      });
    await Promise.all([act("a"), act("b")]);
    expect(steps).toEqual(["a begins after 1", "a ends", "b begins after 2", "b ends"]);
    expect(written.map(({ id, outcome }) => [id, outcome.result])).toEqual([
      ["act-1", "done"],
      ["act-2", "done"],
    ]);
  });

  it("that cannot be announced are not done", async () => {
    const { acts, written } = keep(true);
    let isDone = false;
    const act = acts.change(facts, async () => {
      isDone = true;
    });
    await expect(act).rejects.toMatchObject({ code: "audit_unavailable", status: 503 });
    expect(isDone).toBe(false);
    expect(written).toEqual([]);
  });

  it("tell how they failed: with a code where they were refused, as a failure else; and the next one goes on", async () => {
    const { acts, written } = keep();
    const refusal = new GatewayError("key_not_found", { message: "no key like the-secret-of-it" });
    await expect(acts.change(facts, () => Promise.reject(refusal))).rejects.toBe(refusal);
    await expect(acts.change(facts, () => Promise.reject(new Error("a bug")))).rejects.toThrow("a bug");
    expect(written.map(({ outcome }) => outcome)).toEqual([
      { result: "refused", status: 404, code: "key_not_found", reason: "no key like [redacted]" },
      { result: "failed", status: 500, code: "internal_error", reason: "a bug" },
    ]);
  });

  it("know what is a part of them, and nothing once they are over", async () => {
    const { acts, written } = keep();
    let later: () => unknown = () => "unset";
    await acts.change(facts, async () => {
      await pause();
      acts.current?.changes.push({ path: "a", before: 1, after: "the-secret-of-it" });
      later = () => acts.current;
      setImmediate(() => (later = () => acts.current));
    });
    await pause();
    expect(acts.current).toBeNull();
    expect(later()).toBeNull();
    expect(written[0]?.changes).toEqual([{ path: "a", before: 1, after: "[redacted]" }]);
  });

  it("list a hundred changes and count the others", async () => {
    const { acts, written } = keep();
    const changes = Array.from({ length: 130 }, (_, index) => ({ path: `p${index}`, before: null, after: index }));
    await acts.record(facts, done, { changes, leftOut: 2 });
    expect(written[0]?.changes).toHaveLength(100);
    expect(written[0]?.changesLeftOut).toBe(32);
  });

  it("that are refused get a burst of lines, then one in half a minute, and the rest is counted", async () => {
    const { acts, written, pass } = keep();
    const failure = new GatewayError("invalid_api_key", { message: "no" });
    for (let index = 0; index < 50; index++) await acts.refuse(facts, failure);
    expect(written).toHaveLength(20);
    pass(60_000);
    for (let index = 0; index < 50; index++) await acts.refuse(facts, failure);
    expect(written).toHaveLength(22);
    expect(written[20]?.refusalsLeftOut).toBe(30);
    await acts.record(facts, done);
    expect(written[22]?.refusalsLeftOut).toBe(48);
  });
});

describe("changes of a value", () => {
  it("are listed field by field, a list as one, and what is empty as nothing", () => {
    const before = { a: 1, b: { c: [1, 2], d: "x" }, gone: true, none: [] };
    const after = { a: 1, b: { c: [1, 3], d: null }, fresh: 5n, none: null };
    expect(valueChanges(before, after)).toEqual([
      { path: "b.c", before: [1, 2], after: [1, 3] },
      { path: "b.d", before: "x", after: null },
      { path: "gone", before: true, after: null },
      { path: "fresh", before: null, after: "5" },
    ]);
  });

  it("say of a secret only that it is there, or another one", () => {
    const with1 = (text: string): object => ({ key: new Secret(text), more: new Map([["k", new Secret("same")]]) });
    expect(valueChanges({}, with1("one"))).toEqual([
      { path: "key", before: null, after: "[secret]" },
      { path: "more.k", before: null, after: "[secret]" },
    ]);
    expect(valueChanges(with1("one"), with1("two"))).toEqual([
      { path: "key", before: "[secret]", after: "[another secret]" },
    ]);
  });

  it("are cut where a text is long", () => {
    const [change] = valueChanges({}, { text: "x".repeat(2000), list: [] });
    expect(change?.after).toBe(`${"x".repeat(500)}… (2000 characters)`);
  });
});
