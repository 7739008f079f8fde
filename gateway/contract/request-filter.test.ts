import { describe, expect, it } from "vitest";
import { isNamed, matchesFilter, type LogFilter } from "./request-filter.ts";
import { notYetKnown, type SpendLogRow } from "./spend-log.ts";

const row: SpendLogRow = {
  ...notYetKnown,
  id: "01jabc",
  startedAt: 1000,
  state: "upstream_error",
  operation: "chat",
  alias: "openai/gpt-4o",
  provider: "openai",
  deploymentId: "d1",
  upstreamModel: "gpt-4o",
  stream: true,
  status: 429,
  promptTokens: 10,
  completionTokens: null,
  costUsdNanos: "5000",
  totalMs: 120.5,
  keyDigest: "0123456789ab",
  keyName: "ci",
  userAgent: "OpenAI/JS 7",
  clientAddress: "10.0.0.1",
  errorCode: "upstream_rate_limit",
  errorMessage: "Rate limit",
  tags: ["team:search", "env:prod"],
};

describe("a filter", () => {
  it.each<[LogFilter, boolean]>([
    [{}, true],
    [{ alias: "openai/*" }, true],
    [{ alias: "*4o" }, true],
    [{ alias: "open*gpt*o" }, true],
    [{ alias: "gpt-4o" }, false],
    [{ status: "4xx" }, true],
    [{ status: "429" }, true],
    [{ status: "5xx" }, false],
    [{ key: "ci" }, true],
    [{ key: "0123" }, true],
    [{ key: "012" }, false],
    [{ tag: "env:prod" }, true],
    [{ tag: "env" }, false],
    [{ tag: "env:*" }, true],
    [{ client: "openai/js" }, true],
    [{ client: "10.0.0.1" }, true],
    [{ client: "10.0.0" }, false],
    [{ errors: "true", stream: "true" }, true],
    [{ errors: "false" }, false],
    [{ costMin: 5000, costMax: 5000 }, true],
    [{ costMin: 5001 }, false],
    [{ totalMax: 120 }, false],
    [{ firstMin: 0 }, false], // not known passes no bound
    [{ tokensMin: 10, tokensMax: 10 }, true],
    [{ since: 1000, until: 1001 }, true],
    [{ until: 1000 }, false],
    [{ search: "rate" }, true],
    [{ search: "01ja" }, true],
    [{ search: "1jabc" }, false],
  ])("%o passes the row: %s", (filter, passes) => {
    expect(matchesFilter(row, filter)).toBe(passes);
  });

  it("takes a star for any text, also for none, and never lets two parts overlap", () => {
    expect(isNamed("ab", "a*b")).toBe(true);
    expect(isNamed("a", "a*a")).toBe(false);
    expect(isNamed("axbxb", "a*b*b")).toBe(true);
    expect(isNamed("", "*")).toBe(true);
    expect(isNamed(null, "*")).toBe(false);
  });
});
