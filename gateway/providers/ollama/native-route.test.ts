import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Deployment } from "../../contract/deployment.ts";
import { deploymentOf } from "./__fixtures__/deployment.ts";
import { LineTap } from "./line-tap.ts";
import { nativeRoute } from "./native-route.ts";
import { ollama, ollamaChat } from "./ollama.ts";

const stream = readFileSync(new URL("./__fixtures__/chat-plain.ndjson", import.meta.url));
const options = { shownModel: "oll", hidesUsage: false };

function sent(text: string, changes: Partial<Deployment> = {}): string {
  const body = Buffer.from(text);
  const deployment = deploymentOf("ollama_chat", changes);
  const fields = JSON.parse(text) as Record<string, unknown>; // an object by the tests' own hand
  const request = nativeRoute("/api/chat").toRequest({
    operation: "ollama_chat",
    deployment,
    upstreamModel: "tiny",
    body,
    contentType: "application/json",
    formParts: null,
    fields,
    headers: {},
    isStream: true,
  });
  return request.body?.toString("utf8") ?? "";
}

describe("the native routes", () => {
  it("exist for both of Ollama's own ways at both prefixes, and for nothing else", () => {
    for (const provider of [ollama, ollamaChat]) {
      expect(provider.native("ollama_chat", deploymentOf("ollama"))?.framing).toBe("ndjson");
      expect(provider.native("ollama_generate", deploymentOf("ollama"))?.framing).toBe("ndjson");
      expect(provider.native("chat", deploymentOf("ollama"))).toBeNull();
      expect(provider.native("embedding", deploymentOf("ollama"))).toBeNull();
    }
  });

  it("changes the model and leaves every other byte", () => {
    const text =
      '{"model":"oll", "messages":[{"role":"user","content":"\\u00e9 1.0"}],"options":{"temperature":1.0},"x":12345678901234567890}';
    expect(sent(text)).toBe(text.replace('"oll", ', '"tiny",'));
  });

  it("adds the deployment's defaults where the client said nothing, and takes the gateway's fields out", () => {
    const changes = { defaultParams: { temperature: 0.1, num_ctx: 99, keep_alive: "1h" } };
    expect(sent('{"model":"oll","options":{"temperature":1.0},"tags":["a"]}', changes)).toBe(
      '{"model":"tiny","options":{"temperature":1.0,"num_ctx":99},"keep_alive":"1h"}',
    );
    expect(JSON.parse(sent('{"model":"oll","keep_alive":0}', changes))).toEqual({
      model: "tiny",
      keep_alive: 0,
      options: { temperature: 0.1, num_ctx: 99 },
    });
  });

  it("judges whole answers", () => {
    const whole = readFileSync(new URL("./__fixtures__/chat-plain.json", import.meta.url));
    const route = nativeRoute("/api/chat");
    expect(route.judge(whole, "application/json")).toMatchObject({
      kind: "ok",
      usage: { promptTokens: 13, completionTokens: 5 },
    });
    expect(route.judge(Buffer.from('{"error":"x"}'), "application/json")).toMatchObject({ kind: "error" });
    expect(route.judge(Buffer.from("{}"), "application/json")).toMatchObject({ kind: "invalid" });
  });
});

describe("LineTap", () => {
  it("restamps the model and nothing else, and reads the end", () => {
    const tap = new LineTap(options);
    const out = tap.feed(stream);
    expect(out.toString()).toBe(stream.toString().replaceAll('{"model":"tiny-plain"', '{"model":"oll"'));
    expect(tap).toMatchObject({
      hasStarted: true,
      hasContent: true,
      isComplete: true,
      error: null,
      malformedEvents: 0,
    });
    expect(tap.usage).toMatchObject({ promptTokens: 13, completionTokens: 5 });
  });

  it("gives the same bytes untouched when the name shall stay", () => {
    expect(new LineTap({ ...options, shownModel: null }).feed(stream).equals(stream)).toBe(true);
  });

  it("is not misled by markers or the model's name inside a call's arguments", () => {
    const tap = new LineTap({ ...options, shownModel: "oll" });
    const first = '{"model":"m","message":{"content":"x"},"done":false}\n';
    const call =
      '{"model":"m","message":{"tool_calls":[{"function":{"name":"w","arguments":{"done":true,"error":1,"model":"m"}}}]},"done":false}\n';
    expect(tap.feed(Buffer.from(first + call)).toString()).toBe(
      (first + call).replaceAll('{"model":"m"', '{"model":"oll"'),
    );
    expect(tap).toMatchObject({ isComplete: false, error: null });
  });

  it("restamps a name that does not stand first", () => {
    const line = '{"done":false,"message":{"content":"x"},"model":"m"}\n';
    expect(new LineTap(options).feed(Buffer.from(line)).toString()).toBe(line.replace('"model":"m"', '"model":"oll"'));
  });

  it("keeps what came before an error line, and gives the error instead of it", () => {
    const tap = new LineTap(options);
    const out = tap.feed(
      Buffer.from('{"model":"oll","message":{"content":"Hel"},"done":false}\n{"error":"boom"}\n{"x":1}\n'),
    );
    expect(out.toString()).toBe('{"model":"oll","message":{"content":"Hel"},"done":false}\n');
    expect(tap.error).toMatchObject({ text: "boom" });
  });

  it("drops a broken line and goes on, and gives up when they do not end", () => {
    const tap = new LineTap(options);
    tap.feed(Buffer.from('{"model":"oll","message":{"content":"Hel"},"done":false}\n'));
    expect(tap.feed(Buffer.from("{broken\n")).length).toBe(0);
    expect(tap).toMatchObject({ error: null, malformedEvents: 1 });
    tap.feed(Buffer.from("x\n".repeat(4)));
    expect(tap.error).toMatchObject({ code: "upstream_invalid_response" });
  });

  it("never throws, and hands on only lines that came (P3)", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.json(),
            fc.string().map((text) => text.replaceAll("\n", " ")),
          ),
          { maxLength: 8 },
        ),
        (lines) => {
          const tap = new LineTap({ ...options, shownModel: null });
          const out = tap
            .feed(Buffer.from(lines.join("\n")))
            .toString()
            .split("\n")
            .filter((line) => line !== "");
          for (const line of out) expect(lines.map((given) => given.replace(/\r$/, ""))).toContain(line);
        },
      ),
      { numRuns: 300 },
    );
  });
});
