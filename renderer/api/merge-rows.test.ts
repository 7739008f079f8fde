import { describe, expect, it } from "vitest";
import { notYetKnown, type SpendLogRow } from "../../gateway/contract/spend-log.ts";
import { mergeRows } from "./merge-rows.ts";

const row = (id: string, more: Partial<SpendLogRow> = {}): SpendLogRow => ({
  ...notYetKnown,
  id,
  startedAt: 0,
  operation: "chat",
  alias: "m",
  stream: false,
  keyDigest: null,
  keyName: null,
  userAgent: "OpenAI/JS",
  clientAddress: null,
  ...more,
});

describe("mergeRows", () => {
  it("lets a finished row win over its running twin, from either side", () => {
    const done = row("a", { state: "ok" });
    expect(mergeRows([row("a")], [done], {})).toEqual([done]);
    expect(mergeRows([done], [row("a")], {})).toEqual([done]);
  });

  it("lists newest first, each request once", () => {
    const ids = mergeRows([row("b"), row("a")], [row("c"), row("b")], {}).map(({ id }) => id);
    expect(ids).toEqual(["c", "b", "a"]);
  });

  it("takes a row out again when it no longer passes the filter", () => {
    expect(mergeRows([row("a")], [row("a", { state: "ok" })], { state: "in_flight" })).toEqual([]);
  });

  it.each([
    [{ alias: "other" }, 0],
    [{ alias: "m" }, 1],
    [{ errors: true as const }, 0],
    [{ search: "openai/js" }, 1],
    [{ search: "nothing" }, 0],
  ])("asks a live row the question of the log: %o passes %d", (filter, count) => {
    expect(mergeRows([], [row("a")], filter)).toHaveLength(count);
  });
});
