/** An estimate is never below the bill of what it assumes, for short requests and long ones, and unknown prices stay so. */
import { describe, expect, it } from "vitest";
import { bundledBook, pricedDeployment } from "../pricing/__fixtures__/priced-deployment.ts";
import { unknownUsage } from "../contract/usage.ts";
import { billOf } from "./bill.ts";
import { estimateCharge } from "./estimate-charge.ts";
import type { Resolved } from "./exchange.ts";

const prices = bundledBook();

function requestFor(model: string, bytes: number, fields: Record<string, unknown>): Resolved {
  const deployment = pricedDeployment(model);
  const group = { alias: "a", deployments: [deployment] };
  // What an estimate reads of a request.
  return { operation: "chat", body: Buffer.alloc(bytes, 32), fields, group } as unknown as Resolved;
}

describe("the estimate of a request", () => {
  it.each([
    ["openai/gpt-4o", 300, 100],
    ["openai/gpt-4o", 3000, 16_000],
    ["gemini/gemini-2.5-pro", 30_000, 60_000],
    ["gemini/gemini-2.5-pro", 30_000, 250_000],
  ])("of %s with %i bytes and %i tokens to answer is what that would cost", (model, bytes, answer) => {
    const request = requestFor(model, bytes, { max_tokens: answer });
    const [deployment] = request.group.deployments;
    if (deployment === undefined) throw new Error("a group has a deployment");
    const usage = { ...unknownUsage, promptTokens: Math.ceil(bytes / 3), completionTokens: answer };
    const call = { operation: "chat", deployment, upstreamModel: deployment.upstreamModel, fields: {} } as const;
    const bill = BigInt(billOf(call, usage, 0, prices).usdNanos ?? "-1");
    const estimate = estimateCharge(request, 0, prices) ?? -1n;
    expect(estimate >= bill).toBe(true);
    expect(estimate <= bill + 2n).toBe(true);
  });

  it("without a `max_tokens` covers the longest answer, and every copy that is asked for", () => {
    const one = estimateCharge(requestFor("openai/gpt-4o", 300, {}), 0, prices) ?? 0n;
    const three = estimateCharge(requestFor("openai/gpt-4o", 300, { n: 3 }), 0, prices) ?? 0n;
    expect(one).toBeGreaterThan(160_000_000n); // 16,384 tokens at 10 USD a million
    expect(three).toBeGreaterThan(3n * one - 2_000_000n);
  });

  it("of a model without a price is unknown, not 0", () => {
    expect(estimateCharge(requestFor("openai/nobody-knows-this", 300, {}), 0, prices)).toBeNull();
  });
});
