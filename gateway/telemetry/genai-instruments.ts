/**
 * The instruments of the GenAI conventions, with the buckets that they ask for, LiteLLM's one for cost, and ours for
 * answers that it cannot say anything of.
 *
 * @source open-telemetry/semantic-conventions-genai docs/gen-ai/gen-ai-metrics.md; LiteLLM integrations/opentelemetry.py
 *   (`gen_ai.client.token.cost`)
 */
import type { Counter, Histogram, Meter } from "@opentelemetry/api";

export interface GenaiInstruments {
  readonly duration: Histogram;
  readonly tokens: Histogram;
  readonly firstChunk: Histogram;
  readonly firstToken: Histogram;
  readonly perToken: Histogram;
  readonly cost: Histogram;
  readonly unpriced: Counter;
}

const secondsBuckets = Array.from({ length: 14 }, (_, index) => 2 ** index / 100);
const tokenBuckets = Array.from({ length: 14 }, (_, index) => 4 ** index);
const firstTokenBuckets = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const perTokenBuckets = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5];
/** No convention has one: from a thousandth of a cent to ten dollars. */
const usdBuckets = [0.00001, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

export function genaiInstruments(meter: Meter): GenaiInstruments {
  const histogram = (name: string, unit: string, description: string, buckets: readonly number[]): Histogram =>
    meter.createHistogram(name, { unit, description, advice: { explicitBucketBoundaries: [...buckets] } });
  return {
    duration: histogram("gen_ai.client.operation.duration", "s", "GenAI operation duration.", secondsBuckets),
    tokens: histogram("gen_ai.client.token.usage", "{token}", "Number of input and output tokens used.", tokenBuckets),
    firstChunk: histogram(
      "gen_ai.client.operation.time_to_first_chunk",
      "s",
      "Time from the call to the first chunk of a stream.",
      secondsBuckets,
    ),
    firstToken: histogram(
      "gen_ai.server.time_to_first_token",
      "s",
      "Time to the first token of an answer that was whole.",
      firstTokenBuckets,
    ),
    perToken: histogram(
      "gen_ai.server.time_per_output_token",
      "s",
      "Time per output token after the first.",
      perTokenBuckets,
    ),
    cost: histogram("gen_ai.client.token.cost", "USD", "What a request cost, where its price is known.", usdBuckets),
    unpriced: meter.createCounter("portico.client.unknown_cost", {
      unit: "{request}",
      description: "Answers whose price is not known.",
    }),
  };
}
