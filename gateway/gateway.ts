/**
 * The composition root: every part is built here by constructor, in the order it is needed, and closed in reverse.
 */
import { join } from "node:path";
import { systemClock } from "./base/clock.ts";
import { DisposableStore } from "./base/disposable.ts";
import { createRedactor } from "./base/redact.ts";
import { LiveConfig } from "./config/live-config.ts";
import { LiveFiles } from "./config/live-files.ts";
import type { Catalog } from "./contract/deployment.ts";
import { OpenReplies } from "./pipeline/open-replies.ts";
import { operationsOf } from "./pipeline/operations-of.ts";
import type { PipelineParts } from "./pipeline/handle-chat.ts";
import { signGoogle } from "./pipeline/sign-google.ts";
import { Authenticator } from "./policy/authenticate.ts";
import { CertificateKeys } from "./policy/certificate-keys.ts";
import { createLimits, type Limits } from "./policy/limits.ts";
import { usdNanos, usdOfNanos } from "./contract/units.ts";
import { FailedLogins } from "./policy/failed-logins.ts";
import { type HttpServer } from "./server/http.ts";
import { PanelSessions } from "./server/panel-session.ts";
import { StatusView } from "./server/status-view.ts";
import { IntentJournal } from "./store/intent-journal.ts";
import { openPanelStore } from "./store/panel-store.ts";
import { openLedger, type Ledger } from "./store/ledger-store.ts";
import { openRequestStore, type RequestStore } from "./store/request-store.ts";
import { LiveFeed } from "./telemetry/live-feed.ts";
import { openSecure } from "./secure-parts.ts";
import { Traffic } from "./telemetry/traffic.ts";
import { signAws } from "./pipeline/sign-aws.ts";
import { PriceBook } from "./pricing/price-book.ts";
import { PriceMap } from "./pricing/price-map.ts";
import { UpstreamClient } from "./upstream/client.ts";
import { GoogleTokens } from "./upstream/google-token.ts";
import { createApp, describe } from "./app.ts";
import type { Gateway, GatewayOptions } from "./gateway-options.ts";
import { priceMapFile, routingParts } from "./routing-parts.ts";
import { heardBy, openTracing } from "./telemetry-parts.ts";
import { usageParts } from "./usage-parts.ts";

/** Charges are kept longer than the log keeps requests; their sums for good. */
const keepChargeDays = 400;

/** @throws Error when the port is taken */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const resources = new DisposableStore();
  const clock = systemClock;
  const config = new LiveConfig(options.loaded.catalog, clock);
  let redactor = createRedactor(config.catalog.secrets);
  const redact = (text: string): string => redactor(text);
  const secure = openSecure(options, config, resources);
  const { ledger, store } = await openStores(options, config.catalog, resources);
  const documents = resources.add(openPanelStore(join(options.dataDirectory, "panel.db")));
  const feed = new LiveFeed();
  const limits = limitsOver(ledger, { options, feed, config, isMasterKey: (key) => authenticator.isMasterKey(key) });
  const traffic = new Traffic(clock);
  const upstream = resources.add(new UpstreamClient(config.catalog.settings.portico));
  const tokens = new GoogleTokens({ client: upstream, clock, redact });
  const prices = new PriceBook(resources.add(new PriceMap(priceMapFile())));
  const replies = new OpenReplies();
  const around = { clock, feed, traffic, prices, upstream, redact };
  const usage = usageParts({ ...around, ledger, keys: limits.keys, catalog: () => config.catalog });
  const tracing = await openTracing({ ...around, ...options, config, keys: limits.keys }, resources);
  const pipeline: PipelineParts = {
    ...around,
    admission: limits.admission,
    log: store,
    ...heardBy(tracing, usage.observers),
    ...routingParts(prices, options.routing),
    sign: async (request) => signGoogle(await signAws(request, clock), tokens),
    reportBug: (failure) => options.logger.error({ failure: describe(failure, redact) }, "a request met a bug"),
  };
  let authenticator = authenticatorOf(config.catalog, limits.keys);
  const sessions = sessionsOf(options, config, secure !== null);
  const { version } = options;
  const keys = { count: () => limits.keys.size, overSoftBudget: () => limits.pages.overSoftBudget() };
  const startedAt = clock.wallMs();
  const status = new StatusView({ config, traffic, store, ledger, keys, operationsOf, redact, version, startedAt });
  const { desk } = resources.add(new LiveFiles({ ...options, config, clock }));
  const auth = { clock, authenticator: () => authenticator, failedLogins: new FailedLogins(clock), sessions };
  const reads = { usage: usage.routes, tracing };
  const parts = { secure, desk, pipeline, replies, status, store, limits, ledger, documents, auth, ...reads };
  const app = createApp(options, config, parts);
  config.onChange(({ state }, current) => {
    redactor = createRedactor(current.secrets);
    authenticator = authenticatorOf(current, limits.keys);
    store.setSecrets(current.secrets);
    feed.publish({ type: "config", state });
  });
  const port = await listen(app, options);
  status.listensOn(options.host, port, secure === null ? "http" : "https");
  const panelUrl = `${originOf(options.host, port, secure !== null)}/ui/?token=${sessions.newLinkToken()}`;
  const ended = (drainMs: number): Promise<void> => stop(drainMs, { replies, app, resources });
  return { host: options.host, port, certificate: secure, panelUrl, stop: ended };
}

function sessionsOf({ desktopToken }: GatewayOptions, config: LiveConfig, isSecure: boolean): PanelSessions {
  return new PanelSessions(systemClock, desktopToken, () => config.catalog.settings.masterKey, isSecure);
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

interface Stores {
  readonly ledger: Ledger;
  readonly store: RequestStore;
}

/** Log and ledger say what began in one journal: one write serves both. Without a log the ledger has its own. */
async function openStores(
  { dataDirectory }: GatewayOptions,
  { settings, secrets }: Catalog,
  resources: DisposableStore,
): Promise<Stores> {
  const { portico } = settings;
  const logFile = settings.disableSpendLogs ? null : join(dataDirectory, "requests.db");
  const journal = logFile === null ? null : resources.add(new IntentJournal(logFile));
  const ledgerFile = join(dataDirectory, "ledger.db");
  const ledger = resources.add(await openLedger({ file: ledgerFile, keepDays: keepChargeDays, journal }));
  const opened = await openRequestStore({
    file: logFile,
    journal,
    isJournalRead: ledger.isWritable,
    bodies: { enabled: portico.logBodies, maxBytes: portico.logBodyBytes },
    retention: { days: portico.logRetentionDays, maxBytes: portico.logMaxBytes },
    secrets,
  });
  return { ledger, store: resources.add(opened) };
}

function authenticatorOf({ settings }: Catalog, keys: Limits["keys"]): Authenticator {
  const certificates = new CertificateKeys(settings.connections.clientCertificates, keys);
  return new Authenticator(settings.masterKey, settings.keyHeaderName, keys, certificates);
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

/** Both loopback families when the default is asked for; a taken port is said, never moved. */
async function listen(app: HttpServer, { host, port }: GatewayOptions): Promise<number> {
  await app.listen({ host, port });
  const address = app.server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

function originOf(host: string, port: number, isSecure: boolean): string {
  const name = host === "0.0.0.0" || host === "::" || host === "localhost" ? "127.0.0.1" : host;
  return `http${isSecure ? "s" : ""}://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
