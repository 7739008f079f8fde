import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operations } from "../../../../gateway/contract/operations.ts";
import { markColours } from "../../../../gateway/contract/request-filter.ts";
import { requestStates } from "../../../../gateway/contract/spend-log.ts";
import { requestFilterSchema, type RequestFilter } from "../../../api/request-filter.ts";
import { formatFilter, parseFilter } from "./filter-language.ts";

const now = new Date(2026, 10, 25, 12, 30).getTime();
const parse = (text: string): RequestFilter => parseFilter(text, now).filter;

describe("the filter bar's language", () => {
  it.each<[string, RequestFilter]>([
    ["", {}],
    ["alias:qwen status:4xx cost:>0.01 words", { alias: "qwen", status: "4xx", costMin: 10_000_000, text: "words" }],
    ['alias:"a b" "two words" one', { alias: "a b", text: '"two words" one' }],
    ["is:error is:stream is:pinned", { errors: true, stream: true, pinned: true }],
    ["is:ok is:whole", { errors: false, stream: false }],
    ["kind:messages state:partial colour:red", { operation: "messages", state: "partial", colour: "red" }],
    ["total:>2s first:<500ms tokens:1k..2k", { totalMin: 2000, firstMax: 500, tokensMin: 1000, tokensMax: 2000 }],
    ["cost:0.000000001..$2", { costMin: 1, costMax: 2_000_000_000 }],
    ["cost:0", { costMin: 0, costMax: 0 }],
    [
      "since:2026-11-24 until:2026-11-24T13:05",
      { since: new Date(2026, 10, 24).getTime(), until: new Date(2026, 10, 24, 13, 5).getTime() },
    ],
    ["since:yesterday", { since: new Date(2026, 10, 24).getTime() }],
    ["since:어제", { since: new Date(2026, 10, 24).getTime() }],
    ["since:90m", { since: now - 90 * 60_000 }],
    ["http://x.y team:a", { text: "http://x.y team:a" }], // no fields of ours
    ["alias: 로그", { text: "로그" }], // not finished yet
  ])("reads %j", (text, filter) => {
    expect(parseFilter(text, now)).toEqual({ filter, problems: [] });
  });

  it.each([
    "cost:much",
    "status:9xx",
    "since:soon",
    "is:blue",
    "state:x",
    "kind:x",
    "colour:pink",
    "total:5y",
    "cost:..",
    "tokens:3s",
  ])("says that %j means nothing, and filters by the rest", (text) => {
    expect(parseFilter(`${text} alias:a`, now)).toEqual({ filter: { alias: "a" }, problems: [text] });
  });

  it("writes any filter so that it reads the same again, and so does the address", () => {
    const word = fc.stringMatching(/^[a-zA-Z가-힣0-9*_.-]{1,10}( [a-z가-힣]{1,5})?$/);
    const amount = fc.nat(100_000_000);
    const range = <Name extends string>(name: Name): Record<string, fc.Arbitrary<unknown>> => ({
      [`${name}Min`]: amount,
      [`${name}Max`]: amount,
    });
    const filters = fc.record(
      {
        alias: word,
        provider: word,
        deployment: word,
        model: word,
        key: word,
        tag: word,
        client: word,
        search: word,
        status: fc.constantFrom("429", "4xx"),
        state: fc.constantFrom(...requestStates),
        operation: fc.constantFrom(...operations),
        colour: fc.constantFrom(...markColours),
        errors: fc.boolean(),
        stream: fc.boolean(),
        pinned: fc.constant(true as const),
        since: fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }),
        until: fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }),
        text: fc.stringMatching(/^[a-z가-힣]{1,6}( "[a-z ]{1,8}")?$/),
        ...range("cost"),
        ...range("total"),
        ...range("first"),
        ...range("tokens"),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filters, (made) => {
        const filter = requestFilterSchema.parse(made);
        const { filter: read, problems } = parseFilter(formatFilter(filter), now);
        expect(problems).toEqual([]);
        expect(read).toEqual(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));
      }),
    );
  });

  it("never throws, whatever is typed", () => {
    fc.assert(fc.property(fc.string(), (text) => void parse(text)));
    fc.assert(
      fc.property(fc.stringMatching(/^(is|cost|since|alias|"|:|>|\.\.|\d| ){0,12}$/), (text) => void parse(text)),
    );
  });
});
