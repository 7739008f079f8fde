/**
 * From a command to a running gateway: finds the config (or makes the first one), loads it, refuses what is unsafe.
 */
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import pino, { type Logger } from "pino";
import { createRedactor } from "../base/redact.ts";
import { ensureDefaultConfig, findConfigFile } from "../config/first-run.ts";
import { loadConfig, type LoadOptions, type LoadResult } from "../config/load.ts";
import { TlsProblem } from "../config/tls-files.ts";
import { formatFindings } from "../config/report.ts";
import type { Catalog } from "../contract/deployment.ts";
import type { Gateway } from "../gateway-options.ts";
import { createGateway } from "../gateway.ts";
import { installDirectory } from "./install-directory.ts";
import type { ServeCommand } from "./parse-command.ts";
import { version } from "./version.ts";

export interface StartContext {
  /** Provider keys from the shell's secret store; they count like environment variables. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly desktopToken: string | null;
}

export interface Started {
  readonly gateway: Gateway;
  readonly configFile: string;
  readonly catalog: Catalog;
  /** Findings of the load, formatted for a terminal; empty when there is nothing to say. */
  readonly report: string;
}

/** A failure for the user's eyes: the message says all there is. */
export class StartError extends Error {}

const strongKeyLength = 22;
const loopbackHosts = new Set(["127.0.0.1", "::1", "localhost"]);

/** @throws StartError when the config does not load, the address is unsafe, or the port is taken */
export async function start(command: ServeCommand, context: StartContext): Promise<Started> {
  const dataDirectory = resolve(command.data ?? userDataDirectory());
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const install = installDirectory(fileURLToPath(import.meta.url));
  const configFile = command.config === null ? await usualConfig(dataDirectory, install) : resolve(command.config);
  const load: LoadOptions = { file: configFile, env: { ...process.env, ...context.secrets }, cwd: process.cwd() };
  const result = loadConfig(load);
  const report = reportOf(result, configFile);
  if (result.catalog === null) throw new StartError(report);
  const loaded = { ...result, catalog: result.catalog };
  refuseUnsafeAddress(command.host, loaded.catalog);
  if (context.desktopToken !== null) refuseRequiredCertificate(command, loaded.catalog);
  const logger = createLogger(loaded.catalog);
  const gateway = await createGateway({
    host: command.host,
    port: command.port,
    dataDirectory,
    panelDirectory: join(install, "dist", "panel"),
    version,
    tls: command.tls,
    load,
    loaded,
    desktopToken: context.desktopToken,
    logger,
  }).catch((failure: unknown) => {
    throw failure instanceof TlsProblem ? new StartError(failure.message) : portError(failure, command);
  });
  return { gateway, configFile, catalog: loaded.catalog, report };
}

async function usualConfig(dataDirectory: string, install: string): Promise<string> {
  const found = findConfigFile({ cwd: process.cwd(), dataDirectory });
  return found ?? (await ensureDefaultConfig(dataDirectory, join(install, "resources")));
}

function reportOf({ findings, sources }: LoadResult, file: string): string {
  const worth = findings.filter(({ severity }) => severity !== "info");
  return worth.length === 0 ? "" : formatFindings(worth, sources, { color: process.stderr.isTTY, file });
}

/** Beyond loopback a guessable key is an open door (175,000 exposed Ollama hosts): refused, not warned about. */
function refuseUnsafeAddress(host: string, { settings }: Catalog): void {
  if (loopbackHosts.has(host)) return;
  if (settings.masterKey !== null && settings.masterKey.length >= strongKeyLength) return;
  throw new StartError(
    `Not listening on ${host}: beyond this machine the master key must be at least ${strongKeyLength} characters long.\n` +
      "Set a long LITELLM_MASTER_KEY (for example: openssl rand -hex 24), or leave --host out.\n",
  );
}

/** The shell has no client certificate: its window would stay empty and its health check would end the gateway. */
function refuseRequiredCertificate({ tls }: ServeCommand, { settings: { connections } }: Catalog): void {
  // Half a setting is refused where it is read, in its own words.
  const asksClients = (tls.clientCa ?? connections.tls?.clientCaFile ?? null) !== null;
  if (!asksClients || connections.tls?.clientCertificate === "optional") return;
  throw new StartError(
    "The desktop app has no client certificate, so it cannot open a gateway that requires one.\n" +
      "Set `portico.tls.client_certificate: optional` (keys then work without a certificate too), or run this config\n" +
      "without the window: portico serve --config FILE.\n",
  );
}

function createLogger({ settings, secrets }: Catalog): Logger {
  const redact = createRedactor(secrets);
  const destination = pino.destination({ fd: 2, sync: false });
  return pino(
    {
      level: settings.verbose ? "debug" : "info",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: redact },
    },
    destination,
  );
}

function portError(failure: unknown, { host, port }: ServeCommand): unknown {
  const code = failure instanceof Error && "code" in failure ? failure.code : null;
  if (code === "EADDRINUSE") {
    return new StartError(`Port ${port} on ${host} is taken by another program. Stop it, or choose one with --port.\n`);
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    return new StartError(`Cannot listen on ${host}:${port} (${String(code)}). Choose another --host or --port.\n`);
  }
  return failure;
}

function userDataDirectory(): string {
  const { env, platform } = process;
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Portico");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Portico");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "portico");
}
