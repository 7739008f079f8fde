/**
 * Who counts requests, each given what it reads: Prometheus' counts, OpenTelemetry's metrics, the program's log.
 *
 * Only lower parts are asked, and only when somebody scrapes.
 */
import type { Clock } from "./base/clock.ts";
import type { DisposableStore } from "./base/disposable.ts";
import type { LiveConfig } from "./config/live-config.ts";
import type { RequestObserver } from "./contract/telemetry.ts";
import type { GatewayOptions } from "./gateway-options.ts";
import type { OpenReplies } from "./pipeline/open-replies.ts";
import type { KeyRing } from "./policy/key-ring.ts";
import type { KeyViews } from "./policy/key-views.ts";
import { limitReadings } from "./policy/limit-readings.ts";
import type { Router } from "./routing/router.ts";
import type { MetricsRouteParts } from "./server/metrics-route.ts";
import type { Ledger } from "./store/ledger-store.ts";
import type { RequestStore } from "./store/request-store.ts";
import type { HealthSources } from "./telemetry/gateway-gauges.ts";
import type { LiveFeed } from "./telemetry/live-feed.ts";
import { OtelMetrics } from "./telemetry/otel-metrics.ts";
import { PrometheusMetrics } from "./telemetry/prometheus-metrics.ts";
import { requestLogLine } from "./telemetry/request-log-line.ts";
import type { KeyOwner } from "./telemetry/request-labels.ts";
import type { Tracing } from "./telemetry/tracing.ts";
import type { Traffic } from "./telemetry/traffic.ts";

export interface WatchedParts {
  readonly clock: Clock;
  readonly config: LiveConfig;
  readonly feed: LiveFeed;
  readonly keys: KeyRing;
  readonly ledger: Ledger;
  readonly redact: (text: string) => string;
  readonly replies: OpenReplies;
  readonly router: Router;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly store: RequestStore;
  readonly tracing: Tracing;
  readonly traffic: Traffic;
  readonly views: KeyViews;
}

export interface Watching {
  readonly observers: readonly RequestObserver[];
  readonly metrics: MetricsRouteParts;
}

const loopbackHosts = new Set(["127.0.0.1", "::1", "localhost"]);

/** Opened with the first config, changed with every other that loads; closed with `resources`. */
export async function watchRequests(
  parts: WatchedParts,
  { host, logger, lostLogLines = () => 0, version }: GatewayOptions,
  resources: DisposableStore,
): Promise<Watching> {
  const { clock, config, redact } = parts;
  const warn = (message: string): void => logger.warn(message);
  const settings = (): LiveConfig["catalog"]["settings"] => config.catalog.settings;
  const otel = resources.add(new OtelMetrics({ catalog: () => config.catalog, clock, redact, warn, version }));
  const prometheus = resources.add(prometheusOf(parts, { otel, version, lostLogLines }));
  await otel.apply(settings().telemetry);
  config.onChange((_state, { settings: { telemetry } }) => void otel.apply(telemetry));
  if (!settings().metricsNeedKey && !loopbackHosts.has(host))
    warn("`require_auth_for_metrics_endpoint: false` has no effect beyond loopback: /metrics needs a key.");
  const logLine = requestLogLine({
    logger,
    redact,
    logsEveryRequest: () => settings().jsonLogs,
    hidesMessages: () => settings().turnOffMessageLogging,
  });
  return {
    observers: [prometheus.observer, otel, logLine],
    metrics: {
      isOn: prometheus.isOn,
      isOpened: () => loopbackHosts.has(host) && !settings().metricsNeedKey,
      contentType: prometheus.contentType,
      text: () => prometheus.text(),
    },
  };
}

interface Sent {
  readonly otel: OtelMetrics;
  readonly version: string;
  readonly lostLogLines: () => number;
}

function prometheusOf(parts: WatchedParts, sent: Sent): PrometheusMetrics {
  const { clock, config, keys, router, startedAt, views } = parts;
  const deployments = (): LiveConfig["catalog"]["deployments"] => config.catalog.deployments;
  return new PrometheusMetrics({
    startedAt,
    isOn: () => config.catalog.settings.callbacks.includes("prometheus"),
    labels: { catalog: () => config.catalog, ownerOf: (digest) => ownerOf(digest, keys) },
    deployments: {
      deployments,
      standingOf: (id) => {
        const { rest, last, inFlight } = router.standingOf(id);
        return { isResting: rest !== null, isWell: last?.isWell ?? null, inFlight };
      },
    },
    limits: limitReadings({ clock, keys, views, deployments }),
    health: healthSources(parts, sent),
  });
}

function ownerOf(digest: string, keys: KeyRing): KeyOwner | null {
  const key = keys.hasDigest(digest) ? keys.findByDigest(digest) : null;
  if (key === null) return null;
  const { user_id: user, team_id: team } = key.row.settings;
  return { hash: key.token, user: user ?? "", team: team ?? "" };
}

function healthSources(
  { config, feed, keys, ledger, replies, store, tracing, traffic }: WatchedParts,
  { otel, version, lostLogLines }: Sent,
): Omit<HealthSources, "overflowed"> {
  return {
    version,
    inFlight: () => traffic.inFlight,
    openReplies: () => replies.count,
    panelReaders: () => feed.readerCount,
    log: () => {
      const { waiting, dropped, problem } = store.condition();
      return { waiting, dropped, isWell: problem === null };
    },
    lostLogLines,
    isLedgerWritable: () => ledger.isWritable,
    config: () => ({ isSound: config.state.state === "ok", loadedAtMs: config.state.loadedAt }),
    keys: () => keys.size,
    exporters: () => ({
      traces: tracing.status().traces,
      metrics: { exported: otel.counts.exported, dropped: otel.counts.dropped, queueLength: 0 },
    }),
  };
}
