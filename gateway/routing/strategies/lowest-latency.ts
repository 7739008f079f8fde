/**
 * latency-based-routing: the mean of the last samples, seconds per completion token for whole answers and seconds to the
 * first token for streams; whoever is within the buffer of the best shares the draw.
 *
 * A deployment that was not measured counts 0 and is tried first. The two kinds of samples are never mixed (LiteLLM
 * divides the streams' sum by the count of the others: not copied).
 */
import { drawLowest, type Strategy } from "./strategy.ts";

export const lowestLatency: Strategy = (input) => {
  const { ttlMs, buffer } = input.settings.latency;
  const seconds = input.deployments.map(({ id }) => input.loads.latency(id, input.isStream, ttlMs));
  const draw = drawLowest(
    input,
    seconds.map((value) => value ?? 0),
    1 + buffer,
  );
  return { picked: draw.picked, scores: seconds };
};
