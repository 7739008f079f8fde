/** What of a request a bill needs beside the answer's usage: pieces that stand in the request, and what costs nothing. */
import { describe, expect, it } from "vitest";
import type { Operation } from "../contract/operations.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import { bundledBook, pricedDeployment } from "../pricing/__fixtures__/priced-deployment.ts";
import { billOf } from "./bill.ts";

const book = bundledBook();

interface Asked {
  readonly operation: Operation;
  readonly model: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly usage?: Partial<TokenUsage>;
  readonly params?: Readonly<Record<string, unknown>>;
}

function lines({ operation, model, fields = {}, usage = {}, params = {} }: Asked): string[] {
  const deployment = pricedDeployment(model, { params });
  const call = { operation, deployment, upstreamModel: deployment.upstreamModel, fields };
  const cost = billOf(call, { ...unknownUsage, ...usage }, 0, book);
  return [...cost.lines.map(({ unit, quantity, usd }) => `${quantity} ${unit} = ${usd}`), ...cost.missing];
}

describe("a bill", () => {
  it("counts the characters that are spoken, one for a character outside the first plane", () => {
    expect(lines({ operation: "speech", model: "openai/tts-1", fields: { input: "안녕 😀" } })).toEqual([
      "4 character = 0.00006",
    ]);
  });

  it("counts the images that were asked for, at the price of their size and quality", () => {
    const params = { output_cost_per_image: 0.04 };
    expect(lines({ operation: "image_generation", model: "openai/mine", fields: { n: 3 }, params })).toEqual([
      "3 image = 0.12",
    ]);
    const sized = { operation: "image_generation", model: "openai/gpt-image-1.5" } as const;
    expect(lines({ ...sized, fields: { size: "1024x1024", quality: "low" } })).toEqual(["1 image = 0.009"]);
    expect(lines({ ...sized, fields: { size: "1536x1024", quality: "high", n: 2 } })).toEqual(["2 image = 0.4"]);
    expect(lines({ ...sized, fields: {} })).toEqual(["1 image = 0.009"]);
  });

  it("takes an image model's tokens for images, and the prompt's for text", () => {
    const usage = { promptTokens: 50, promptImageTokens: 40, completionTokens: 1000 };
    expect(lines({ operation: "image_generation", model: "openai/gpt-image-1", usage })).toEqual([
      "10 input = 0.00005",
      "40 image_input = 0.0004",
      "1000 image_output = 0.04",
    ]);
  });

  it("counts a reranker's searches by the hundred documents", () => {
    const params = { input_cost_per_query: 0.002 };
    const fields = { query: "q", documents: Array.from({ length: 101 }, () => "d") };
    expect(lines({ operation: "rerank", model: "openai/mine", fields, params })).toEqual(["2 query = 0.004"]);
  });

  it("asks for no completion where there is none", () => {
    expect(
      lines({ operation: "embedding", model: "openai/text-embedding-3-small", usage: { promptTokens: 100 } }),
    ).toEqual(["100 input = 0.000002"]);
    expect(lines({ operation: "chat", model: "openai/gpt-4o", usage: { promptTokens: 100 } })).toEqual([
      "100 input = 0.00025",
      "completion_tokens",
    ]);
  });

  it("prices a web search by the context that was asked for", () => {
    const asked = {
      operation: "chat",
      model: "perplexity/sonar",
      usage: { promptTokens: 0, completionTokens: 0, webSearches: 1 },
    } as const;
    expect(lines(asked)).toEqual(["1 web_search = 0.008"]);
    expect(lines({ ...asked, fields: { web_search_options: { search_context_size: "high" } } })).toEqual([
      "1 web_search = 0.012",
    ]);
  });

  it("is nothing where no provider was asked, and for counting tokens", () => {
    const deployment = { ...pricedDeployment("openai/gpt-4o"), mockResponse: "hello" };
    const call = { operation: "chat", deployment, upstreamModel: "gpt-4o", fields: {} } as const;
    expect(billOf(call, { ...unknownUsage, promptTokens: 5 }, 0, book)).toMatchObject({
      usdNanos: "0",
      source: "built_in",
    });
    const counted = { ...call, operation: "count_tokens", deployment: pricedDeployment("openai/gpt-4o") } as const;
    expect(billOf(counted, unknownUsage, 0, book).usdNanos).toBe("0");
  });
});
