/**
 * TLS of the running gateway: read at the start, and anew when its files or its settings change.
 *
 * Law: what cannot be served with never replaces what is served with; the log says why. A certificate's end is told a month
 * before, at the start, at each reload and every day.
 */
import { dirname } from "node:path";
import { systemClock } from "./base/clock.ts";
import type { Disposable, DisposableStore } from "./base/disposable.ts";
import { fingerprintNow } from "./config/fingerprint.ts";
import type { LiveConfig } from "./config/live-config.ts";
import { readTls, TlsProblem, tlsFilesOf } from "./config/tls-files.ts";
import { tlsSettingsOf } from "./config/tls-settings.ts";
import { watchConfig, type ConfigWatcher } from "./config/watch.ts";
import type { TlsFlags, TlsSettings } from "./contract/connections.ts";
import type { Catalog } from "./contract/deployment.ts";
import type { GatewayCertificate, GatewayOptions } from "./gateway-options.ts";
import { SecureListener, type RefusalReporter } from "./server/secure-listener.ts";

const dayMs = 86_400_000;
/** Refused handshakes are told once in this time, with their number: a port scan must not fill the log. */
const tellRefusalsMs = 10_000;

type Logger = GatewayOptions["logger"];

/**
 * @returns null when the gateway speaks plain HTTP
 * @throws TlsProblem
 */
export function openSecure(
  { tls: flags = {}, logger, loaded }: GatewayOptions,
  config: LiveConfig,
  resources: DisposableStore,
): SecureParts | null {
  const settings = tlsSettingsOf(flags, loaded.catalog.settings.connections.tls);
  return settings === null ? null : resources.add(new SecureParts(settings, { flags, logger, config }));
}

interface Around {
  readonly flags: TlsFlags;
  readonly logger: Logger;
  readonly config: LiveConfig;
}

export class SecureParts implements Disposable, GatewayCertificate {
  readonly listener: SecureListener;
  readonly #around: Around;
  readonly #watcher: ConfigWatcher;
  readonly #daily: NodeJS.Timeout;
  readonly #listeners: ((pem: string) => void)[] = [];
  #settings: TlsSettings;

  constructor(settings: TlsSettings, around: Around) {
    this.#settings = settings;
    this.#around = around;
    const files = tlsFilesOf(settings, this.#folder());
    const loaded = fingerprintNow(files);
    const { material, warnings } = readTls(settings, this.#folder(), systemClock.wallMs());
    this.#warn(warnings);
    this.listener = new SecureListener(material, refusalsTo(around.logger));
    this.#watcher = watchConfig({ files, loaded, reload: async () => this.#reload() });
    this.#daily = setInterval(() => this.#reload(), dayMs);
    this.#daily.unref();
    around.config.onChange((_state, catalog) => this.#follow(catalog));
  }

  get pem(): string {
    return this.listener.material.cert;
  }

  onChange(listener: (pem: string) => void): void {
    this.#listeners.push(listener);
  }

  async dispose(): Promise<void> {
    clearInterval(this.#daily);
    await this.#watcher.dispose();
  }

  #folder(): string {
    return dirname(this.#around.config.catalog.file);
  }

  /** The config was loaded anew. */
  #follow(catalog: Catalog): void {
    const { flags, logger } = this.#around;
    const settings = attempt(logger, () => tlsSettingsOf(flags, catalog.settings.connections.tls));
    if (settings === undefined || JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    const before = this.#settings;
    const asksClients = (one: TlsSettings): string => (one.clientCaFile === null ? "no" : one.clientCertificate);
    if (settings === null || asksClients(settings) !== asksClients(before)) {
      logger.warn(
        {},
        "portico.tls: whether HTTPS is spoken and clients are asked for a certificate changes at the next start",
      );
      return;
    }
    this.#settings = settings;
    this.#watcher.setFiles(tlsFilesOf(settings, this.#folder()));
    this.#reload();
  }

  /** @returns the fingerprint of what it looked at, good or bad: a bad file is tried again when it changes */
  #reload(): string {
    const { logger } = this.#around;
    const seen = fingerprintNow(tlsFilesOf(this.#settings, this.#folder()));
    const read = attempt(logger, () => readTls(this.#settings, this.#folder(), systemClock.wallMs()));
    if (read === undefined) return seen;
    this.#warn(read.warnings);
    if (JSON.stringify(read.material) === JSON.stringify(this.listener.material)) return seen;
    const isTaken = attempt(logger, () => {
      this.listener.replace(read.material);
      return true;
    });
    if (isTaken === undefined) return seen;
    logger.info({}, "the TLS certificates were read anew; open connections go on");
    for (const listener of this.#listeners) listener(this.pem);
    return seen;
  }

  #warn(warnings: readonly string[]): void {
    for (const warning of warnings) this.#around.logger.warn({}, warning);
  }
}

/** @returns undefined when the files cannot be served with; what is served with stays */
function attempt<Result>(logger: Logger, act: () => Result): Result | undefined {
  try {
    return act();
  } catch (failure) {
    if (!(failure instanceof TlsProblem)) throw failure;
    logger.error({}, `the changed TLS files were not taken over: ${failure.message.trim()}`);
    return undefined;
  }
}

function refusalsTo(logger: Logger): RefusalReporter {
  let [toldAt, untold] = [-Infinity, 0];
  return (reason, address) => {
    const now = systemClock.monotonicMs();
    if (now - toldAt < tellRefusalsMs) {
      untold++;
      return;
    }
    logger.warn({ address, untold }, `a client's TLS handshake was refused: ${reason}`);
    [toldAt, untold] = [now, 0];
  };
}
