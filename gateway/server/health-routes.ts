/**
 * Health: alive (no key, no data), ready (no key, what runs and whether the file is sound), and each deployment's state.
 *
 * Bodies are LiteLLM's; ours add the alias, the time and the latency that its own leave out.
 */
import type { FastifyInstance, FastifyReply, RouteOptions } from "fastify";
import type { GatewayStatus } from "../contract/catalog.ts";
import type { Catalog } from "../contract/deployment.ts";
import { seenCatalog } from "../policy/seen-catalog.ts";
import { selectDeployments, type HealthCheck, type HealthEntry } from "../pipeline/health-check.ts";

export interface HealthRouteParts {
  readonly catalog: () => Catalog;
  readonly health: HealthCheck;
  readonly status: () => Promise<GatewayStatus>;
}

/** Load balancers probe with any of these, and never with a key. */
const probe = { method: ["GET", "HEAD", "OPTIONS"], config: { access: "public" } } satisfies Partial<RouteOptions>;

export function registerHealthRoutes(app: FastifyInstance, parts: HealthRouteParts): void {
  for (const path of ["/health/liveliness", "/health/liveness"]) {
    app.route({
      ...probe,
      url: path,
      handler: (_request, reply) => reply.type("application/json").send(JSON.stringify("I'm alive!")),
    });
  }
  app.route({
    ...probe,
    url: "/health/readiness",
    handler: async () => readiness(await parts.status(), parts.catalog()),
  });
  app.get("/test", { config: { access: "public" } }, () => ({ route: "/test" }));
  app.get<{ Querystring: Record<string, string | undefined> }>("/health", async (request, reply) => {
    const seen = seenCatalog(parts.catalog(), request.principal?.key ?? null);
    const chosen = selectDeployments(seen, request.query["model"], request.query["model_id"]);
    if (chosen === null) return unknownModel(reply);
    return summary(await parts.health.check(chosen));
  });
}

function unknownModel(reply: FastifyReply): Record<string, unknown> {
  reply.code(503);
  return {
    ...summary([]),
    reason: "No deployment of this config has that name or id; `/v1/models` lists the aliases.",
  };
}

function summary(entries: readonly HealthEntry[]): Record<string, unknown> {
  const healthy = entries.filter((entry) => entry.isHealthy).map(endpoint);
  const unhealthy = entries.filter((entry) => !entry.isHealthy).map(endpoint);
  return {
    healthy_endpoints: healthy,
    unhealthy_endpoints: unhealthy,
    healthy_count: healthy.length,
    unhealthy_count: unhealthy.length,
  };
}

function endpoint({ deployment, latencyMs, checkedAt, error, limits }: HealthEntry): Record<string, unknown> {
  return {
    model_name: deployment.alias,
    model_id: deployment.id,
    ...deployment.shownParams,
    model: deployment.litellmModel,
    latency_ms: latencyMs,
    checked_at: new Date(checkedAt).toISOString(),
    ...limits,
    ...(error === null ? {} : { error }),
  };
}

/** Anybody may ask, so the file's place stays out of it: the panel has the whole sentence. */
function ledgerState({ isWritable, problem }: GatewayStatus["ledger"]): Record<string, unknown> {
  if (!isWritable)
    return { state: "unavailable", detail: "Keys cannot be changed and requests with a budget are refused." };
  return problem === null ? { state: "ok" } : { state: "repaired", detail: "The gateway's log says what happened." };
}

function readiness(status: GatewayStatus, catalog: Catalog): Record<string, unknown> {
  const broken =
    status.configState === "broken" ? status.findings.find((finding) => finding.severity === "error") : undefined;
  return {
    status: "healthy",
    db: status.log.enabled && status.log.problem === null ? "connected" : "Not connected",
    ledger: ledgerState(status.ledger),
    cache: null,
    success_callbacks: catalog.settings.callbacks,
    portico_version: status.version,
    config: {
      state: status.configState,
      version: status.configVersion,
      loaded_at: new Date(status.configLoadedAt).toISOString(),
      ...(broken === undefined
        ? {}
        : { line: broken.line, column: broken.column, code: broken.code, message: broken.message }),
    },
  };
}
