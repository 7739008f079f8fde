/** Searching a real file: what a filter finds is what a plain look at every row finds, for any filter. */
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { newRequestId } from "../base/ids.ts";
import { matchesFilter, type LogFilter } from "../contract/request-filter.ts";
import type { Histogram, Values } from "../contract/request-search.ts";
import { isUnpriced, notYetKnown, type SpendLogRow } from "../contract/spend-log.ts";
import { intentOf, outcomeOf } from "./__fixtures__/rows.ts";
import { writtenLog, type LoggedRow, type WrittenLog } from "./__fixtures__/written-log.ts";
import { readMarks, writeMarks } from "./marks.ts";
import { deleteRows, rowsOfIds } from "./delete-rows.ts";
import { forgetSlice } from "./retention.ts";

const logs: WrittenLog[] = [];
afterEach(() => logs.splice(0).forEach((log) => log.dispose()));
function logOf(rows: readonly LoggedRow[], secrets: readonly string[] = []): WrittenLog {
  const log = writtenLog(rows, secrets);
  logs.push(log);
  return log;
}

const start = Date.UTC(2026, 10, 1);
const minute = 60_000;

/** Rows that differ in every column; some run for long, so that they end after many that began later. */
function manyRows(count: number): LoggedRow[] {
  const pick = <Item>(items: readonly Item[], at: number): Item => items[at % items.length] as Item; // within the list
  const rows = Array.from({ length: count }, (_, at) => {
    const startedAt = start + at * minute;
    const isError = at % 7 === 0;
    return {
      id: newRequestId(startedAt),
      endsAt: startedAt + (at % 50 === 0 ? 900 * minute : 1000),
      intent: {
        startedAt,
        alias: pick(["qwen", "gpt-4o", "claude", "rare"], at % 997 === 3 ? 3 : at % 3),
        operation: pick(["chat", "messages", "embedding"] as const, at % 11),
        stream: at % 2 === 0,
        keyName: pick(["ci", "지현", null], at),
        keyDigest: pick(["aaaa11112222", "bbbb33334444"], at),
        userAgent: pick(["OpenAI/JS", "curl/8", null], at),
        tags: pick([[], ["team:a"], ["team:a", "env:prod"]], at),
      },
      outcome: {
        state: isError ? ("upstream_error" as const) : ("ok" as const),
        status: isError ? pick([429, 500], at) : 200,
        provider: pick(["openai", "anthropic"], at),
        costUsdNanos: pick([null, "0", "1500", "9000000000000000"], at),
        firstTokenMs: pick([null, 0.5, 120.25], at),
        totalMs: (at % 500) + 0.1,
        promptTokens: pick([null, 5, 1000], at),
        completionTokens: pick([null, 7], at),
        errorCode: isError ? "upstream_rate_limit" : null,
        errorMessage: isError ? `failed ${at % 10}` : null,
      },
    };
  });
  return rows.toSorted((left, right) => left.endsAt - right.endsAt);
}

const plainRow = ({ id, intent, outcome }: LoggedRow): SpendLogRow => {
  const {
    requestBody: _request,
    responseBody: _response,
    cost: _cost,
    route: _route,
    attemptList,
    ...rest
  } = outcomeOf(id, outcome);
  return { ...notYetKnown, ...intentOf(id, intent), ...rest, attempts: attemptList.length };
};

const filters = fc.record(
  {
    alias: fc.constantFrom("qwen", "gpt*", "*", "rare", "none"),
    provider: fc.constantFrom("openai", "anthropic"),
    status: fc.constantFrom("4xx", "500", "200", "1xx"),
    key: fc.constantFrom("ci", "지현", "aaaa", "bbbb33", "none"),
    tag: fc.constantFrom("team:a", "env:*", "team"),
    client: fc.constantFrom("openai", "CURL", "127.0.0.1"),
    operation: fc.constantFrom("chat" as const, "embedding" as const),
    state: fc.constantFrom("ok" as const, "upstream_error" as const, "partial" as const),
    errors: fc.constantFrom("true" as const, "false" as const),
    stream: fc.constantFrom("true" as const, "false" as const),
    costMin: fc.constantFrom(0, 1, 1500, 1501),
    costMax: fc.constantFrom(0, 1500, Number.MAX_SAFE_INTEGER),
    totalMin: fc.constantFrom(0, 100.1, 100.2),
    totalMax: fc.constantFrom(0.1, 499.1),
    firstMin: fc.constantFrom(0.5, 0.51),
    tokensMin: fc.constantFrom(0, 12, 1007),
    since: fc.constantFrom(start, start + 4000 * minute, start + 1),
    until: fc.constantFrom(start + 1, start + 4000 * minute, start + 99_999 * minute),
    search: fc.constantFrom("failed 3", "GPT", "%", "rate", "none"),
  },
  { requiredKeys: [] },
);

describe("a filter", () => {
  it("finds what a plain look at every row finds, newest first, over pages of any size", async () => {
    const rows = manyRows(9000); // three blocks
    const log = logOf(rows);
    const newest = rows.map(plainRow).toSorted((left, right) => (left.id < right.id ? 1 : -1));
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(1, 60, 500), fc.nat(8999), async (filter, limit, at) => {
        const before = at % 3 === 0 ? newest[at]?.id : undefined;
        const wanted = newest.filter((row) => (before === undefined || row.id < before) && matchesFilter(row, filter));
        const page = await log.page({ ...filter, limit, ...(before === undefined ? {} : { before }) });
        expect(page.rows.map(({ id }) => id)).toEqual(wanted.slice(0, page.rows.length).map(({ id }) => id));
        if (page.rows.length < limit && page.next === null) expect(page.rows.length).toBe(wanted.length);
        if (limit === 500)
          expect(await log.ids({ ...filter, limit })).toEqual(
            newest.filter((row) => matchesFilter(row, filter)).map(({ id }) => id),
          );
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("sees rows that were written after it was first asked, and none that was deleted since", async () => {
    const log = logOf([{ id: "1" }, { id: "2" }]);
    expect(await log.ids({ alias: "m" })).toEqual(["2", "1"]);
    log.write([{ id: "3" }]);
    const rows = rowsOfIds(log.connection, ["2"]);
    deleteRows(log.connection, rows);
    log.answers.forget(rows.map(({ doc }) => doc));
    expect(await log.ids({ alias: "m" })).toEqual(["3", "1"]);
  });

  it("counts rows that were written since it last counted, and none that was deleted", async () => {
    const log = logOf([{ id: "1" }, { id: "2" }]);
    const rows = async (): Promise<unknown> => log.answers.to({ kind: "stats" });
    expect(await rows()).toMatchObject({ rows: 2 });
    log.write([{ id: "3" }, { id: "4" }]);
    expect(await rows()).toMatchObject({ rows: 4 });
    expect(await rows()).toMatchObject({ rows: 4 });
    const gone = rowsOfIds(log.connection, ["2", "4"]);
    deleteRows(log.connection, gone);
    log.answers.forget(gone.map(({ doc }) => doc));
    expect(await rows()).toMatchObject({ rows: 2 });
    log.write([{ id: "5" }]);
    expect(await rows()).toMatchObject({ rows: 3 });
  });

  it("finds a value beyond those that a column can name", async () => {
    const rows = Array.from({ length: 20_500 }, (_, at) => ({
      id: String(at).padStart(6, "0"),
      intent: { alias: `a${at}` },
    }));
    const log = logOf(rows);
    expect(await log.ids({ alias: "a500" })).toEqual(["000500"]);
    expect(await log.ids({ alias: "a20400" })).toEqual(["020400"]);
  }, 60_000);
});

const said = (text: string): object => ({ messages: [{ role: "user", content: text }] });
const answered = (text: string): object => ({ choices: [{ message: { role: "assistant", content: text } }] });

describe("a text search", () => {
  const rows: LoggedRow[] = [
    { id: "1", request: said("어제의 로그를 보여 줘"), response: answered("여기 있습니다") },
    { id: "2", request: said("접속로그가 없어요"), response: answered("The timeout was reached") },
    { id: "3", request: said("트웨이 게이트 이트웨"), response: answered("timeouts everywhere") },
    { id: "4", request: said("게이트웨이를 다시 시작"), response: answered("run time out") },
    { id: "5", intent: { alias: "qwen-235b", tags: ["team:search"] }, request: said("값이 이상해요") },
    { id: "6", outcome: { errorCode: "upstream_error", errorMessage: "결제 한도를 넘었습니다" }, request: said("x") },
    { id: "7", request: said('100% of a_b and "quotes" (v1.2.3)') },
  ];

  it.each([
    ["로그", ["2", "1"]],
    ["로그가", ["2"]],
    ["그", []], // one character is found where a word begins
    ["값", ["5"]],
    ["게이트웨이", ["4"]], // and not where its pairs only stand apart
    ["게이트", ["4", "3"]],
    ["timeout", ["3", "2"]],
    ["TIMEOUTS", ["3"]],
    ["time", ["4", "3", "2"]],
    ["reached timeout", ["2"]],
    ['"time out"', ["4"]],
    ['"timeout was"', ["2"]],
    ["로그 timeout", ["2"]],
    ["qwen", ["5"]],
    ["team:search", ["5"]],
    ["결제 한도", ["6"]],
    ["v1.2.3", ["7"]],
    ["100%", ["7"]],
    ["a_b", ["7"]],
    ["없는말", []],
    ["%", ["7"]],
    ['") OR terms MATCH ("', []],
    ["NEAR( * ^ -", []],
    ["\0", []],
  ])("for %j finds %j", async (text, ids) => {
    expect(await logOf(rows).ids({ text })).toEqual(ids);
  });

  it("says where it was found", async () => {
    const page = await logOf(rows).page({ text: "로그" });
    expect(page.snippets?.["1"]).toEqual({ place: "request", text: "어제의 로그를 보여 줘", hits: [[4, 6]] });
  });

  it("goes together with every other filter", async () => {
    const log = logOf(rows);
    expect(await log.ids({ text: "timeout", until: 0 })).toEqual([]);
    expect(await log.ids({ text: "값", alias: "qwen*" })).toEqual(["5"]);
    expect(await log.ids({ text: "결제", errors: "false" })).toEqual([]);
  });

  it("pages by keyset through a common word and finds a rare one among thousands", async () => {
    const many = Array.from({ length: 6000 }, (_, at) => ({
      id: String(at).padStart(5, "0"),
      request: said(at % 2 === 0 ? `공통 단어 ${at}` : `other ${at === 77 ? "희귀한말" : ""}`),
    }));
    const log = logOf(many);
    const common = await log.ids({ text: "공통", limit: 70 });
    expect(common).toEqual(
      many
        .filter((_, at) => at % 2 === 0)
        .map(({ id }) => id)
        .toReversed(),
    );
    expect(await log.ids({ text: "희귀한" })).toEqual(["00077"]);
  }, 60_000);

  it("stops after a bounded look at rows that only may match, and says where to go on", async () => {
    const many = Array.from({ length: 700 }, (_, at) => ({
      id: String(at).padStart(5, "0"),
      request: said(at === 3 ? "게이트웨이" : "웨이 트웨 게이트"),
    }));
    const log = logOf(many);
    const page = await log.page({ text: "게이트웨이" });
    expect([page.rows.length, page.hasMore]).toEqual([0, true]);
    expect(await log.ids({ text: "게이트웨이" })).toEqual(["00003"]);
  });

  it("finds nothing of a deleted request any more, also not in the index itself", async () => {
    const log = logOf(rows);
    deleteRows(log.connection, rowsOfIds(log.connection, ["1", "2"]));
    const left = log.connection
      .prepare(`SELECT count(*) FROM request_text WHERE request_text MATCH '"로그"'`)
      .pluck()
      .get();
    expect(left).toBe(0);
    expect(await log.ids({ text: "로그" })).toEqual([]);
  });
});

describe("a histogram", () => {
  const ask = async (log: WrittenLog, query: object): Promise<Histogram> =>
    (await log.answers.to({ kind: "histogram", query: { buckets: 50, offsetMinutes: 0, ...query } })) as Histogram;

  it("counts every row of any filter once, with its errors, its known costs and what was answered at no known price", async () => {
    const rows = manyRows(9000);
    const log = logOf(rows);
    const plain = rows.map(plainRow);
    await fc.assert(
      fc.asyncProperty(filters, async (filter: LogFilter) => {
        const wanted = plain.filter((row) => matchesFilter(row, filter));
        const { total, buckets, from, stepMs } = await ask(log, filter);
        const known = wanted.filter(({ costUsdNanos }) => costUsdNanos !== null);
        expect(total).toEqual({
          count: wanted.length,
          errors: wanted.filter(({ errorCode }) => errorCode !== null).length,
          costUsdNanos: String(known.reduce((sum, row) => sum + BigInt(row.costUsdNanos ?? 0), 0n)),
          unknownCost: wanted.filter(isUnpriced).length,
        });
        expect(buckets.length).toBeLessThanOrEqual(50);
        for (const [index, bucket] of buckets.entries()) {
          const at = from + index * stepMs;
          expect(bucket.count).toBe(wanted.filter((row) => row.startedAt >= at && row.startedAt < at + stepMs).length);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("counts what holds the words", async () => {
    const log = logOf([
      { id: "1", intent: { startedAt: start }, request: said("로그를") },
      { id: "2", intent: { startedAt: start + minute }, request: said("x") },
    ]);
    expect((await ask(log, { text: "로그" })).total.count).toBe(1);
  });

  it("begins days at local midnight", async () => {
    const log = logOf([
      { id: "1", intent: { startedAt: start } },
      { id: "2", intent: { startedAt: start + 30 * 24 * 60 * minute } },
    ]);
    const { from, stepMs } = await ask(log, { offsetMinutes: 540, buckets: 31 });
    expect(stepMs).toBe(24 * 60 * minute);
    expect(new Date(from).toISOString()).toBe("2026-10-31T15:00:00.000Z");
  });

  it("of an empty log is empty", async () => {
    const { buckets, total } = await ask(logOf([]), {});
    expect([buckets.length, total.count]).toEqual([1, 0]);
  });
});

describe("values", () => {
  const values = async (log: WrittenLog, query: object): Promise<[string, number][]> => {
    const found = (await log.answers.to({
      kind: "values",
      query: { part: "", limit: 10, field: "alias", ...query },
    })) as Values;
    return found.values.map(({ value, count }) => [value, count]);
  };

  it("are those of the log, most frequent first, each tag on its own", async () => {
    const log = logOf([
      { id: "1", intent: { alias: "a", tags: ["x", "y"] } },
      { id: "2", intent: { alias: "b", tags: ["y"] } },
      { id: "3", intent: { alias: "b", keyName: null } },
    ]);
    expect(await values(log, {})).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
    expect(await values(log, { field: "tag" })).toEqual([
      ["y", 2],
      ["x", 1],
    ]);
    expect(await values(log, { field: "status", part: "20" })).toEqual([["200", 3]]);
    expect(await values(log, { field: "key", part: "MASTER" })).toEqual([["master key", 2]]);
  });
});

describe("marks", () => {
  it("are kept field by field, come with pages, and can be filtered by", async () => {
    const log = logOf([{ id: "1" }, { id: "2" }, { id: "3" }]);
    writeMarks(log.connection, { ids: ["1", "3", "none"], mark: { pinned: true } });
    expect(writeMarks(log.connection, { ids: ["3"], mark: { colour: "red", comment: "  보기  " } })).toEqual({
      "3": { pinned: true, colour: "red", comment: "보기" },
    });
    expect((await log.page({})).marks).toMatchObject({ "1": { pinned: true }, "3": { colour: "red" } });
    expect(await log.ids({ pinned: "true" })).toEqual(["3", "1"]);
    expect(await log.ids({ colour: "red" })).toEqual(["3"]);
    writeMarks(log.connection, { ids: ["3"], mark: { pinned: false, colour: null, comment: "" } });
    expect(readMarks(log.connection, ["3"])).toEqual({});
  });

  it("spare a pinned request, with its texts, when old ones are forgotten, and go with a deleted one", async () => {
    const log = logOf([
      { id: "1", request: said("지울 것") },
      { id: "2", request: said("남길 것") },
      { id: "3", request: said("지울 것") },
    ]);
    writeMarks(log.connection, { ids: ["2"], mark: { pinned: true } });
    const { docs, hasMore } = forgetSlice(log.connection, { days: 1, maxBytes: 1 << 30 }, Date.now());
    expect([docs.length, hasMore]).toEqual([2, false]);
    expect(await log.ids({ text: "것" })).toEqual(["2"]);
    deleteRows(log.connection, rowsOfIds(log.connection, ["2"]));
    expect(readMarks(log.connection, ["2"])).toEqual({});
  });

  it("are bounded", () => {
    const ids = Array.from({ length: 1001 }, (_, at) => String(at).padStart(5, "0"));
    const log = logOf(ids.map((id) => ({ id })));
    expect(() => writeMarks(log.connection, { ids, mark: { pinned: true } })).toThrow("At most 1000");
    expect(readMarks(log.connection, ids)).toEqual({});
  });
});

describe("an id", () => {
  it("of the client's call finds its newest request", async () => {
    const callId = "7b1a9a52-6f0e-4d2c-9d39-2f6d8c1a0b77";
    const log = logOf([{ id: "1", intent: { callId } }, { id: "2", intent: { callId } }, { id: "3" }]);
    expect(await log.answers.to({ kind: "detail", id: callId })).toMatchObject({ id: "2", callId });
    expect(await log.answers.to({ kind: "detail", id: "nothing" })).toBeNull();
  });
});
