/**
 * `npm run observability`: traces of the built gateway, with the seed's file and only `OTEL_EXPORTER_OTLP_ENDPOINT` set,
 * through the real collector into ClickHouse's engine, asked by the queries of docs/observability.md.
 *
 * Needs python3 with PyPI and go with its module proxy the first time; without them it says so and stops.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeUpstream, type FakeUpstream } from "../../gateway/scenarios/fake-upstream.ts";
import { buildCollector, collectorVersion } from "./build-collector.ts";
import { stop } from "./child-programs.ts";
import { checks, type Scene } from "./observability-checks.ts";
import { laterChecks } from "./observability-later.ts";
import { makeVenv, pip } from "./python-venv.ts";
import { startGateway, type StartedGateway } from "./started-gateway.ts";
import { startTraceStore, type Programs, type TraceStore } from "./trace-store.ts";

const masterKey = "sk-1234";
const engine = "chdb-core==26.9.0";
const seedFile = join(import.meta.dirname, "..", "..", "resources", "litellm-seed", "config.yaml");

const programs = prepare();
if ("skipped" in programs) process.stdout.write(`skipped: ${programs.skipped}\n`);
else process.exitCode = await prove(programs);

function prepare(): Programs | { readonly skipped: string } {
  const venv = makeVenv("observability");
  if (venv === null) return { skipped: "python3 or its venv module is missing" };
  // The engine alone: what its wheel asks for beside it (pandas, pyarrow) serves data frames.
  const requirements = join(import.meta.dirname, "observability-requirements.txt");
  if (!pip(venv, ["--no-deps", engine]) || !pip(venv, ["-r", requirements]))
    return { skipped: "PyPI cannot be reached, or does not give these versions" };
  const built = buildCollector();
  return "skipped" in built ? built : { collector: built.program, python: join(venv, "bin", "python") };
}

async function prove(found: Programs): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "portico-observability-"));
  const upstream = await startFakeUpstream();
  const children: ChildProcess[] = [];
  try {
    const store = await startTraceStore(folder, found);
    children.push(...store.children);
    const gateways = await startGateways(folder, upstream, store);
    children.push(...gateways.map(({ child }) => child));
    const runs = await callThem(found.python, gateways, store);
    const failed = await tryAll(await settled(store, gateways, runs), gateways);
    children.push(...store.children);
    return failed;
  } finally {
    await Promise.all(children.map(stop));
    await upstream.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The seed's file as it is, but for the provider's address; and the same with entries that fail over and have a price. */
async function startGateways(folder: string, upstream: FakeUpstream, store: TraceStore): Promise<StartedGateway[]> {
  upstream.faults.set("down", "fault:503");
  const seed = readFileSync(seedFile, "utf8").replaceAll("https://openrouter.ai/api/v1", upstream.url);
  const entry = (name: string, more = ""): string =>
    `  - {model_name: ${name}, litellm_params: {model: openai/${name}, api_base: "${upstream.url}", api_key: sk-local${more}}}\n`;
  const cheap = entry("cheap", ", input_cost_per_token: 0.000000001, output_cost_per_token: 0.000000002");
  const entries = `model_list:\n${cheap}${entry("unpriced")}${entry("down")}`;
  const routing = "\nrouter_settings: {num_retries: 0, fallbacks: [{down: [cheap]}]}\n";
  const env = {
    LITELLM_MASTER_KEY: masterKey,
    OPENROUTER_API_KEY: "sk-or-v1-test-key-0123456789",
    OTEL_EXPORTER_OTLP_ENDPOINT: store.collectorUrl,
  };
  return [
    await startGateway(join(folder, "seed"), seed, env),
    await startGateway(join(folder, "other"), seed.replace("model_list:\n", entries) + routing, env),
  ];
}

/** @returns trace ids of the agent's runs */
async function callThem(python: string, gateways: readonly StartedGateway[], store: TraceStore): Promise<string[]> {
  const doors = gateways.map(async (gateway) => {
    const made = (await (await gateway.post("/key/generate", { key_alias: "open-webui" })).json()) as { key: string }; // LiteLLM's shape
    return { url: `${gateway.url}/v1`, master: masterKey, client: made.key };
  });
  const [seed, other] = await Promise.all(doors);
  const told = JSON.stringify({ seed, other, collector: store.collectorUrl });
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("OTEL_"));
  const child = spawn(python, [join(import.meta.dirname, "traced-clients.py"), told], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...Object.fromEntries(inherited), PYTHONDONTWRITEBYTECODE: "1", LANGSMITH_TRACING: "false" },
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error("the clients did not get what they asked for");
  return JSON.parse(said) as string[]; // what the program prints
}

/** Waits until every request that was logged has its span in the engine, and that no more come. */
async function settled(store: TraceStore, gateways: readonly StartedGateway[], runs: string[]): Promise<Scene> {
  const rows = (await Promise.all(gateways.map((gateway) => gateway.log()))).flat();
  const sql = `SELECT countIf(SpanName = 'litellm_request') AS requests, countIf(SpanName = 'raw_gen_ai_request') AS attempts,
    countIf(ServiceName = 'research-agent' AND SpanName = 'research') AS runs FROM otel.otel_traces`;
  const attempts = rows.reduce((sum, { attemptList }) => sum + attemptList.length, 0);
  const expected = JSON.stringify([rows.length, attempts, runs.length]);
  const until = Date.now() + 60_000;
  for (;;) {
    const [told] = await store.ask(sql);
    const found = JSON.stringify([told?.["requests"], told?.["attempts"], told?.["runs"]].map(Number));
    if (found === expected) return { store, rows, runs };
    if (Date.now() > until) throw new Error(`spans of requests, attempts and runs: ${found}, not ${expected}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function tryAll(scene: Scene, gateways: readonly StartedGateway[]): Promise<number> {
  const [version] = await scene.store.ask("SELECT version() AS version");
  process.stdout.write(
    `${scene.rows.length} requests; collector ${collectorVersion}, ClickHouse ${String(version?.["version"])}\n`,
  );
  let failed = 0;
  const all = { ...checks, ...laterChecks(gateways) };
  for (const [name, check] of Object.entries(all)) {
    const problem = await check(scene).then(
      () => null,
      (failure: unknown) => (failure instanceof Error ? failure.message : String(failure)),
    );
    if (problem !== null) failed++;
    process.stdout.write(`${problem === null ? "ok  " : "FAIL"} ${name}${problem === null ? "" : `: ${problem}`}\n`);
  }
  process.stdout.write(`${Object.keys(all).length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
