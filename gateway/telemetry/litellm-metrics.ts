/**
 * Requests as LiteLLM's `prometheus` callback counts them: its names, its labels, its buckets.
 *
 * Left out are its labels that a client fills in (`end_user`, `user_agent`, `client_ip`): they would grow without end.
 * Latencies carry no key: a histogram for each key would be a scrape of megabytes. Heard of at a request's end. What a
 * request cost or used is counted where it is known, and the requests of which it is not, beside it.
 * @source LiteLLM types/integrations/prometheus.py (names, labels, buckets)
 */
import { errorTable } from "../contract/errors.ts";
import { isUnpriced, type Attempt, type RequestIntent, type RequestOutcome } from "../contract/spend-log.ts";
import type { RequestObserver } from "../contract/telemetry.ts";
import { answeredBy } from "./answered-by.ts";
import { answerTiming } from "./answer-timing.ts";
import { exceptionClass } from "./exception-class.ts";
import { FallbackCounts } from "./fallback-counts.ts";
import { latencyBuckets } from "./latency-buckets.ts";
import type { CounterMetric, HistogramMetric } from "./kept-series.ts";
import type { MetricBook } from "./metric-book.ts";
import {
  callLabels,
  latencyLabels,
  overheadLabels,
  proxyLabels,
  usageLabels,
  type RequestLabelBook,
  type RequestLabels,
} from "./request-labels.ts";
import { placeLabels } from "./place-labels.ts";
import { routeOf } from "./route-of.ts";
import { statusLabel } from "./status-label.ts";

const nanosPerUsd = 1e9;

export class LitellmMetrics implements RequestObserver {
  readonly #labels: RequestLabelBook;
  readonly #isOn: () => boolean;
  readonly #fallbacks: FallbackCounts;
  readonly #proxy: Record<"total" | "failed", CounterMetric>;
  readonly #calls: Record<"total" | "success" | "failure" | "cooled", CounterMetric>;
  readonly #usage: Record<UsageName, CounterMetric>;
  readonly #latency: Record<LatencyName, HistogramMetric>;

  constructor(book: MetricBook, labels: RequestLabelBook, isOn: () => boolean) {
    this.#labels = labels;
    this.#isOn = isOn;
    this.#proxy = proxyCounters(book);
    this.#calls = callCounters(book);
    this.#usage = usageCounters(book);
    this.#latency = latencyHistograms(book);
    this.#fallbacks = new FallbackCounts(book, labels);
  }

  finished(intent: RequestIntent, outcome: RequestOutcome): void {
    if (!this.#isOn()) return;
    const labels = this.#labels.of(intent, answeredBy(outcome));
    this.#countRequest(labels, intent, outcome);
    for (const attempt of outcome.attemptList) this.#countCall(intent, attempt, outcome);
    this.#countCooldowns(intent, outcome);
    this.#fallbacks.count(outcome, labels);
    if (outcome.attemptList.length === 0) return;
    this.#countUsage(labels, outcome);
    this.#measure(labels, intent, outcome);
  }

  #countRequest({ key, requestedModel, modelId }: RequestLabels, intent: RequestIntent, outcome: RequestOutcome): void {
    const asked = { requested_model: requestedModel, ...key, route: routeOf(intent.operation), model_id: modelId };
    const status = statusLabel(statusOf(outcome));
    this.#proxy.total.add({ ...asked, status_code: status }, 1);
    if (outcome.state === "ok") return;
    const failed = isProvidersFault(outcome) ? outcome.provider : null;
    const exception = exceptionClass(outcome.errorCode ?? "client_disconnected", failed);
    this.#proxy.failed.add({ ...asked, exception_status: status, exception_class: exception }, 1);
  }

  #countCall(intent: RequestIntent, attempt: Attempt, { state, attemptList }: RequestOutcome): void {
    const { call } = this.#labels.of(intent, attempt);
    this.#calls.total.add(call, 1);
    if (state === "client_abort" && attempt === attemptList.at(-1)) return; // neither: it was not let finish
    if (attempt.errorCode === null) return this.#calls.success.add(call, 1);
    const exception_class = exceptionClass(attempt.errorCode, attempt.provider);
    this.#calls.failure.add({ ...call, exception_status: statusLabel(attempt.status), exception_class }, 1);
  }

  #countCooldowns(intent: RequestIntent, { route, attemptList }: RequestOutcome): void {
    for (const step of route?.steps ?? []) {
      if (step.type !== "cooldown") continue;
      const cause = attemptList.findLast(
        ({ deploymentId, errorCode }) => deploymentId === step.deploymentId && errorCode !== null,
      );
      const place = cause ?? { deploymentId: step.deploymentId, provider: "" };
      const exception_status = statusLabel(cause?.status ?? null);
      this.#calls.cooled.add({ ...this.#labels.of(intent, place).place, exception_status }, 1);
    }
  }

  #countUsage({ usage }: RequestLabels, outcome: RequestOutcome): void {
    const { promptTokens, completionTokens, cachedTokens, cacheWriteTokens, reasoningTokens, costUsdNanos } = outcome;
    const counts: Record<UsageName, number | null> = {
      requests: 1,
      unpriced: isUnpriced(outcome) ? 1 : null,
      estimated: outcome.isEstimate ? 1 : null,
      spend: costUsdNanos === null ? null : Number(costUsdNanos) / nanosPerUsd,
      total: promptTokens === null && completionTokens === null ? null : (promptTokens ?? 0) + (completionTokens ?? 0),
      input: promptTokens,
      output: completionTokens,
      cached: cachedTokens,
      cacheWrite: cacheWriteTokens,
      reasoning: reasoningTokens,
    };
    for (const name of usageNames) {
      const count = counts[name];
      if (count !== null) this.#usage[name].add(usage, count);
    }
  }

  #measure({ latency, overhead, place }: RequestLabels, intent: RequestIntent, outcome: RequestOutcome): void {
    const timing = answerTiming(intent, outcome);
    if (timing === null) return;
    if (timing.firstTokenSeconds !== null) this.#latency.firstToken.observe(latency, timing.firstTokenSeconds);
    if (outcome.state !== "ok") return; // a client that left says nothing of how long an answer takes
    this.#latency.total.observe(latency, outcome.totalMs / 1000);
    this.#latency.api.observe(latency, timing.apiSeconds);
    this.#latency.overhead.observe(overhead, timing.overheadSeconds);
    const tokens = outcome.completionTokens ?? 0;
    if (tokens > 0) this.#latency.perToken.observe(place, timing.apiSeconds / tokens);
  }
}

function isProvidersFault({ state }: RequestOutcome): boolean {
  return state === "upstream_error" || state === "partial";
}

/** A client that left was told nothing: it counts as 499. */
function statusOf({ status, state, errorCode }: RequestOutcome): number {
  if (state === "client_abort") return errorTable.client_disconnected.status;
  return status ?? (errorCode === null ? 200 : errorTable.internal_error.status);
}

function proxyCounters(book: MetricBook): Record<"total" | "failed", CounterMetric> {
  return {
    total: book.counter({
      name: "litellm_proxy_total_requests_metric_total",
      help: "Requests of clients, by the status they got.",
      labels: [...proxyLabels, "status_code"],
    }),
    failed: book.counter({
      name: "litellm_proxy_failed_requests_metric_total",
      help: "Requests that did not get a whole answer.",
      labels: [...proxyLabels, "exception_status", "exception_class"],
    }),
  };
}

function callCounters(book: MetricBook): Record<"total" | "success" | "failure" | "cooled", CounterMetric> {
  const of = (name: string, help: string, labels: readonly string[]): CounterMetric =>
    book.counter({ name: `litellm_deployment_${name}_total`, help, labels });
  return {
    total: of("total_requests", "Calls of providers: each try, each retry, each fallback.", callLabels),
    success: of("success_responses", "Calls that a provider answered.", callLabels),
    failure: of("failure_responses", "Calls that failed.", [...callLabels, "exception_status", "exception_class"]),
    cooled: of("cooled_down", "Times that a deployment was sent to rest.", [...placeLabels, "exception_status"]),
  };
}

const usageNames = [
  "requests",
  "spend",
  "unpriced",
  "total",
  "input",
  "output",
  "cached",
  "cacheWrite",
  "reasoning",
  "estimated",
] as const;
type UsageName = (typeof usageNames)[number];

function usageCounters(book: MetricBook): Record<UsageName, CounterMetric> {
  const of = (name: string, help: string): CounterMetric =>
    book.counter({ name: `${name}_total`, help, labels: usageLabels });
  return {
    requests: of("litellm_requests_metric", "Requests that reached a provider."),
    spend: of("litellm_spend_metric", "USD that was spent, as far as prices are known."),
    unpriced: of("portico_unknown_cost_requests", "Answers whose price is not known: no part of the spend."),
    total: of("litellm_total_tokens_metric", "Input and output tokens."),
    input: of("litellm_input_tokens_metric", "Input tokens, those from a provider's cache among them."),
    output: of("litellm_output_tokens_metric", "Output tokens, reasoning among them."),
    cached: of("litellm_input_cached_tokens_metric", "Input tokens that came from a provider's cache."),
    cacheWrite: of(
      "litellm_input_cache_creation_tokens_metric",
      "Input tokens that were written to a provider's cache.",
    ),
    reasoning: of("litellm_output_reasoning_tokens_metric", "Output tokens of reasoning."),
    estimated: of("portico_estimated_usage_requests", "Answers whose provider counted no tokens: they are estimated."),
  };
}

type LatencyName = "total" | "api" | "firstToken" | "overhead" | "perToken";

function latencyHistograms(book: MetricBook): Record<LatencyName, HistogramMetric> {
  const of = (name: string, help: string, labels: readonly string[]): HistogramMetric =>
    book.histogram({ name: `litellm_${name}`, help: `${help}, in seconds.`, labels }, latencyBuckets);
  return {
    total: of("request_total_latency_metric", "An answered request, to its last byte", latencyLabels),
    api: of("llm_api_latency_metric", "The provider's part of it", latencyLabels),
    firstToken: of("llm_api_time_to_first_token_metric", "A provider's first token of a stream", latencyLabels),
    overhead: of("overhead_latency_metric", "The gateway's own part, pauses before retries among it", overheadLabels),
    perToken: of("deployment_latency_per_output_token", "The provider's part by output token", placeLabels),
  };
}
