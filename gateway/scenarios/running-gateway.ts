/**
 * A whole gateway for a scenario: a real config file, a real log, a real socket on port 0; nothing is mocked.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { loadConfig } from "../config/load.ts";
import type { SpendLogDetail, SpendLogRow } from "../contract/spend-log.ts";
import type { Gateway, RoutingSeams } from "../gateway-options.ts";
import { createGateway } from "../gateway.ts";

export const masterKey = "sk-scenario-0123456789abcdef";

export interface RunningGateway {
  readonly url: string;
  readonly gateway: Gateway;
  readonly configFile: string;
  readonly directory: string;
  /** What the program logged, as text. */
  readonly logText: () => string;
  /** A request with the master key; `key: null` sends none. */
  call(path: string, options?: CallOptions): Promise<Response>;
  chat(body: Record<string, unknown>, options?: CallOptions): Promise<Response>;
  /** The panel's API, logged in; with a body it is a POST. */
  panel(path: string, body?: unknown): Promise<Response>;
  /** Newest first; waits until none is in flight and at least `count` are there. */
  rows(count: number): Promise<SpendLogRow[]>;
  detail(id: string): Promise<SpendLogDetail>;
  stop(): Promise<void>;
}

export interface CallOptions {
  readonly key?: string | null;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/**
 * @param yaml  config.yaml's text; `general_settings.master_key` should be `masterKey`
 * @param prepare  what stands in the data directory already
 * @param fetchBy  how it is called: an HTTPS gateway needs a client that trusts its certificate
 */
export async function runGateway(
  yaml: string,
  env: Record<string, string> = {},
  routing: RoutingSeams = {},
  prepare: (directory: string) => void = () => {},
  fetchBy: typeof fetch = fetch,
): Promise<RunningGateway> {
  const directory = mkdtempSync(join(tmpdir(), "portico-scenario-"));
  const configFile = join(directory, "config.yaml");
  writeFileSync(configFile, yaml);
  prepare(directory);
  const load = { file: configFile, env, cwd: directory };
  const result = loadConfig(load);
  if (result.catalog === null)
    throw new Error(`the scenario's config does not load: ${JSON.stringify(result.findings)}`);
  const lines: string[] = [];
  const gateway = await createGateway({
    host: "127.0.0.1",
    port: 0,
    dataDirectory: directory,
    panelDirectory: directory,
    version: "0.0.0-test",
    load,
    loaded: { ...result, catalog: result.catalog },
    desktopToken: "desktop-token",
    routing,
    logger: pino({ level: "info" }, { write: (line: string) => void lines.push(line) }),
  });
  const url = `${gateway.certificate === null ? "http" : "https"}://127.0.0.1:${gateway.port}`;
  const call = (path: string, options: CallOptions = {}): Promise<Response> => send(`${url}${path}`, options, fetchBy);
  const panel = (path: string, body?: unknown): Promise<Response> => {
    const headers = { "x-portico-panel-token": "desktop-token", "content-type": "application/json" };
    const asked = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    return fetchBy(`${url}/ui/api${path}`, { headers, ...asked });
  };
  return {
    url,
    gateway,
    configFile,
    directory,
    call,
    panel,
    logText: () => lines.join(""),
    chat: (body, options = {}) =>
      call("/v1/chat/completions", { ...options, method: "POST", body: JSON.stringify(body) }),
    rows: (count) => waitForRows(panel, count),
    detail: async (id) => (await (await panel(`/requests/${id}`)).json()) as SpendLogDetail,
    stop: async () => {
      await gateway.stop(1000);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function send(
  url: string,
  { key = masterKey, method = "GET", headers = {}, body, signal }: CallOptions,
  fetchBy: typeof fetch,
): Promise<Response> {
  return fetchBy(url, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function waitForRows(panel: (path: string) => Promise<Response>, count: number): Promise<SpendLogRow[]> {
  const until = Date.now() + 15_000;
  for (;;) {
    const { rows } = (await (await panel("/requests?limit=500")).json()) as { rows: SpendLogRow[] };
    if (rows.length >= count && rows.every(({ state }) => state !== "in_flight")) return rows;
    if (Date.now() > until) throw new Error(`the log holds ${rows.length} rows, not ${count}: ${JSON.stringify(rows)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** @returns the data of each event of an SSE body. */
export async function readEvents(response: Response): Promise<string[]> {
  const text = await response.text();
  return text
    .split("\n\n")
    .map((event) => event.trim())
    .filter((event) => event.startsWith("data:"))
    .map((event) => event.slice(5).trim());
}
