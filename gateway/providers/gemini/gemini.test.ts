/** Embeddings, counts, and what Google's refusals mean. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deploymentOf, geminiParams, inputOf } from "./__fixtures__/deployment.ts";
import { counter } from "./counter.ts";
import { embedding } from "./embedding.ts";
import { gemini } from "./gemini.ts";

const bytesOf = (name: string): Buffer => readFileSync(join(import.meta.dirname, "__fixtures__", name));
const bodyText = (body: Buffer | null): unknown => JSON.parse(body?.toString() ?? "");

describe("embeddings", () => {
  const input = {
    deployment: deploymentOf({ ...geminiParams, model: "gemini/gemini-embedding-001" }),
    upstreamModel: "gemini-embedding-001",
    inputs: ["a", "b"],
    dimensions: 3,
    dropParams: false,
    extra: { task_type: "RETRIEVAL_QUERY", foo: 1 },
  };

  it("go in one batch with the size that was asked for", () => {
    const { request, dropped } = embedding.toRequest(input);
    expect(request.path).toBe("/gem/models/gemini-embedding-001:batchEmbedContents");
    const one = (text: string): object => ({
      model: "models/gemini-embedding-001",
      content: { parts: [{ text }] },
      outputDimensionality: 3,
      taskType: "RETRIEVAL_QUERY",
    });
    expect(bodyText(request.body)).toEqual({ requests: [one("a"), one("b")] });
    expect(dropped).toEqual(["foo"]);
  });

  it("come back in order; anything else is no answer", () => {
    expect(embedding.readAnswer(bytesOf("embeddings.json"))).toMatchObject({
      kind: "ok",
      vectors: [
        [0.1, -0.2, 0.3],
        [1, 0, 0],
      ],
      usage: { promptTokens: null },
    });
    expect(embedding.readAnswer(bytesOf("key-error.json"))).toMatchObject({
      kind: "error",
      error: { code: "upstream_auth" },
    });
    expect(embedding.readAnswer(Buffer.from('{"embeddings":[{"values":["x"]}]}'))).toMatchObject({ kind: "invalid" });
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(["ok", "invalid", "error"]).toContain(embedding.readAnswer(Buffer.from(text)).kind);
      }),
    );
  });
});

describe("counts", () => {
  it("take the whole request, so that tools and system count", () => {
    const { request } = counter.toRequest(inputOf({ tools: [{ kind: "function", name: "w" }] }));
    expect(request.path).toBe("/gem/models/gemini-2.5-flash:countTokens");
    expect(bodyText(request.body)).toEqual({
      generateContentRequest: {
        model: "models/gemini-2.5-flash",
        contents: [{ role: "user", parts: [{ text: "hi" }] }],
        tools: [{ function_declarations: [{ name: "w" }] }],
      },
    });
    expect(counter.readAnswer(bytesOf("count.json"))).toBe(31);
    expect(counter.readAnswer(Buffer.from("<"))).toBeNull();
  });
});

describe("refusals", () => {
  const classified = (status: number, body: string | Buffer, headers = {}) =>
    gemini.classifyError({ status, headers, body: Buffer.from(body) });
  const google = (code: number, word: string, message = "m"): string =>
    JSON.stringify({ error: { code, message, status: word } });

  it("of a quota say how long to wait", () => {
    expect(classified(429, bytesOf("quota-error.json"))).toEqual({
      code: "upstream_rate_limit",
      status: 429,
      className: "RateLimitError",
      text: "You exceeded your current quota, please check your plan and billing details.",
      retryAfterMs: 34_075,
    });
    expect(classified(429, "{}", { "retry-after": "7" }).retryAfterMs).toBe(7000);
  });

  it.each([
    [400, bytesOf("key-error.json").toString(), "upstream_auth", 401],
    [
      400,
      google(
        400,
        "INVALID_ARGUMENT",
        "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
      ),
      "upstream_context_window",
      400,
    ],
    [400, google(400, "INVALID_ARGUMENT"), "upstream_bad_request", 400],
    [400, google(400, "FAILED_PRECONDITION"), "upstream_bad_request", 400],
    [403, google(403, "PERMISSION_DENIED"), "upstream_permission", 403],
    [404, google(404, "NOT_FOUND"), "upstream_not_found", 404],
    [500, google(500, "INTERNAL"), "upstream_error", 500],
    [503, google(503, "UNAVAILABLE"), "upstream_unavailable", 503],
    [504, google(504, "DEADLINE_EXCEEDED"), "upstream_timeout", 504],
    [503, `[${google(503, "UNAVAILABLE")}]`, "upstream_unavailable", 503],
    [429, google(429, "X", "upstream f429"), "upstream_rate_limit", 429],
    [500, google(500, "X", "upstream f500"), "upstream_error", 500],
    [400, google(400, "INTERNAL"), "upstream_bad_request", 400],
    [529, google(529, "UNAVAILABLE"), "upstream_unavailable", 529],
    [499, google(499, "DEADLINE_EXCEEDED"), "upstream_timeout", 504],
    [302, "", "redirect_refused", 502],
    [418, "<html>", "upstream_bad_request", 418],
  ])("%s: %j is %s", (status, body, code, clientStatus) => {
    expect(classified(status, body)).toMatchObject({ code, status: clientStatus });
  });

  it("of any shape are classified, with a text that is cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.oneof(fc.json(), fc.string()), (status, body) => {
        const error = classified(status, body);
        expect(error.status).toBeGreaterThanOrEqual(400);
        expect(error.text.length).toBeLessThanOrEqual(2048);
      }),
    );
  });
});
