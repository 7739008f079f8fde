/** Both gateways as processes on ports of their own, each in its own folder with its own copy of the same config. */
import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { gatewayFlags } from "../gateway-flags.mjs";
import { portOf } from "./upstream/server.ts";

const root = join(import.meta.dirname, "..", "..");

export interface Running {
  readonly origin: string;
  readonly logFile: string;
  stop(): Promise<void>;
}

export interface Plan {
  readonly folder: string;
  readonly config: string;
  /** The upstream's origin, for the providers' own base URL variables. */
  readonly upstream: string;
}

/** Where pass-through routes find the provider; no key of the outer environment gets in. */
function environment(upstream: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    LANG: "C.UTF-8",
    OPENAI_API_BASE: upstream,
    OPENAI_API_KEY: "sk-up-1",
    ANTHROPIC_API_BASE: upstream,
    ANTHROPIC_API_KEY: "sk-ant-1",
    GEMINI_API_BASE: `${upstream}/gem`,
    GEMINI_API_KEY: "g1",
  };
}

export async function startLitellm(python: string, plan: Plan): Promise<Running> {
  const port = await freePort();
  const program = join(dirname(python), "litellm");
  const args = ["--config", "config.yaml", "--host", "127.0.0.1", "--port", String(port), "--telemetry", "False"];
  const env = {
    ...environment(plan.upstream),
    HOME: plan.folder,
    LITELLM_LOCAL_MODEL_COST_MAP: "True",
    LITELLM_MODE: "PRODUCTION",
    LITELLM_LOG: "ERROR",
    PYTHONUNBUFFERED: "1",
  };
  return start(program, args, env, plan, port, "litellm.log");
}

export async function startPortico(plan: Plan): Promise<Running> {
  const port = await freePort();
  const main = join(root, "gateway", "main.ts");
  const args = [...gatewayFlags, main, "--config", "config.yaml", "--port", String(port), "--data", "data"];
  return start(process.execPath, args, environment(plan.upstream), plan, port, "portico.log");
}

async function start(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  { folder, config }: Plan,
  port: number,
  logName: string,
): Promise<Running> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "config.yaml"), config);
  const logFile = join(folder, logName);
  const log = createWriteStream(logFile);
  const child = spawn(file, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const origin = `http://127.0.0.1:${port}`;
  await answers(child, origin, logFile);
  return { origin, logFile, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(patience);
}

/** LiteLLM needs some ten seconds on a quiet machine. */
async function answers(child: ChildProcess, origin: string, logFile: string): Promise<void> {
  const until = performance.now() + 180_000;
  while (performance.now() < until && child.exitCode === null) {
    const isThere = await fetch(`${origin}/health/liveliness`).then(
      async (response) => (await response.arrayBuffer()).byteLength > 0,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  child.kill("SIGKILL");
  throw new Error(`a gateway did not start; its log is ${logFile}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
