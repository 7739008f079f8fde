import { describe, expect, it } from "vitest";
import { unknownUsage } from "../../contract/usage.ts";
import { cloudDeployment } from "../shared/__fixtures__/cloud-deployment.ts";
import type { UpstreamRequest } from "../provider.ts";
import { rerankAnswer } from "./__fixtures__/answers.ts";
import { rerankRoute } from "./rerank-route.ts";

const deployment = cloudDeployment("cohere/rerank-v3.5", {
  apiBase: "https://api.cohere.com",
  defaultParams: { top_n: 3 },
});

function send(text: string): UpstreamRequest {
  return rerankRoute.toRequest({
    operation: "rerank",
    deployment,
    upstreamModel: "rerank-v3.5",
    body: Buffer.from(text),
    contentType: "application/json",
    formParts: null,
    fields: JSON.parse(text) as Record<string, unknown>, // the test's own object
    headers: {},
    isStream: false,
  });
}

describe("rerank", () => {
  it("sends the client's bytes on with the deployment's model and without the gateway's fields", () => {
    const request = send('{"model": "alias", "query":"q","documents":["a","b"], "metadata": {"x":1}}');
    expect(request.path).toBe("/v2/rerank");
    expect(request.headers["authorization"]).toBe("Bearer the-key");
    expect(JSON.parse(String(request.body))).toEqual({
      model: "rerank-v3.5",
      query: "q",
      documents: ["a", "b"],
      top_n: 3,
    });
  });

  it.each([
    '{"model":"m","query":"q","documents":[{"text":"a"}]}',
    '{"model":"m","query":"q","documents":["a"],"return_documents":true}',
    '{"model":"m","query":"q","documents":[{"title":"a"}],"rank_fields":["title"],"top_n":1}',
  ])("sends %s to version 1, the only one that knows it", (text) => {
    expect(send(text).path).toBe("/v1/rerank");
  });

  it("judges an answer by its results; search units are no tokens", () => {
    const judge = (value: unknown): unknown =>
      rerankRoute.judge(Buffer.from(JSON.stringify(value)), "application/json");
    expect(judge(rerankAnswer)).toEqual({ kind: "ok", usage: unknownUsage });
    expect(judge({ results: [], meta: { billed_units: { input_tokens: 5 } } })).toMatchObject({
      usage: { promptTokens: 5 },
    });
    expect(judge({ message: "invalid request" })).toMatchObject({ kind: "error", error: { text: "invalid request" } });
    expect(judge({})).toMatchObject({ kind: "invalid" });
    expect(rerankRoute.judge(Buffer.from("<html>"), "text/html")).toMatchObject({ kind: "invalid" });
  });
});
