/**
 * `GET /metrics`: what Prometheus scrapes. It says what every key did, so it needs the master key, or a key that was made
 * for it (`allowed_routes: ["/metrics"]`).
 *
 * `require_auth_for_metrics_endpoint: false` opens it, as in LiteLLM, but only while nobody else's machine can reach us.
 */
import type { FastifyInstance } from "fastify";
import { GatewayError } from "../contract/errors.ts";

export interface MetricsRouteParts {
  /** The file asks for `prometheus`. */
  readonly isOn: () => boolean;
  readonly isOpened: () => boolean;
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

export function registerMetricsRoute(
  app: FastifyInstance,
  { isOn, isOpened, contentType, text }: MetricsRouteParts,
): void {
  app.get("/metrics", { config: { access: "named", isOpened } }, async (_request, reply) => {
    if (!isOn()) {
      throw new GatewayError("route_not_found", {
        message: "Metrics are off.",
        hint: 'Add "prometheus" to `litellm_settings.callbacks` in config.yaml.',
      });
    }
    return reply
      .type(contentType)
      .header("cache-control", "no-store")
      .send(await text());
  });
}
