import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deploymentOf } from "./__fixtures__/deployment.ts";
import { embedding } from "./embedding.ts";

const asked = { deployment: deploymentOf("ollama"), upstreamModel: "nomic", inputs: ["a", "b"], dimensions: null };

describe("embedding", () => {
  it("asks /api/embed for all texts at once, with parameters in their places", () => {
    const { request, dropped } = embedding.toRequest({
      ...asked,
      deployment: deploymentOf("ollama", { defaultParams: { num_ctx: 512, keep_alive: "1m" } }),
      dimensions: 4,
      dropParams: false,
      extra: { truncate: false, user: "u", options: { num_gpu: 0 } },
    });
    expect(request.path).toBe("/api/embed");
    expect(JSON.parse(request.body?.toString("utf8") ?? "")).toEqual({
      model: "nomic",
      input: ["a", "b"],
      keep_alive: "1m",
      truncate: false,
      dimensions: 4,
      options: { num_ctx: 512, num_gpu: 0 },
    });
    expect(dropped).toEqual(["user"]);
  });

  it("says nothing of options when there are none", () => {
    const { request } = embedding.toRequest({ ...asked, dropParams: false, extra: {} });
    expect(JSON.parse(request.body?.toString("utf8") ?? "")).toEqual({ model: "nomic", input: ["a", "b"] });
  });

  it("reads a real answer's vectors and count", () => {
    const body = readFileSync(new URL("./__fixtures__/embed.json", import.meta.url));
    const verdict = embedding.readAnswer(body);
    expect(verdict).toMatchObject({ kind: "ok", usage: { promptTokens: 10, completionTokens: null } });
    expect(verdict.kind === "ok" && verdict.vectors.map((vector) => vector.length)).toEqual([4, 4]);
  });

  it("tells an error from an answer that is none, and never throws", () => {
    expect(embedding.readAnswer(Buffer.from('{"error":"boom"}'))).toMatchObject({ kind: "error" });
    expect(embedding.readAnswer(Buffer.from('{"embeddings":[["x"]]}'))).toMatchObject({ kind: "invalid" });
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(["ok", "invalid", "error"]).toContain(embedding.readAnswer(Buffer.from(text)).kind);
      }),
    );
  });
});
