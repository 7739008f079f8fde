/** LiteLLM's buckets of latency, in seconds: its dashboards' quantiles stay comparable. */
const halfSeconds = Array.from({ length: 20 }, (_, index) => (index + 1) / 2);

/** @source LiteLLM types/integrations/prometheus.py LATENCY_BUCKETS */
export const latencyBuckets: readonly number[] = [
  0.005,
  0.00625,
  0.0125,
  0.025,
  0.05,
  0.1,
  ...halfSeconds,
  15,
  20,
  25,
  30,
  60,
  120,
  180,
  240,
  300,
];
