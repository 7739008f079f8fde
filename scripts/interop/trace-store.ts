/** The collector, by the documented config, with ClickHouse's engine behind it, on loopback; and SQL over what it holds. */
import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { answers, freePort } from "./child-programs.ts";

export interface TraceStore {
  /** Where spans are sent, over HTTP. */
  readonly collectorUrl: string;
  /** Everything that was started, the collector of now last. */
  readonly children: ChildProcess[];
  /** @throws Error with what the engine says */
  ask(sql: string): Promise<Record<string, unknown>[]>;
  /** A statement without an answer. */
  run(sql: string): Promise<void>;
  /** Ends at once, as a machine that lost its power does. */
  killCollector(): Promise<void>;
  startCollector(): Promise<void>;
}

export interface Programs {
  readonly python: string;
  readonly collector: string;
}

const config = join(import.meta.dirname, "..", "..", "docs", "observability", "collector.yaml");
const bridge = join(import.meta.dirname, "clickhouse-over-http.py");

export async function startTraceStore(folder: string, programs: Programs): Promise<TraceStore> {
  const [enginePort, http, grpc] = [await freePort(), await freePort(), await freePort()];
  const engineUrl = `http://127.0.0.1:${enginePort}`;
  const data = join(folder, "clickhouse");
  mkdirSync(data, { recursive: true });
  const start = (name: string, file: string, args: readonly string[]): ChildProcess => {
    const child = spawn(file, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, CLICKHOUSE_PASSWORD: "unused" },
    });
    const log = createWriteStream(join(folder, `${name}.log`), { flags: "a" });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    return child;
  };
  const children = [start("engine", programs.python, [bridge, data, String(enginePort)])];
  for (const child of children) await answers(child, engineUrl, 120);
  const collectorUrl = `http://127.0.0.1:${http}`;
  const collector = async (): Promise<void> => {
    const child = start("collector", programs.collector, collectorArguments({ engineUrl, http, grpc }));
    children.push(child);
    await accepts(child, collectorUrl);
  };
  await collector();
  return {
    collectorUrl,
    children,
    ask: (sql) => ask(engineUrl, sql),
    run: async (sql) => void (await send(engineUrl, sql)),
    startCollector: collector,
    killCollector: async () => {
      const child = children.at(-1);
      const ended = new Promise((resolve) => child?.once("exit", resolve));
      child?.kill("SIGKILL");
      await ended;
    },
  };
}

/** The documented file, with addresses of this run, and quicker than once in five seconds. */
function collectorArguments(at: { engineUrl: string; http: number; grpc: number }): string[] {
  const changes = {
    "exporters::clickhouse::endpoint": at.engineUrl,
    "exporters::clickhouse::sending_queue::batch::flush_timeout": "200ms",
    "receivers::otlp::protocols::http::endpoint": `127.0.0.1:${at.http}`,
    "receivers::otlp::protocols::grpc::endpoint": `127.0.0.1:${at.grpc}`,
    "service::telemetry::metrics::level": "none",
  };
  const settings = Object.entries(changes).map(([path, value]) => `yaml:${path}: ${value}`);
  return [config, ...settings].flatMap((source) => ["--config", source]);
}

/** A receiver has no page to ask for: an export without spans is its sign of life. */
async function accepts(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + 60_000;
  const empty = { method: "POST", headers: { "content-type": "application/json" }, body: '{"resourceSpans":[]}' };
  while (performance.now() < until && child.exitCode === null) {
    const isReady = await fetch(`${url}/v1/traces`, empty).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the collector does not run (exit code ${String(child.exitCode)}); see its log`);
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const text = await send(url, `${sql}\nFORMAT JSONEachRow SETTINGS output_format_json_quote_decimals = 1`);
  const lines = text.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>); // an object a line
}

async function send(url: string, sql: string): Promise<string> {
  const response = await fetch(url, { method: "POST", body: sql });
  const text = await response.text();
  if (!response.ok) throw new Error(`${text}\n${sql}`);
  return text;
}
