/** What a request's end counts, and what it must not: unknown is not nothing, a client that left is nobody's failure. */
import { beforeEach, describe, expect, it } from "vitest";
import type { RequestOutcome } from "../contract/spend-log.ts";
import { intentOf, outcomeOf } from "../store/__fixtures__/rows.ts";
import { attemptOf } from "./__fixtures__/attempts.ts";
import { matching, readExposition, total, type Sample } from "./__fixtures__/exposition.ts";
import { deploymentFor, namesOf } from "./__fixtures__/known-names.ts";
import { LitellmMetrics } from "./litellm-metrics.ts";
import { MetricBook } from "./metric-book.ts";
import { RequestLabelBook } from "./request-labels.ts";

const names = namesOf([deploymentFor("d1"), deploymentFor("d2")]);
let book = new MetricBook();
let metrics = metricsOver(book);
let isOn = true;

function metricsOver(into: MetricBook): LitellmMetrics {
  const ownerOf = (digest: string): { hash: string; user: string; team: string } => ({
    hash: digest,
    user: "",
    team: "",
  });
  return new LitellmMetrics(into, new RequestLabelBook({ catalog: () => names, ownerOf }), () => isOn);
}

beforeEach(() => {
  book = new MetricBook();
  metrics = metricsOver(book);
  isOn = true;
});

function end(outcome: Partial<RequestOutcome>): void {
  metrics.finished(intentOf("r"), outcomeOf("r", { attemptList: [attemptOf()], ...outcome }));
}

async function after(outcome: Partial<RequestOutcome>): Promise<Sample[]> {
  end(outcome);
  return readExposition(await book.text());
}

describe("money and tokens", () => {
  it("counts an answer of unknown price as unknown, not as free", async () => {
    let samples = await after({ costUsdNanos: null });
    expect(matching(samples, "litellm_spend_metric_total")).toEqual([]);
    expect(total(samples, "portico_unknown_cost_requests_total", { model_id: "d1" })).toBe(1);
    samples = await after({ costUsdNanos: "0" });
    expect(matching(samples, "litellm_spend_metric_total")).toHaveLength(1); // free is known
    samples = await after({ costUsdNanos: "2500000000" });
    expect(total(samples, "litellm_spend_metric_total")).toBe(2.5);
    expect(total(samples, "portico_unknown_cost_requests_total")).toBe(1);
    expect(total(samples, "litellm_requests_metric_total")).toBe(3);
  });

  it("knows no cost of a request that got no answer, and calls that not unknown", async () => {
    const failed = attemptOf({ errorCode: "upstream_error", status: 500 });
    const samples = await after({
      state: "upstream_error",
      status: 500,
      errorCode: "upstream_error",
      promptTokens: null,
      completionTokens: null,
      attemptList: [failed],
    });
    expect(matching(samples, "portico_unknown_cost_requests_total")).toEqual([]);
    expect(matching(samples, "litellm_input_tokens_metric_total")).toEqual([]);
    expect(matching(samples, "litellm_request_total_latency_metric_count")).toEqual([]);
  });

  it("counts unknown tokens nowhere, and says how many answers are estimates", async () => {
    const samples = await after({ promptTokens: null, completionTokens: 5, reasoningTokens: null, isEstimate: true });
    expect(matching(samples, "litellm_input_tokens_metric_total")).toEqual([]);
    expect(matching(samples, "litellm_output_reasoning_tokens_metric_total")).toEqual([]);
    expect(total(samples, "litellm_output_tokens_metric_total")).toBe(5);
    expect(total(samples, "litellm_total_tokens_metric_total")).toBe(5);
    expect(total(samples, "portico_estimated_usage_requests_total")).toBe(1);
  });

  it("gives what a broken stream used to whoever sent it, not to a fallback that failed after it", async () => {
    const broke = attemptOf({ errorCode: "upstream_disconnected" });
    const refused = attemptOf({ index: 1, deploymentId: "d2", errorCode: "upstream_error", status: 500 });
    const samples = await after({
      state: "partial",
      errorCode: "upstream_disconnected",
      attemptList: [broke, refused],
      costUsdNanos: "7",
    });
    expect(total(samples, "litellm_spend_metric_total", { model_id: "d1" })).toBe(7e-9);
    expect(matching(samples, "litellm_spend_metric_total", { model_id: "d2" })).toEqual([]);
    expect(total(samples, "litellm_deployment_failure_responses_total")).toBe(2);
  });
});

describe("who failed", () => {
  it("a client that left: 499, no provider's name, no failed call", async () => {
    const left = attemptOf({ status: null, errorCode: "client_disconnected" });
    const samples = await after({
      state: "client_abort",
      status: null,
      errorCode: "client_disconnected",
      attemptList: [left],
    });
    expect(total(samples, "litellm_proxy_total_requests_metric_total", { status_code: "499" })).toBe(1);
    expect(
      total(samples, "litellm_proxy_failed_requests_metric_total", {
        exception_status: "499",
        exception_class: "CancelledError",
      }),
    ).toBe(1);
    expect(total(samples, "litellm_deployment_total_requests_total")).toBe(1);
    expect(matching(samples, "litellm_deployment_failure_responses_total")).toEqual([]);
    expect(matching(samples, "litellm_deployment_success_responses_total")).toEqual([]);
  });

  it("nor one that left in the middle of a stream, whose first token counts and whose length does not", async () => {
    const stream = { state: "client_abort", status: 200, errorCode: null, firstTokenMs: 2, totalMs: 3 } as const;
    metrics.finished(intentOf("r", { stream: true }), outcomeOf("r", { attemptList: [attemptOf()], ...stream }));
    const samples = readExposition(await book.text());
    expect(total(samples, "litellm_llm_api_time_to_first_token_metric_count")).toBe(1);
    expect(matching(samples, "litellm_request_total_latency_metric_count")).toEqual([]);
    expect(matching(samples, "litellm_deployment_success_responses_total")).toEqual([]);
    expect(total(samples, "litellm_deployment_total_requests_total")).toBe(1);
  });

  it("the gateway, which refused: no provider's name and no deployment", async () => {
    const nobody = { deploymentId: null, provider: null, upstreamModel: null, attemptList: [] };
    const samples = await after({ state: "rejected", status: 429, errorCode: "rate_limit_exceeded", ...nobody });
    expect(
      total(samples, "litellm_proxy_failed_requests_metric_total", { exception_class: "RateLimitError", model_id: "" }),
    ).toBe(1);
    expect(matching(samples, "litellm_requests_metric_total")).toEqual([]);
  });

  it("a provider, whose invented statuses make one series", async () => {
    for (let status = 200; status < 600; status++) {
      const failed = attemptOf({ status, errorCode: "upstream_error" });
      end({ state: "upstream_error", status, errorCode: "upstream_error", attemptList: [failed] });
    }
    const samples = readExposition(await book.text());
    const statuses = matching(samples, "litellm_deployment_failure_responses_total").map(
      ({ labels }) => labels["exception_status"],
    );
    expect(statuses).toEqual(expect.arrayContaining(["429", "500", "529", "other"]));
    expect(statuses.length).toBeLessThan(80);
    expect(total(samples, "litellm_deployment_failure_responses_total")).toBe(400);
    expect(
      total(samples, "litellm_proxy_failed_requests_metric_total", { exception_class: "Openai.InternalServerError" }),
    ).toBe(400);
  });
});

it("counts nothing and makes no label while the file does not ask for it", async () => {
  isOn = false;
  expect(await after({})).toEqual([]);
});
