import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRecord, recordsOf } from "../../base/json-shape.ts";
import { eventEnds } from "../../base/sse-bytes.ts";
import type { Deployment } from "../../contract/deployment.ts";
import type { NativeInput, StreamTap } from "../provider.ts";
import { sampleDeployment } from "./__fixtures__/sample-deployment.ts";
import { nativeRoute } from "./native-route.ts";
import { openStreamTap } from "./stream-tap.ts";

const folder = join(import.meta.dirname, "__fixtures__");
const golden = recordsOf(JSON.parse(readFileSync(join(folder, "litellm-messages-claude.json"), "utf8")));
const wire = readFileSync(join(folder, "messages-stream.txt"));

function inputFor(body: string, changes: Partial<NativeInput> = {}, deployment: Partial<Deployment> = {}): NativeInput {
  return {
    operation: "messages",
    deployment: sampleDeployment(deployment),
    upstreamModel: "claude-sonnet-4-5",
    body: Buffer.from(body),
    contentType: "application/json",
    formParts: null,
    fields: JSON.parse(body) as Record<string, unknown>, // the tests' own bodies are objects
    headers: {},
    isStream: false,
    ...changes,
  };
}

function sentBy(input: NativeInput): { text: string; path: string; headers: Readonly<Record<string, string>> } {
  const request = nativeRoute(input.operation)?.toRequest(input);
  return { text: String(request?.body), path: request?.path ?? "", headers: request?.headers ?? {} };
}

describe("a Messages request on its way to Anthropic", () => {
  it.each(golden.map((entry) => [String(entry["id"]), entry] as const))(
    "%s arrives as LiteLLM sent it",
    (_id, entry) => {
      const { text, path } = sentBy(inputFor(JSON.stringify(entry["request"])));
      const upstream = isRecord(entry["upstream"]) ? entry["upstream"] : {};
      // LiteLLM adds `stream: false`; untouched bytes do not.
      const body = isRecord(upstream["body"]) ? { ...upstream["body"] } : {};
      if (body["stream"] === false) delete body["stream"];
      expect(JSON.parse(text)).toEqual(body);
      expect(path).toBe("/v1/messages");
    },
  );

  it("keeps every byte but the model's and the gateway's own fields", () => {
    const body =
      '{"model":"claude", "max_tokens" : 5,"x":1.0,"tags":["a"],"messages":[{"role":"user","content":"\\ud55c"}]}';
    expect(sentBy(inputFor(body)).text).toBe(
      '{"model":"claude-sonnet-4-5","max_tokens" : 5,"x":1.0,"messages":[{"role":"user","content":"\\ud55c"}]}',
    );
  });

  it("keeps the user's id in metadata and nothing that speaks to the gateway", () => {
    const mixed = sentBy(inputFor('{"model":"c","metadata":{"user_id":"u1","tags":["x"]}}'));
    expect(JSON.parse(mixed.text)).toEqual({ model: "claude-sonnet-4-5", metadata: { user_id: "u1" } });
    const ours = sentBy(inputFor('{"model":"c","metadata":{"tags":["x"]}}'));
    expect(JSON.parse(ours.text)).toEqual({ model: "claude-sonnet-4-5" });
  });

  it("hands on the API's version and the beta features, together with the deployment's", () => {
    const headers = { "anthropic-version": "2024-01-01", "anthropic-beta": ["a,b"], authorization: "Bearer sk-client" };
    const { headers: sent } = sentBy(
      inputFor('{"model":"c"}', { headers }, { extraHeaders: { "anthropic-beta": "b,c" } }),
    );
    expect(sent).toMatchObject({
      "anthropic-version": "2024-01-01",
      "anthropic-beta": "a,b,c",
      "x-api-key": "sk-ant-1",
    });
    expect(JSON.stringify(sent)).not.toContain("sk-client");
  });

  it("fills in the deployment's parameters under this API's names, and only what a count may hold", () => {
    const defaultParams = { temperature: 0.1, stop: ["x"], seed: 4, thinking: { type: "disabled" } };
    const asked = inputFor('{"model":"c","temperature":0.9}', {}, { defaultParams });
    expect(JSON.parse(sentBy(asked).text)).toEqual({
      model: "claude-sonnet-4-5",
      temperature: 0.9,
      stop_sequences: ["x"],
      thinking: { type: "disabled" },
    });
    const counted = sentBy(inputFor('{"model":"c"}', { operation: "count_tokens" }, { defaultParams }));
    expect(JSON.parse(counted.text)).toEqual({ model: "claude-sonnet-4-5", thinking: { type: "disabled" } });
    expect(counted.path).toBe("/v1/messages/count_tokens");
  });

  it.each([
    ["https://api.anthropic.com", "/v1/messages"],
    ["https://a.example/v1/", "/v1/messages"],
    ["https://a.example/anthropic", "/anthropic/v1/messages"],
    ["https://a.example/x/v1/messages", "/x/v1/messages"],
  ])("base %s is called at %s", (apiBase, path) => {
    expect(sentBy(inputFor('{"model":"c"}', {}, { apiBase })).path).toBe(path);
  });

  it("other operations are not its own", () => {
    expect(nativeRoute("chat")).toBeNull();
  });
});

describe("a whole answer that goes through", () => {
  const judge = (operation: "messages" | "count_tokens", body: string): unknown =>
    nativeRoute(operation)?.judge(Buffer.from(body), "application/json");

  it("is judged by its shape", () => {
    const answer = golden.find(({ id }) => id === "messages-claude-plain")?.["answer"];
    expect(judge("messages", JSON.stringify(answer))).toMatchObject({ kind: "ok", usage: { promptTokens: 17 } });
    expect(judge("messages", '{"input_tokens":3}')).toMatchObject({ kind: "invalid" });
    expect(judge("count_tokens", '{"input_tokens":3}')).toMatchObject({ kind: "ok" });
    expect(judge("count_tokens", '{"input_tokens":"3"}')).toMatchObject({ kind: "invalid" });
    expect(judge("messages", '{"type":"error","error":{"type":"overloaded_error","message":"m"}}')).toMatchObject({
      kind: "error",
      error: { status: 529 },
    });
  });
});

function relay(runs: readonly Buffer[], shownModel: string | null = null): { tap: StreamTap; out: string } {
  const tap = openStreamTap({ shownModel, hidesUsage: false });
  const out = Buffer.concat([...runs.map((run) => tap.feed(run)), tap.end()]).toString();
  return { tap, out };
}

describe("a stream that goes through", () => {
  it("is untouched but for the model's name, and its usage is read", () => {
    const { tap, out } = relay([wire], "my-alias");
    expect(out).toBe(wire.toString().replace("claude-sonnet-4-5-20250929", "my-alias"));
    expect(tap).toMatchObject({
      hasStarted: true,
      hasContent: true,
      isComplete: true,
      malformedEvents: 0,
      error: null,
    });
    expect(tap.usage).toEqual({
      promptTokens: 4779,
      completionTokens: 89,
      cachedTokens: 2000,
      cacheWriteTokens: 100,
      reasoningTokens: 12,
      reportedCostUsd: null,
      serviceTier: "standard",
      webSearches: 1,
    });
  });

  it("comes out alike however its events are bundled", () => {
    const ends = eventEnds(wire);
    const whole = relay([wire], "my-alias");
    fc.assert(
      fc.property(fc.subarray(ends), (cuts) => {
        const points = [0, ...cuts.filter((cut) => cut < wire.length), wire.length];
        const runs = points.slice(1).map((end, index) => wire.subarray(points[index], end));
        const cut = relay(runs, "my-alias");
        expect(cut.out).toBe(whole.out);
        expect(cut.tap.usage).toEqual(whole.tap.usage);
        expect(cut.tap.isComplete).toBe(true);
      }),
    );
  });

  it("returns the very same buffer once content flows", () => {
    const [start = 0, first = 0] = eventEnds(wire);
    const tap = openStreamTap({ shownModel: "m", hidesUsage: false });
    tap.feed(wire.subarray(0, start));
    tap.feed(wire.subarray(start, first));
    const run = Buffer.from('event: content_block_delta\ndata: {"type":"content_block_delta","index":0}\n\n');
    expect(tap.feed(run)).toBe(run);
  });

  it("an error event stops it, and what came before still goes out", () => {
    const failure =
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
    const start = wire.subarray(0, eventEnds(wire)[3]);
    const { tap, out } = relay([Buffer.concat([start, Buffer.from(failure)])]);
    expect(out).toBe(start.toString());
    expect(tap.error).toMatchObject({ status: 529, code: "upstream_unavailable" });
    expect(tap.isComplete).toBe(false);
  });

  it("gets the end marker a provider left out, and none after a cut", () => {
    const text = wire.toString();
    const unended = Buffer.from(text.slice(0, text.indexOf("event: message_stop")));
    expect(relay([unended]).out.endsWith('event: message_stop\ndata: {"type":"message_stop"}\n\n')).toBe(true);
    const cut = relay([wire.subarray(0, eventEnds(wire)[8])]);
    expect(cut.tap.isComplete).toBe(false);
    expect(cut.out.includes("message_stop\n")).toBe(false);
  });

  it("drops one broken event, and gives up on garbage", () => {
    const broken = Buffer.from("event: content_block_delta\ndata: {broken\n\n");
    const start = wire.subarray(0, eventEnds(wire)[3]);
    const once = relay([start, broken, wire.subarray(eventEnds(wire)[3])]);
    expect(once.tap).toMatchObject({ malformedEvents: 1, isComplete: true, error: null });
    expect(once.out).toBe(wire.toString());
    const often = relay([start, broken, broken, broken, broken]);
    expect(often.tap.error).toMatchObject({ code: "upstream_invalid_response", status: 502 });
    expect(relay([Buffer.from("data: <html>\n\n")]).tap.error).not.toBeNull();
  });

  it("works with CRLF line ends", () => {
    const crlf = Buffer.from(wire.toString().replaceAll("\n", "\r\n"));
    const { tap, out } = relay([crlf]);
    expect(out).toBe(crlf.toString());
    expect(tap).toMatchObject({ isComplete: true, usage: { completionTokens: 89 } });
  });
});
