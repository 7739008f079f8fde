/**
 * `npm run interop`: real model servers behind the gateway, each with a tiny model made on the spot whose answer is known,
 * and real coding agents in front of it.
 *
 * `--only NAME`, `--install` allows large downloads. A server that cannot be had is skipped with its reason; exit 1 when
 * a check of a running one fails.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gatewayFlags } from "../gateway-flags.mjs";
import { checks, type Door } from "./checks.ts";
import { answers, freePort, stop } from "./child-programs.ts";
import { llamaCpp } from "./llama-cpp.ts";
import { isSkipped, type Prepared, type RealServer } from "./real-server.ts";
import { vllm } from "./vllm.ts";

const servers: readonly RealServer[] = [llamaCpp, vllm];
const ownPrograms: Readonly<Record<string, string>> = { ollama: "ollama.mjs", agents: "coding-agents.ts" };
const key = "sk-interop-0123456789";
const root = join(import.meta.dirname, "..", "..");
const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, install: { type: "boolean", default: false } },
});

let failures = 0;
for (const server of servers.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()))) {
  const folder = mkdtempSync(join(tmpdir(), "portico-interop-"));
  const prepared = server.prepare({ installs: values.install, folder });
  if (isSkipped(prepared)) process.stdout.write(`${server.name}: skipped: ${prepared.skipped}\n`);
  else failures += await tryServer(server, prepared, folder);
  rmSync(folder, { recursive: true, force: true });
}
for (const [name, file] of Object.entries(ownPrograms)) {
  if (name.includes(values.only.toLowerCase())) failures += runOwnProgram(file);
}
process.exitCode = failures === 0 ? 0 : 1;

/** What needs more than a server and a list of questions. */
function runOwnProgram(file: string): number {
  const args = [join(import.meta.dirname, file), ...(values.install ? ["--install"] : [])];
  return spawnSync(process.execPath, args, { stdio: "inherit" }).status === 0 ? 0 : 1;
}

async function tryServer(server: RealServer, prepared: Prepared, folder: string): Promise<number> {
  const children: ChildProcess[] = [];
  try {
    const origin = await startServer(prepared, folder, children);
    const door = await startGateway(server, origin, folder, children);
    return await runChecks(server, door);
  } catch (failure) {
    process.stdout.write(`${server.name}: ${failure instanceof Error ? failure.message : String(failure)}\n`);
    return 1;
  } finally {
    await Promise.all(children.map(stop));
  }
}

async function runChecks(server: RealServer, door: Door): Promise<number> {
  let failed = 0;
  for (const check of checks) {
    const fault = await check.run(door);
    if (fault !== null) failed++;
    process.stdout.write(`${server.name}: ${check.name}: ${fault ?? "ok"}\n`);
  }
  return failed;
}

async function startServer(prepared: Prepared, folder: string, children: ChildProcess[]): Promise<string> {
  const port = await freePort();
  const command = ["-n", "10", prepared.file, ...prepared.args(port)];
  const child = spawn("nice", command, {
    cwd: folder,
    env: { ...process.env, ...prepared.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const log = createWriteStream(join(folder, "server.log"));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const origin = `http://127.0.0.1:${port}`;
  await answers(child, `${origin}${prepared.readyPath}`, 300);
  return origin;
}

async function startGateway(
  server: RealServer,
  origin: string,
  folder: string,
  children: ChildProcess[],
): Promise<Door> {
  const port = await freePort();
  const base = server.apiBase.replace("{origin}", origin);
  const entry = (alias: string, model: string): string =>
    `  - {model_name: ${alias}, litellm_params: {model: ${model}, api_base: "${base}"}}\n`;
  const models = entry("real", server.model) + entry("wrong", `${server.model}-not-there`);
  writeFileSync(join(folder, "config.yaml"), `model_list:\n${models}general_settings: {master_key: ${key}}\n`);
  const args = ["--config", "config.yaml", "--port", String(port), "--data", "data"];
  const child = spawn(process.execPath, [...gatewayFlags, join(root, "gateway", "main.ts"), ...args], {
    cwd: folder,
    stdio: "ignore",
  });
  children.push(child);
  await answers(child, `http://127.0.0.1:${port}/health/liveliness`, 30);
  const { answer, knowsItsModels } = server;
  return { origin: `http://127.0.0.1:${port}`, key, answer, knowsItsModels };
}
