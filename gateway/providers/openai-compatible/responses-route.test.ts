import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SseFramer } from "../../upstream/sse-framer.ts";
import type { NativeInput, StreamTap } from "../provider.ts";
import { testDeployment } from "./__fixtures__/test-deployment.ts";
import { responsesRoute } from "./responses-route.ts";

const response = {
  id: "resp_1",
  object: "response",
  model: "gpt-5",
  tools: [{ type: "image_generation", model: "gpt-5" }],
  metadata: { model: "gpt-5" },
  output: [],
};
const usage = {
  input_tokens: 11,
  input_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
  output_tokens: 3,
  output_tokens_details: { reasoning_tokens: 1 },
  total_tokens: 14,
};

function event(type: string, fields: Record<string, unknown>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

const created = event("response.created", { response: { ...response, status: "in_progress" }, sequence_number: 0 });
const added = event("response.output_item.added", {
  output_index: 0,
  item: { id: "m1", type: "message", content: [] },
});
const delta = (text: string): string => event("response.output_text.delta", { item_id: "m1", delta: text });
const done = event("response.completed", { response: { ...response, status: "completed", usage }, sequence_number: 9 });

function run(stream: string, size: number, shownModel: string | null = "alias"): { tap: StreamTap; out: string } {
  const tap = responsesRoute.openTap?.({ shownModel, hidesUsage: true });
  if (tap === undefined) throw new Error("no tap");
  const framer = new SseFramer(1 << 20);
  const bytes = Buffer.from(stream);
  let out = "";
  for (let at = 0; at < bytes.length; at += size) {
    const whole = framer.push(bytes.subarray(at, at + size));
    if (whole !== null) out += tap.feed(whole).toString("latin1");
  }
  return { tap, out: Buffer.from(out, "latin1").toString() };
}

describe("the tap of a Responses stream", () => {
  it("restamps the model of the response object and no other model", () => {
    const { out } = run(created + added + delta('"model":"gpt-5"') + done, 17);
    const wanted = (text: string): string =>
      text.replace('"object":"response","model":"gpt-5"', '"object":"response","model":"alias"');
    expect(out).toBe(wanted(created) + added + delta('"model":"gpt-5"') + wanted(done));
  });

  it("gives the same bytes and the same state whatever the chunks are", () => {
    const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom(null, "alias", "별칭"),
        (pieces, size, shown) => {
          const stream = created + added + pieces.map(delta).join("") + done;
          const whole = run(stream, stream.length * 4, shown);
          const cut = run(stream, size, shown);
          expect(cut.out).toBe(whole.out);
          expect({ ...cut.tap }).toEqual({ ...whole.tap });
          if (shown === null) expect(cut.out).toBe(stream);
          expect(cut.tap).toMatchObject({ isComplete: true, hasStarted: true, hasContent: true, error: null });
        },
      ),
    );
  });

  it("has no content before the first delta or call, so that a failure can still fall back", () => {
    expect(run(created + added, 1000).tap).toMatchObject({ hasStarted: true, hasContent: false, isComplete: false });
    const call = event("response.output_item.added", { item: { type: "function_call", name: "f" } });
    expect(run(created + call, 1000).tap).toMatchObject({ hasContent: true, isComplete: false });
  });

  it("reads usage with cached, written and reasoning tokens from the last event", () => {
    expect(run(created + delta("a") + done, 50).tap.usage).toEqual({
      promptTokens: 11,
      completionTokens: 3,
      cachedTokens: 4,
      cacheWriteTokens: 2,
      reasoningTokens: 1,
      reportedCostUsd: null,
    });
  });

  it("takes an incomplete response for a complete answer", () => {
    const incomplete = event("response.incomplete", { response: { ...response, status: "incomplete", usage } });
    expect(run(created + delta("a") + incomplete, 1000).tap).toMatchObject({ isComplete: true, error: null });
  });

  it("is not complete when the last event is missing, whatever mark ends the stream", () => {
    expect(run(`${created}${delta("a")}data: [DONE]\n\n`, 1000).tap).toMatchObject({ isComplete: false, error: null });
  });

  const failures: readonly (readonly [string, string, Record<string, unknown>])[] = [
    [
      "a failed response",
      event("response.failed", { response: { ...response, error: { code: "rate_limit_exceeded", message: "slow" } } }),
      { code: "upstream_rate_limit", status: 429 },
    ],
    [
      "too long a prompt",
      event("response.failed", { response: { error: { code: "context_length_exceeded", message: "too long" } } }),
      { code: "upstream_context_window", status: 400 },
    ],
    [
      "a flat error event",
      event("error", { code: "server_error", message: "oops", param: null }),
      { code: "upstream_error", status: 500, text: "server_error: oops" },
    ],
    [
      "a nested error event",
      event("error", { error: { type: "server_error", code: "server_is_overloaded", message: "busy" } }),
      { code: "upstream_unavailable", status: 503 },
    ],
    [
      "an error without a type",
      `data: ${JSON.stringify({ error: { message: "gone", code: 404 } })}\n\n`,
      { code: "upstream_not_found", status: 404, text: "gone" },
    ],
  ];

  it.each(failures)("keeps %s from the client and says what it was", (_name, failure, wanted) => {
    const { tap, out } = run(created + delta("a") + failure + delta("never"), 10_000);
    expect(tap.error).toMatchObject(wanted);
    expect(out).not.toContain("never");
    expect(out).toContain('"delta":"a"');
    expect(out).not.toContain(failure);
  });

  it("drops a broken event once it runs, and gives up on a broken start", () => {
    expect(run(`${created}data: {oops\n\n${delta("a")}${done}`, 1000).tap).toMatchObject({
      malformedEvents: 1,
      isComplete: true,
      error: null,
    });
    expect(run("data: <html>\n\n", 1000).tap.error).toMatchObject({ code: "upstream_invalid_response" });
  });

  it("survives any JSON", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (values) => {
        const stream = values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join("");
        run(stream, 1000);
      }),
    );
  });
});

function input(fields: Record<string, unknown>): NativeInput {
  return {
    operation: "responses",
    deployment: testDeployment("openai", { extraBody: { service_tier: "flex" }, defaultParams: { temperature: 0.2 } }),
    upstreamModel: "gpt-5",
    body: Buffer.from(JSON.stringify(fields)),
    contentType: "application/json",
    formParts: null,
    fields,
    headers: {},
    isStream: true,
  };
}

describe("a relayed Responses request", () => {
  it("is the client's own bytes but for the model, the gateway's fields and what the deployment adds", () => {
    const fields = {
      model: "alias",
      input: [{ role: "user", content: "hi" }],
      previous_response_id: "resp_0",
      stream: true,
      num_retries: 2,
      metadata: { tags: ["a"] },
      include: ["reasoning.encrypted_content"],
    };
    const { path, body } = responsesRoute.toRequest(input(fields));
    expect(path).toBe("/v1/responses");
    const { num_retries: _retries, metadata: _metadata, ...rest } = fields;
    expect(JSON.parse(String(body))).toEqual({ ...rest, model: "gpt-5", service_tier: "flex", temperature: 0.2 });
    expect(String(body)).not.toContain("stream_options");
  });
});

describe("what a Responses client says of itself", () => {
  const sent = (fields: Record<string, unknown>, prefix: string): unknown => {
    const { body } = responsesRoute.toRequest({
      operation: "responses",
      deployment: testDeployment(prefix),
      upstreamModel: "m",
      body: Buffer.from(JSON.stringify(fields)),
      contentType: "application/json",
      formParts: null,
      fields,
      headers: {},
      isStream: false,
    });
    return JSON.parse(String(body));
  };

  it.each(["openai", "hosted_vllm"])("reaches %s: its metadata of texts, its user", (prefix) => {
    const fields = { model: "m", input: "hi", user: "u1", metadata: { a: "b" } };
    expect(sent(fields, prefix)).toEqual(fields);
  });

  it("stays here where the metadata speaks to the gateway", () => {
    const fields = { model: "m", input: "hi", metadata: { tags: ["x"] } };
    expect(sent(fields, "openai")).toEqual({ model: "m", input: "hi" });
  });
});

describe("the judgement of a whole Responses answer", () => {
  const judge = (value: unknown): unknown =>
    responsesRoute.judge(Buffer.from(JSON.stringify(value)), "application/json");

  it("takes a complete, an incomplete and a queued response", () => {
    for (const status of ["completed", "incomplete", "queued"]) {
      expect(judge({ ...response, status, error: null, usage })).toMatchObject({
        kind: "ok",
        usage: { promptTokens: 11 },
      });
    }
    expect(judge(response)).toMatchObject({ kind: "ok", usage: { promptTokens: null } });
  });

  it("finds the error of a failed response and of an error dressed as an answer", () => {
    const error = { code: "rate_limit_exceeded", message: "slow" };
    expect(judge({ ...response, status: "failed", error })).toMatchObject({ kind: "error", error: { status: 429 } });
    expect(judge({ error: { message: "bad key", code: 401 } })).toMatchObject({
      kind: "error",
      error: { status: 401 },
    });
  });

  it("calls everything else invalid and says why", () => {
    expect(judge({ choices: [] })).toEqual({ kind: "invalid", reason: "The answer has no `output` list." });
    expect(judge([])).toMatchObject({ kind: "invalid" });
    expect(responsesRoute.judge(Buffer.from(""), "application/json")).toEqual({
      kind: "invalid",
      reason: "The answer was empty.",
    });
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(judge(value)).toHaveProperty("kind");
      }),
    );
  });
});
