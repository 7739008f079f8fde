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
import { gatherVariables } from "./config/environment.ts";
import type { ConfigDesk } from "./config/desk/config-desk.ts";
import { LiveConfig } from "./config/live-config.ts";
import { LiveFiles } from "./config/live-files.ts";
import type { LoadOptions, LoadResult } from "./config/load.ts";
import { modelEditsAt } from "./config/models/edits-at-the-desk.ts";
import type { Catalog } from "./contract/deployment.ts";
import type { DocumentStore } from "./contract/panel-documents.ts";
import type { ExplainAnswer, ExplainRequest } from "./contract/explain.ts";
import type { ClientReply } from "./pipeline/exchange.ts";
import { configPages } from "./pipeline/config-pages.ts";
import { createPanelCatalog, type PanelCatalog } from "./pipeline/catalog/panel-catalog.ts";
import { ollamaPages } from "./pipeline/ollama-pages.ts";
import { listedFacts, modelFacts } from "./pipeline/model-facts.ts";
import { modelGroups } from "./pipeline/model-groups.ts";
import { OpenReplies } from "./pipeline/open-replies.ts";
import { ChatOnlyDeployments } from "./pipeline/chat-only-deployments.ts";
import { operationsOf } from "./pipeline/operations-of.ts";
import type { PipelineParts } from "./pipeline/handle-chat.ts";
import { calculateSpend, countTokens, paramsOf } from "./pipeline/price-questions.ts";
import { explain } from "./pipeline/explain.ts";
import { nameChanges, type NameChange } from "./pipeline/preview/name-changes.ts";
import { HealthCheck } from "./pipeline/health-check.ts";
import { signGoogle } from "./pipeline/sign-google.ts";
import { Authenticator } from "./policy/authenticate.ts";
import { seenCatalog } from "./policy/seen-catalog.ts";
import { createLimits, type Limits } from "./policy/limits.ts";
import { usdNanos, usdOfNanos } from "./contract/units.ts";
import { FailedLogins } from "./policy/failed-logins.ts";
import { Router } from "./routing/router.ts";
import { maxInputTokens, tokenPrice } from "./pipeline/routing-facts.ts";
import type { AuthParts } from "./server/auth-hook.ts";
import type { DoorPolicy } from "./server/guard-hook.ts";
import { registerAnthropicRoutes } from "./server/anthropic-routes.ts";
import { registerCatalogRoutes } from "./server/catalog-routes.ts";
import { registerConfigRoutes } from "./server/config-routes.ts";
import { registerHealthRoutes } from "./server/health-routes.ts";
import { createHttpServer, type HttpServer } from "./server/http.ts";
import { registerKeyRoutes } from "./server/key-routes.ts";
import { registerLiveRoute } from "./server/live-route.ts";
import { registerModelEditRoutes } from "./server/model-edit-routes.ts";
import { registerModelRoutes } from "./server/model-routes.ts";
import { registerOllamaRoutes } from "./server/ollama-routes.ts";
import { registerOpenaiRoutes } from "./server/openai-routes.ts";
import { registerPanelKeyRoutes } from "./server/panel-key-routes.ts";
import { registerPanelRoutes, type PanelReads } from "./server/panel-routes.ts";
import { PanelSessions } from "./server/panel-session.ts";
import { registerPassThroughRoutes } from "./server/pass-through-routes.ts";
import { registerPlaygroundRoutes } from "./server/playground-routes.ts";
import { registerPriceRoutes, type PricePages } from "./server/price-routes.ts";
import { registerRouteList } from "./server/route-list.ts";
import { registerOwnerRoutes } from "./server/owner-routes.ts";
import { registerSpendRoutes } from "./server/spend-routes.ts";
import { StatusView } from "./server/status-view.ts";
import { openPanelStore } from "./store/panel-store.ts";
import { openLedger, type Ledger } from "./store/ledger-store.ts";
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

/** Charges are kept longer than the log keeps requests; their sums for good. */
const keepChargeDays = 400;
const loopbackAddresses = new Set(["127.0.0.1", "::1", "localhost"]);

/** @throws Error when the port is taken */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const resources = new DisposableStore();
  const clock = systemClock;
  const config = new LiveConfig(options.loaded.catalog, clock);
  let redactor = createRedactor(config.catalog.secrets);
  const redact = (text: string): string => redactor(text);
  const store = resources.add(await openStore(options, config.catalog));
  const documents = resources.add(openPanelStore(join(options.dataDirectory, "panel.db")));
  const ledgerFile = join(options.dataDirectory, "ledger.db");
  const ledger = resources.add(await openLedger({ file: ledgerFile, keepDays: keepChargeDays }));
  const feed = new LiveFeed();
  const limits = limitsOver(ledger, { options, feed, config, isMasterKey: (key) => authenticator.isMasterKey(key) });
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
    admission: limits.admission,
    upstream,
    redact,
    log: store,
    ...routingParts(prices, options.routing),
    sign: async (request) => signGoogle(await signAws(request, clock), tokens),
    reportBug: (failure) => options.logger.error({ failure: describe(failure, redact) }, "a request met a bug"),
  };
  let authenticator = authenticatorOf(config.catalog, limits.keys);
  const sessions = new PanelSessions(clock, options.desktopToken, () => config.catalog.settings.masterKey);
  const { version } = options;
  const keys = { count: () => limits.keys.size, overSoftBudget: () => limits.pages.overSoftBudget() };
  const startedAt = clock.wallMs();
  const status = new StatusView({ config, traffic, store, ledger, keys, operationsOf, redact, version, startedAt });
  const { desk } = resources.add(new LiveFiles({ ...options, config, clock }));
  const app = createApp(options, config, {
    desk,
    pipeline,
    replies,
    status,
    store,
    limits,
    ledger,
    documents,
    auth: { clock, authenticator: () => authenticator, failedLogins: new FailedLogins(clock), sessions },
  });
  config.onChange(({ state }, current) => {
    redactor = createRedactor(current.secrets);
    authenticator = authenticatorOf(current, limits.keys);
    store.setSecrets(current.secrets);
    feed.publish({ type: "config", state });
  });
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
  const parts = { ...routingParts(new PriceBook(map)), limits: null, redact: createRedactor(catalog.secrets) };
  return explain(question, catalog, parts).finally(() => map.dispose());
}

/** What becomes of the names of one file when another takes its place; nobody's use of them is known. */
export async function compareOffline(before: Catalog, after: Catalog): Promise<readonly OfflineChange[]> {
  const changes = await nameChanges(before, after, [], systemClock);
  return changes.map((one) => ({
    alias: one.alias,
    change: one.change,
    to: one.to,
    before: one.before,
    after: one.after,
  }));
}

export type OfflineChange = Omit<NameChange, "usedAs">;

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
  readonly limits: Limits;
  readonly ledger: Ledger;
  readonly documents: DocumentStore;
  readonly desk: ConfigDesk;
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
  const nowMs = (): number => clock.wallMs();
  const explainer: PanelReads["explain"] = (question) =>
    explain(question, config.catalog, { ...pipeline, limits: { ...parts.limits, nowMs } });
  const reads = panelReadsFrom(status, store, explainer);
  registerPanelRoutes(app, { ...auth, panelDirectory: options.panelDirectory, reads });
  registerPanelKeyRoutes(app, { ...parts.limits, reads: parts.ledger, catalog, explain: explainer, nowMs });
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

function panelReadsFrom(status: StatusView, store: RequestStore, explainer: PanelReads["explain"]): PanelReads {
  return {
    status: () => status.read(),
    aliases: () => status.aliases(),
    page: (query) => store.page(query),
    detail: (id) => store.detail(id),
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

function authenticatorOf({ settings }: Catalog, keys: Limits["keys"]): Authenticator {
  return new Authenticator(settings.masterKey, settings.keyHeaderName, keys);
}

interface LimitsAround {
  readonly options: GatewayOptions;
  readonly feed: LiveFeed;
  readonly config: LiveConfig;
  readonly isMasterKey: (key: string) => boolean;
}

function limitsOver(ledger: Ledger, { options: { logger }, feed, config, isMasterKey }: LimitsAround): Limits {
  if (ledger.problem !== null) logger.warn({ problem: ledger.problem }, "the ledger");
  const limits = createLimits({
    clock: systemClock,
    ledger,
    isMasterKey,
    limits: () => config.catalog.settings.limits,
    warn: ({ ref: { scope, name }, limit }, spent) => {
      const label = limits.keys.find(name)?.label ?? "";
      const softUsd = usdOfNanos(limit.soft ?? usdNanos(0n));
      logger.warn({ scope, name, label, spentUsd: usdOfNanos(spent), softUsd }, "a soft budget is spent");
      if (feed.hasReaders) feed.publish({ type: "soft_budget", token: name, label });
    },
  });
  return limits;
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
