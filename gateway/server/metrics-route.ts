/**
 * `GET /metrics`: what Prometheus scrapes. It says what every key did, so it needs the master key, or a key that was made
 * for it (`allowed_routes: ["/metrics"]`).
 *
 * `require_auth_for_metrics_endpoint: false` opens it, as in LiteLLM, but only while nobody else's machine can reach us: on
 * loopback, and not through a proxy that stands there.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
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
  const config = {
    access: "named",
    isOpened: (request: FastifyRequest) => isOpened() && !isForwarded(request),
  } as const;
  app.get("/metrics", { config }, async (_request, reply) => {
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

/** A proxy names whom it speaks for; one that does not is its owner's to close. */
function isForwarded({ headers }: FastifyRequest): boolean {
  return ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some((name) => headers[name] !== undefined);
}
