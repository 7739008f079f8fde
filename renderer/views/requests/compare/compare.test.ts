/** What a comparison says of two requests: only what differs differs, and a large pair never holds the window up. */
import { describe, expect, it } from "vitest";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { factRows } from "./fact-rows.ts";
import { lineChanges } from "./line-changes.ts";
import { comparable } from "./ordered-json.ts";
import { saidText } from "./said-text.ts";

const detail: SpendLogDetail = {
  id: "a",
  startedAt: 1,
  state: "ok",
  operation: "chat",
  alias: "m",
  deploymentId: "d",
  provider: "openai",
  upstreamModel: "x",
  stream: false,
  status: 200,
  promptTokens: 10,
  completionTokens: 20,
  cachedTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  costUsdNanos: "1000",
  isEstimate: false,
  firstTokenMs: 100,
  totalMs: 200,
  attempts: 1,
  keyDigest: null,
  keyName: "k",
  userAgent: "test/1",
  clientAddress: null,
  errorCode: null,
  errorMessage: null,
  tags: [],
  path: "/v1/chat/completions",
  catalogVersion: "c",
  endUser: null,
  sessionId: null,
  clientCertificate: null,
  traceparent: null,
  tracestate: null,
  metadata: {},
  attemptList: [],
  route: null,
  cost: null,
  requestBody: null,
  responseBody: null,
  requestBytes: 1,
  responseBytes: 1,
  requestCut: false,
  responseCut: false,
};

const words = { state: String, operation: String, stream: String };

describe("facts", () => {
  it("differ where the two do, with the change of what can be measured", () => {
    const other = { ...detail, totalMs: 300, costUsdNanos: "900", provider: "anthropic", completionTokens: null };
    const different = factRows(detail, other, words).filter(({ isDifferent }) => isDifferent);
    expect(different.map(({ name, delta }) => [name, delta])).toEqual([
      ["provider", ""],
      ["total", "+50%"],
      ["completionTokens", ""],
      ["cost", "-10%"],
    ]);
  });

  it("differ though both are written alike: 0.00000001 USD is not 0.00000002", () => {
    const rows = factRows({ ...detail, totalMs: 60_001 }, { ...detail, totalMs: 60_002 }, words);
    expect(rows.find(({ name }) => name === "total")).toMatchObject({ isDifferent: true, delta: "+0.0%" });
  });
});

describe("two request bodies", () => {
  it("are the same when only the order of keys differs, at any depth; lists keep theirs", () => {
    const same = comparable('{"a":1,"b":{"c":[{"x":1,"y":2}],"d":2}}', '{"b":{"d":2,"c":[{"y":2,"x":1}]},"a":1}');
    expect(same.before).toBe(same.after);
    const swapped = comparable('{"a":[1,2]}', '{"a":[2,1]}');
    expect(swapped.before).not.toBe(swapped.after);
  });

  it("are compared as they are when one of them is no JSON", () => {
    expect(comparable('{"a":1', '{"a":1}')).toEqual({ before: '{"a":1', after: '{"a":1}' });
  });
});

describe("lines", () => {
  const lines = (count: number, changed: number | null): string =>
    Array.from({ length: count }, (_none, at) => (at === changed ? `changed ${at}` : `line ${at}`)).join("\n");

  it("show a change with three lines around it and fold the rest", () => {
    const changes = lineChanges(lines(100, null), lines(100, 50));
    expect(changes?.hunks.map((hunk) => (hunk.kind === "folded" ? hunk.count : hunk.lines.length))).toEqual([
      47, 8, 46,
    ]);
    expect(changes).toMatchObject({ isSame: false, isCut: false });
  });

  it("say that the two are the same, with or without a last line's end", () => {
    expect(lineChanges("a\nb", "a\nb")).toMatchObject({ isSame: true });
    expect(lineChanges("a\nb\n", "a\nb")?.hunks).toEqual([{ kind: "folded", count: 2 }]);
  });

  it("of two large texts without a common word are given up within a second, or cut", () => {
    const text = (seed: number): string => Array.from({ length: 60_000 }, (_none, at) => `${seed}${at}`).join("\n");
    const before = performance.now();
    const changes = lineChanges(text(1), text(2));
    expect(performance.now() - before).toBeLessThan(3000);
    expect(changes === null || changes.isCut).toBe(true);
  });
});

it("what an answer said has its text, its reasoning and its calls", () => {
  const message = {
    role: "assistant",
    reasoning_content: "hm",
    content: "hi",
    tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
  };
  const responseBody = JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }] });
  const text = saidText({ ...detail, responseBody });
  for (const part of ["<think>\nhm\n</think>", "hi", "f("]) expect(text).toContain(part);
});
