import { describe, expect, it } from "vitest";
import type { Deployment } from "../../contract/deployment.ts";
import { cloudDeployment } from "../shared/__fixtures__/cloud-deployment.ts";
import { bedrock } from "./bedrock.ts";

describe("embeddings", () => {
  const embed = (model: string, inputs: readonly string[], over: Partial<Deployment> = {}): unknown => {
    const deployment = cloudDeployment(model, over);
    const { upstreamModel } = deployment;
    const request = bedrock.embedding?.toRequest({
      deployment,
      upstreamModel,
      inputs,
      dimensions: 256,
      dropParams: false,
      extra: {},
    });
    return [request?.request.path, JSON.parse(String(request?.request.body))];
  };

  it("asks Titan for one text and Cohere for many, each in its own words", () => {
    expect(embed("bedrock/amazon.titan-embed-text-v2:0", ["a"], { defaultParams: { normalize: false } })).toEqual([
      "/model/amazon.titan-embed-text-v2%3A0/invoke",
      { inputText: "a", dimensions: 256, normalize: false },
    ]);
    expect(embed("bedrock/cohere.embed-v4:0", ["a", "b"], { defaultParams: { input_type: "search_query" } })).toEqual([
      "/model/cohere.embed-v4%3A0/invoke",
      { texts: ["a", "b"], input_type: "search_query", embedding_types: ["float"], output_dimension: 256 },
    ]);
  });

  it("refuses several texts for Titan instead of embedding the first", () => {
    expect(() => embed("bedrock/amazon.titan-embed-text-v2:0", ["a", "b"])).toThrow("one text a call");
  });
});
