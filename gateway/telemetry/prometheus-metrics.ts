/**
 * Everything that `/metrics` shows, put together over one book: requests as LiteLLM counts them, deployments, budgets, the
 * gateway's own health and the process.
 *
 * On while the file names `prometheus`; a reload turns it on and off. Counts live until the gateway stops, as Prometheus
 * expects of them.
 */
import type { Disposable } from "../base/disposable.ts";
import type { LimitReadings } from "../contract/limit-readings.ts";
import type { RequestObserver } from "../contract/telemetry.ts";
import { addDeploymentGauges, type DeploymentSources } from "./deployment-gauges.ts";
import { addGatewayGauges, type HealthSources } from "./gateway-gauges.ts";
import { addLimitGauges } from "./limit-gauges.ts";
import { LitellmMetrics } from "./litellm-metrics.ts";
import { MetricBook, type Registered } from "./metric-book.ts";
import { addProcessGauges } from "./process-gauges.ts";
import { RequestLabelBook, type LabelSources } from "./request-labels.ts";

export interface PrometheusSources {
  readonly isOn: () => boolean;
  readonly labels: LabelSources;
  readonly deployments: DeploymentSources;
  readonly limits: LimitReadings;
  readonly health: Omit<HealthSources, "overflowed">;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

export class PrometheusMetrics implements Disposable {
  readonly #book = new MetricBook();
  readonly #process: Disposable;
  readonly observer: RequestObserver;
  readonly isOn: () => boolean;
  readonly contentType: string = this.#book.contentType;

  constructor(sources: PrometheusSources) {
    const labels = new RequestLabelBook(sources.labels);
    this.isOn = sources.isOn;
    this.observer = new LitellmMetrics(this.#book, labels, sources.isOn);
    addDeploymentGauges(this.#book, sources.deployments);
    addLimitGauges(this.#book, sources.limits);
    addGatewayGauges(this.#book, { ...sources.health, overflowed: () => labels.overflowed });
    this.#process = addProcessGauges(this.#book, sources.startedAt);
  }

  get registered(): readonly Registered[] {
    return this.#book.registered;
  }

  text(): Promise<string> {
    return this.#book.text();
  }

  dispose(): void | Promise<void> {
    return this.#process.dispose();
  }
}
