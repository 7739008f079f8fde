/** The server with every route, each given the parts it answers from. */
import { gatherVariables } from "./config/environment.ts";
import type { ConfigDesk } from "./config/desk/config-desk.ts";
import { LiveConfig } from "./config/live-config.ts";
import { modelEditsAt } from "./config/models/edits-at-the-desk.ts";
import type { Catalog } from "./contract/deployment.ts";
import type { DocumentStore } from "./contract/panel-documents.ts";
import type { ClientReply } from "./pipeline/exchange.ts";
import { configPages } from "./pipeline/config-pages.ts";
import { createPanelCatalog, type PanelCatalog } from "./pipeline/catalog/panel-catalog.ts";
import { ollamaPages } from "./pipeline/ollama-pages.ts";
import { listedFacts, modelFacts } from "./pipeline/model-facts.ts";
import { modelGroups } from "./pipeline/model-groups.ts";
import { OpenReplies } from "./pipeline/open-replies.ts";
import type { PipelineParts } from "./pipeline/handle-chat.ts";
import { calculateSpend, countTokens, paramsOf } from "./pipeline/price-questions.ts";
import { explain } from "./pipeline/explain.ts";
import { HealthCheck } from "./pipeline/health-check.ts";
import { seenCatalog } from "./policy/seen-catalog.ts";
import { type Limits } from "./policy/limits.ts";
import type { AuthParts } from "./server/auth-hook.ts";
import { ClientDoor } from "./server/client-door.ts";
import type { DoorPolicy } from "./server/guard-hook.ts";
import { registerAnthropicRoutes } from "./server/anthropic-routes.ts";
import { registerCatalogRoutes } from "./server/catalog-routes.ts";
import { registerConfigRoutes } from "./server/config-routes.ts";
import { registerHealthRoutes } from "./server/health-routes.ts";
import { createHttpServer, type HttpServer } from "./server/http.ts";
import { registerKeyRoutes } from "./server/key-routes.ts";
import { registerLiveRoute } from "./server/live-route.ts";
import { registerLogRoutes } from "./server/log-routes.ts";
import { registerModelEditRoutes } from "./server/model-edit-routes.ts";
import { registerModelRoutes } from "./server/model-routes.ts";
import { registerOllamaRoutes } from "./server/ollama-routes.ts";
import { registerOpenaiRoutes } from "./server/openai-routes.ts";
import { registerPanelKeyRoutes } from "./server/panel-key-routes.ts";
import { registerPanelRoutes, type PanelReads } from "./server/panel-routes.ts";
import { registerPassThroughRoutes } from "./server/pass-through-routes.ts";
import { registerPlaygroundRoutes } from "./server/playground-routes.ts";
import { registerPriceRoutes, type PricePages } from "./server/price-routes.ts";
import { registerRouteList } from "./server/route-list.ts";
import { registerOwnerRoutes } from "./server/owner-routes.ts";
import { registerSpendRoutes } from "./server/spend-routes.ts";
import { registerTelemetryRoutes, type TelemetryReads } from "./server/telemetry-routes.ts";
import { registerUsageRoutes, type UsageRouteParts } from "./server/usage-routes.ts";
import { StatusView } from "./server/status-view.ts";
import { type Ledger } from "./store/ledger-store.ts";
import { type RequestStore } from "./store/request-store.ts";
import type { SecureParts } from "./secure-parts.ts";
import type { GatewayOptions } from "./gateway-options.ts";

const loopbackAddresses = new Set(["127.0.0.1", "::1", "localhost"]);

export interface AppParts {
  readonly pipeline: PipelineParts;
  readonly replies: OpenReplies;
  readonly status: StatusView;
  readonly store: RequestStore;
  readonly limits: Limits;
  readonly ledger: Ledger;
  readonly documents: DocumentStore;
  readonly desk: ConfigDesk;
  readonly auth: AuthParts;
  readonly usage: UsageRouteParts;
  readonly tracing: TelemetryReads;
  /** null = plain HTTP. */
  readonly secure: SecureParts | null;
}

/** The server with every route; the list of routes comes first, so that it sees them all. */
export function createApp(options: GatewayOptions, config: LiveConfig, parts: AppParts): HttpServer {
  const { pipeline, replies, status, store, auth } = parts;
  const { redact, upstream, clock, feed } = pipeline;
  const catalog = (): Catalog => config.catalog;
  const app = createHttpServer({
    ...auth,
    secure: parts.secure?.listener ?? null,
    clients: new ClientDoor(() => config.catalog.settings.connections, clock),
    doorPolicy: () => doorPolicy(options.host, config.catalog, parts.secure !== null),
    maxRequestBytes: config.catalog.settings.maxRequestBytes,
    reportBug: (failure, path) =>
      options.logger.error({ failure: describe(failure, redact), path }, "a route met a bug"),
  });
  registerRouteList(app);
  const routed = { pipeline, catalog, track: (reply: ClientReply) => replies.add(reply) };
  registerOpenaiRoutes(app, routed);
  registerAnthropicRoutes(app, routed);
  registerOllamaRoutes(app, { ...routed, pages: ollamaPages, loadedAtMs: () => config.state.loadedAt });
  registerPassThroughRoutes(app, routed);
  registerPlaygroundRoutes(app, { ...routed, documents: parts.documents });
  registerModelRoutes(app, catalog, {
    facts: (deployment) => modelFacts(deployment, pipeline.prices),
    listed: (deployment) => listedFacts(deployment, pipeline.prices),
  });
  registerKeyRoutes(app, parts.limits);
  const { pages } = parts.limits;
  registerSpendRoutes(app, { reads: parts.ledger, pages, limits: () => catalog().settings.limits });
  registerOwnerRoutes(app, { reads: parts.ledger, pages });
  registerPriceRoutes(app, pricePages(catalog, pipeline));
  const health = new HealthCheck({
    upstream,
    clock,
    redact,
    sign: pipeline.sign,
    note: (id, isHealthy, reason) => pipeline.router.noteHealth(id, isHealthy, reason),
  });
  registerHealthRoutes(app, { catalog, health, status: () => status.read() });
  registerLiveRoute(app, feed);
  registerLogRoutes(app, store);
  const nowMs = (): number => clock.wallMs();
  const explainer: PanelReads["explain"] = (question) =>
    explain(question, config.catalog, { ...pipeline, limits: { ...parts.limits, nowMs } });
  const reads = panelReadsFrom(status, explainer);
  registerPanelRoutes(app, { ...auth, panelDirectory: options.panelDirectory, reads });
  registerPanelKeyRoutes(app, { ...parts.limits, reads: parts.ledger, catalog, explain: explainer, nowMs });
  registerUsageRoutes(app, parts.usage);
  registerTelemetryRoutes(app, parts.tracing);
  registerCatalogRoutes(app, panelCatalogOf(options, catalog, parts));
  registerConfigRoutes(app, configPages(parts.desk, { pipeline, log: store, catalog }));
  registerModelEditRoutes(app, modelEditsAt(parts.desk, clock));
  return app;
}

function panelCatalogOf(
  { load: { file, cwd, env } }: GatewayOptions,
  catalog: () => Catalog,
  { pipeline, store, replies }: AppParts,
): PanelCatalog {
  const isLogOn = !catalog().settings.disableSpendLogs; // read once, as the store is opened once
  return createPanelCatalog({
    pipeline,
    catalog,
    store,
    isLogOn: () => isLogOn,
    track: (reply) => replies.add(reply),
    variables: () => gatherVariables(file, cwd, env),
  });
}

function pricePages(catalog: () => Catalog, { prices, clock }: PipelineParts): PricePages {
  return {
    groups: (name, key) => modelGroups(seenCatalog(catalog(), key), name, prices),
    supportedParams: (model) => paramsOf(catalog(), model),
    calculate: (body) => calculateSpend(catalog(), body, prices, clock.wallMs()),
    countTokens: (body) => countTokens(catalog(), body),
    costMap: () => prices.wholeMapJson(),
  };
}

function panelReadsFrom(status: StatusView, explainer: PanelReads["explain"]): PanelReads {
  return {
    status: () => status.read(),
    aliases: () => status.aliases(),
    explain: explainer,
  };
}

function doorPolicy(host: string, { settings }: Catalog, isSecure: boolean): DoorPolicy {
  const { allowedHosts, allowedOrigins } = settings.portico;
  const scheme = isSecure ? "https" : "http";
  return { allowedHosts, allowedOrigins, scheme, isWide: !loopbackAddresses.has(host) };
}

export function describe(failure: unknown, redact: (text: string) => string): string {
  return redact(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure));
}
