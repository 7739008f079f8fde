/**
 * Who hears of requests, each given what it reads: Prometheus' counts, OpenTelemetry's metrics, the program's log.
 *
 * Only lower parts are asked, and only when somebody scrapes.
 */
import type { LiveConfig } from "./config/live-config.ts";
import { DisposableStore, type Disposable } from "./base/disposable.ts";
import type { RequestObserver } from "./contract/telemetry.ts";
import type { GatewayOptions } from "./gateway-options.ts";
import type { PipelineParts } from "./pipeline/handle-chat.ts";
import type { OpenReplies } from "./pipeline/open-replies.ts";
import { limitReadings } from "./policy/limit-readings.ts";
import type { Limits } from "./policy/limits.ts";
import type { MetricsRouteParts } from "./server/metrics-route.ts";
import type { Ledger } from "./store/ledger-store.ts";
import type { RequestStore } from "./store/request-store.ts";
import type { HealthSources } from "./telemetry/gateway-gauges.ts";
import { OtelMetrics } from "./telemetry/otel-metrics.ts";
import { PrometheusMetrics } from "./telemetry/prometheus-metrics.ts";
import { requestLogLine } from "./telemetry/request-log-line.ts";

export interface ObservedParts {
  readonly options: GatewayOptions;
  readonly config: LiveConfig;
  readonly pipeline: PipelineParts;
  readonly limits: Limits;
  readonly store: RequestStore;
  readonly ledger: Ledger;
  readonly replies: OpenReplies;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

export interface Observation extends Disposable {
  readonly metrics: MetricsRouteParts;
}

const loopbackHosts = new Set(["127.0.0.1", "::1", "localhost"]);

/** @param observers  the pipeline's list, which it reads at each request's end */
export async function observeRequests(parts: ObservedParts, observers: RequestObserver[]): Promise<Observation> {
  const { options, config, pipeline } = parts;
  const { clock, redact } = pipeline;
  const resources = new DisposableStore();
  const warn = (message: string): void => options.logger.warn(message);
  const catalog = (): LiveConfig["catalog"] => config.catalog;
  const otel = resources.add(new OtelMetrics({ catalog, clock, redact, warn, version: options.version }));
  const prometheus = resources.add(prometheusOf(parts, otel));
  await otel.apply(config.catalog.settings.telemetry);
  config.onChange((_state, { settings }) => void otel.apply(settings.telemetry));
  if (!config.catalog.settings.metricsNeedKey && !loopbackHosts.has(options.host))
    warn("`require_auth_for_metrics_endpoint: false` has no effect beyond loopback: /metrics needs a key.");
  const logLine = requestLogLine({
    logger: options.logger,
    redact,
    logsEveryRequest: () => config.catalog.settings.jsonLogs,
    hidesMessages: () => config.catalog.settings.turnOffMessageLogging,
  });
  observers.push(prometheus.observer, otel, logLine);
  return {
    metrics: {
      isOn: prometheus.isOn,
      isOpened: () => loopbackHosts.has(options.host) && !config.catalog.settings.metricsNeedKey,
      contentType: prometheus.contentType,
      text: () => prometheus.text(),
    },
    dispose: () => resources.dispose(),
  };
}

function prometheusOf(parts: ObservedParts, otel: OtelMetrics): PrometheusMetrics {
  const { config, pipeline, limits, startedAt } = parts;
  return new PrometheusMetrics({
    startedAt,
    isOn: () => config.catalog.settings.callbacks.includes("prometheus"),
    labels: {
      catalog: () => config.catalog,
      ownerOf: (digest) => {
        const key = limits.keys.findByDigest(digest);
        if (key === null) return null;
        const { user_id: user, team_id: team } = key.row.settings;
        return { hash: key.token, user: user ?? "", team: team ?? "" };
      },
    },
    deployments: {
      deployments: () => config.catalog.deployments,
      standingOf: (id) => {
        const { rest, last, inFlight } = pipeline.router.standingOf(id);
        return { isResting: rest !== null, isWell: last?.isWell ?? null, inFlight };
      },
    },
    limits: limitReadings({ ...limits, clock: pipeline.clock, deployments: () => config.catalog.deployments }),
    health: healthSources(parts, otel),
  });
}

function healthSources(
  { options, config, pipeline, limits, store, ledger, replies }: ObservedParts,
  otel: OtelMetrics,
): Omit<HealthSources, "overflowed"> {
  return {
    version: options.version,
    inFlight: () => pipeline.traffic.inFlight,
    openReplies: () => replies.count,
    panelReaders: () => pipeline.feed.readerCount,
    log: () => {
      const { waiting, dropped, problem } = store.condition();
      return { waiting, dropped, isWell: problem === null };
    },
    isLedgerWritable: () => ledger.isWritable,
    config: () => ({ isSound: config.state.state === "ok", loadedAtMs: config.state.loadedAt }),
    keys: () => limits.keys.size,
    exporters: () => ({
      metrics: { exported: otel.counts.exported, dropped: otel.counts.dropped, queueLength: 0 },
    }),
  };
}
