/**
 * The composition root: every part is built here by constructor, in the order it is needed, and closed in reverse.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { systemClock, type Clock } from "./base/clock.ts";
import { DisposableStore } from "./base/disposable.ts";
import { startPause, type StartPause } from "./base/pause.ts";
import { createRedactor } from "./base/redact.ts";
import { installDirectory } from "./cli/install-directory.ts";
import { LiveConfig } from "./config/live-config.ts";
import { loadConfigInWorker } from "./config/load-in-worker.ts";
import type { LoadOptions, LoadResult } from "./config/load.ts";
import { watchConfig } from "./config/watch.ts";
import type { Catalog } from "./contract/deployment.ts";
import type { ExplainAnswer, ExplainRequest } from "./contract/explain.ts";
import type { ClientReply } from "./pipeline/exchange.ts";
import { ollamaPages } from "./pipeline/ollama-pages.ts";
import { listedFacts, modelFacts } from "./pipeline/model-facts.ts";
import { modelGroups } from "./pipeline/model-groups.ts";
import { OpenReplies } from "./pipeline/open-replies.ts";
import { ChatOnlyDeployments } from "./pipeline/chat-only-deployments.ts";
import { operationsOf } from "./pipeline/operations-of.ts";
import type { PipelineParts } from "./pipeline/handle-chat.ts";
import { calculateSpend, countTokens, paramsOf } from "./pipeline/price-questions.ts";
import { explain } from "./pipeline/explain.ts";
import { HealthCheck } from "./pipeline/health-check.ts";
import { signGoogle } from "./pipeline/sign-google.ts";
import { Authenticator } from "./policy/authenticate.ts";
import { FailedLogins } from "./policy/failed-logins.ts";
import { Router } from "./routing/router.ts";
import { maxInputTokens, tokenPrice } from "./pipeline/routing-facts.ts";
import type { AuthParts } from "./server/auth-hook.ts";
import type { DoorPolicy } from "./server/guard-hook.ts";
import { registerAnthropicRoutes } from "./server/anthropic-routes.ts";
import { registerHealthRoutes } from "./server/health-routes.ts";
import { createHttpServer, type HttpServer } from "./server/http.ts";
import { registerLiveRoute } from "./server/live-route.ts";
import { registerLogRoutes } from "./server/log-routes.ts";
import { registerModelRoutes } from "./server/model-routes.ts";
import { registerOllamaRoutes } from "./server/ollama-routes.ts";
import { registerOpenaiRoutes } from "./server/openai-routes.ts";
import { registerPanelRoutes, type PanelReads } from "./server/panel-routes.ts";
import { PanelSessions } from "./server/panel-session.ts";
import { registerPassThroughRoutes } from "./server/pass-through-routes.ts";
import { registerPriceRoutes, type PricePages } from "./server/price-routes.ts";
import { registerRouteList } from "./server/route-list.ts";
import { StatusView } from "./server/status-view.ts";
import { openRequestStore, type RequestStore } from "./store/request-store.ts";
import { LiveFeed } from "./telemetry/live-feed.ts";
import { Traffic } from "./telemetry/traffic.ts";
import { signAws } from "./pipeline/sign-aws.ts";
import { PriceBook } from "./pricing/price-book.ts";
import { PriceMap } from "./pricing/price-map.ts";
import { UpstreamClient } from "./upstream/client.ts";
import { GoogleTokens } from "./upstream/google-token.ts";

export interface GatewayOptions {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly panelDirectory: string;
  readonly version: string;
  readonly load: LoadOptions;
  /** The first load's result; its catalog is not null. */
  readonly loaded: LoadResult & { readonly catalog: Catalog };
  /** The desktop shell's token for the panel API. */
  readonly desktopToken: string | null;
  readonly logger: Logger;
  /** Time and chance of the router, for tests that move them. */
  readonly routing?: RoutingSeams;
}

export interface RoutingSeams {
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly startPause?: StartPause;
}

export interface Gateway {
  readonly host: string;
  readonly port: number;
  /** One-time address of the panel. */
  readonly panelUrl: string;
  /** Stops taking requests, lets running ones end within the limit, then closes everything. */
  stop(drainMs: number): Promise<void>;
}

const reloadLimitMs = 20_000;
const loopbackAddresses = new Set(["127.0.0.1", "::1", "localhost"]);

/** @throws Error when the port is taken */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const resources = new DisposableStore();
  const clock = systemClock;
  const config = new LiveConfig(options.loaded.catalog, clock);
  let redactor = createRedactor(config.catalog.secrets);
  const redact = (text: string): string => redactor(text);
  const store = resources.add(await openStore(options, config.catalog));
  const feed = new LiveFeed();
  const traffic = new Traffic(clock);
  const { connectTimeoutMs } = config.catalog.settings.portico;
  const upstream = resources.add(new UpstreamClient({ connectTimeoutMs }));
  const tokens = new GoogleTokens({ client: upstream, clock, redact });
  const prices = new PriceBook(resources.add(new PriceMap(priceMapFile())));
  const replies = new OpenReplies();
  const pipeline: PipelineParts = {
    clock,
    feed,
    traffic,
    prices,
    upstream,
    redact,
    log: store,
    ...routingParts(prices, options.routing),
    sign: async (request) => signGoogle(await signAws(request, clock), tokens),
    reportBug: (failure) => options.logger.error({ failure: describe(failure, redact) }, "a request met a bug"),
  };
  let authenticator = authenticatorOf(config.catalog);
  const sessions = new PanelSessions(clock, options.desktopToken, () => config.catalog.settings.masterKey);
  const { version } = options;
  const status = new StatusView({ config, traffic, store, operationsOf, redact, version, startedAt: clock.wallMs() });
  const app = createApp(options, config, {
    pipeline,
    replies,
    status,
    store,
    auth: { authenticator: () => authenticator, failedLogins: new FailedLogins(clock), sessions },
  });
  config.onChange(({ state }, current) => {
    redactor = createRedactor(current.secrets);
    authenticator = authenticatorOf(current);
    store.setSecrets(current.secrets);
    feed.publish({ type: "config", state });
  });
  resources.add(watchFiles(options, config));
  const port = await listen(app, options);
  status.listensOn(options.host, port);
  const panelUrl = `${originOf(options.host, port)}/ui/?token=${sessions.newLinkToken()}`;
  return { host: options.host, port, panelUrl, stop: (drainMs) => stop(drainMs, { replies, app, resources }) };
}

type RoutingParts = Pick<PipelineParts, "random" | "router" | "startPause" | "maxInputTokensOf" | "chatOnly">;

function routingParts(prices: PriceBook, seams: RoutingSeams = {}): RoutingParts {
  const { clock = systemClock, random = Math.random } = seams;
  return {
    random,
    router: new Router({ clock, random, priceOf: (deployment) => tokenPrice(deployment, prices) }),
    startPause: seams.startPause ?? startPause,
    maxInputTokensOf: (deployment) => maxInputTokens(deployment, prices),
    chatOnly: new ChatOnlyDeployments(),
  };
}

/** The way of a request by a file alone: no server, no log, nobody resting. */
export function explainOffline(question: ExplainRequest, catalog: Catalog): Promise<ExplainAnswer> {
  const map = new PriceMap(priceMapFile());
  const parts = { ...routingParts(new PriceBook(map)), redact: createRedactor(catalog.secrets) };
  return explain(question, catalog, parts).finally(() => map.dispose());
}

function priceMapFile(): string {
  return join(installDirectory(fileURLToPath(import.meta.url)), "resources", "price-map.json");
}

interface StopParts {
  readonly replies: OpenReplies;
  readonly app: HttpServer;
  readonly resources: DisposableStore;
}

async function stop(drainMs: number, { replies, app, resources }: StopParts): Promise<void> {
  await replies.drain(app, drainMs);
  await resources.dispose();
}

interface AppParts {
  readonly pipeline: PipelineParts;
  readonly replies: OpenReplies;
  readonly status: StatusView;
  readonly store: RequestStore;
  readonly auth: AuthParts;
}

/** The server with every route; the list of routes comes first, so that it sees them all. */
function createApp(options: GatewayOptions, config: LiveConfig, parts: AppParts): HttpServer {
  const { pipeline, replies, status, store, auth } = parts;
  const { redact, upstream, clock, feed } = pipeline;
  const catalog = (): Catalog => config.catalog;
  const app = createHttpServer({
    ...auth,
    doorPolicy: () => doorPolicy(options.host, config.catalog),
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
  registerModelRoutes(app, catalog, {
    facts: (deployment) => modelFacts(deployment, pipeline.prices),
    listed: (deployment) => listedFacts(deployment, pipeline.prices),
  });
  registerPriceRoutes(app, pricePages(catalog, pipeline));
  const health = new HealthCheck({
    upstream,
    clock,
    redact,
    sign: pipeline.sign,
    note: (id, isHealthy) => pipeline.router.noteHealth(id, isHealthy),
  });
  registerHealthRoutes(app, { catalog, health, status: () => status.read() });
  registerLiveRoute(app, feed);
  registerLogRoutes(app, store);
  registerPanelRoutes(app, {
    ...auth,
    panelDirectory: options.panelDirectory,
    reads: panelReadsFrom(status, (question) => explain(question, config.catalog, pipeline)),
  });
  return app;
}

function pricePages(catalog: () => Catalog, { prices, clock }: PipelineParts): PricePages {
  return {
    groups: (name) => modelGroups(catalog(), name, prices),
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

function openStore(options: GatewayOptions, { settings, secrets }: Catalog): Promise<RequestStore> {
  const { portico } = settings;
  return openRequestStore({
    file: settings.disableSpendLogs ? null : join(options.dataDirectory, "requests.db"),
    bodies: { enabled: portico.logBodies, maxBytes: portico.logBodyBytes },
    retention: { days: portico.logRetentionDays, maxBytes: portico.logMaxBytes },
    secrets,
  });
}

function watchFiles(options: GatewayOptions, config: LiveConfig): ReturnType<typeof watchConfig> {
  const watcher = watchConfig({
    files: options.loaded.watchedFiles,
    loaded: options.loaded.fingerprint,
    reload: async () => {
      const result = await loadConfigInWorker(options.load, reloadLimitMs);
      config.apply(result);
      watcher.setFiles(result.watchedFiles);
      logReload(options.logger, result);
      return result.fingerprint;
    },
  });
  return watcher;
}

function logReload(logger: Logger, result: LoadResult): void {
  if (result.catalog !== null) {
    logger.info({ version: result.catalog.version, aliases: result.catalog.groups.size }, "config reloaded");
    return;
  }
  for (const { file, line, column, code, message } of result.findings.filter(({ severity }) => severity === "error")) {
    logger.error({ file, line, column, code }, `the changed config was not taken over: ${message}`);
  }
}

function authenticatorOf({ settings }: Catalog): Authenticator {
  return new Authenticator(settings.masterKey, settings.keyHeaderName);
}

function doorPolicy(host: string, { settings }: Catalog): DoorPolicy {
  const { allowedHosts, allowedOrigins } = settings.portico;
  return { allowedHosts, allowedOrigins, isWide: !loopbackAddresses.has(host) };
}

/** Both loopback families when the default is asked for; a taken port is said, never moved. */
async function listen(app: HttpServer, { host, port }: GatewayOptions): Promise<number> {
  await app.listen({ host, port });
  const address = app.server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

function originOf(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" || host === "localhost" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

function describe(failure: unknown, redact: (text: string) => string): string {
  return redact(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure));
}
