/** The benchmark's processes: upstream, gateway and nginx, each pinned to its core, with what Linux says of their use. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { cpus } from "node:os";
import { join } from "node:path";
import { gatewayFlags } from "../gateway-flags.mjs";

export const key = "sk-bench-key-0123456789abcdef";
const root = join(import.meta.dirname, "..", "..");

export interface Running {
  readonly origin: string;
  /** CPU seconds used so far, children included. */
  cpuSeconds(): number;
  /** Resident megabytes now. */
  rssMb(): number;
  stop(): Promise<void>;
}

/** Under test on core 0; provider and client on the other, so that they do not take its time. */
const pinned = cpus().length > 1 && spawnSync("taskset", ["--version"]).status === 0;
export const isPinned = pinned;

function start(core: 0 | 1, file: string, args: readonly string[], cwd: string): ChildProcess {
  const [program, argv] = pinned ? ["taskset", ["-c", String(core), file, ...args]] : [file, [...args]];
  return spawn(program, argv, { cwd, stdio: ["ignore", "pipe", "pipe"] });
}

export async function startUpstream(): Promise<Running> {
  const port = await freePort();
  const child = start(1, process.execPath, [join(import.meta.dirname, "upstream.ts"), String(port)], root);
  await says(child, "ready");
  return running(child, port);
}

function gatewayArgs(port: number): string[] {
  const main = join(root, "dist/gateway/main.js");
  return [...gatewayFlags, main, "--config", "config.yaml", "--port", String(port), "--data", "data"];
}

export interface GatewayPlan {
  readonly upstream: string;
  readonly folder: string;
  readonly hasLog: boolean;
  /** Aliases that nobody asks for. */
  readonly otherAliases?: number;
}

/** Its models have prices, as real ones have: every answer is billed, and budgets have something to reserve. */
export async function startGateway({ upstream, folder, hasLog, otherAliases = 0 }: GatewayPlan): Promise<Running> {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  const kinds = ["chat", "burst", "paced", "slow"];
  const prices = ", input_cost_per_token: 0.000001, output_cost_per_token: 0.000002";
  const entries = kinds.map(
    (kind) =>
      `  - {model_name: ${kind}, litellm_params: {model: openai/bench, api_base: "${upstream}/${kind}/v1", api_key: k${prices}}}`,
  );
  entries.push(
    `  - {model_name: claude, litellm_params: {model: anthropic/bench, api_base: "${upstream}/claude", api_key: k}}`,
    `  - {model_name: groq, litellm_params: {model: groq/bench, api_base: "${upstream}/burst/v1", api_key: k}}`,
    `  - {model_name: ollama, litellm_params: {model: ollama_chat/bench, api_base: "${upstream}/ollama"}}`,
  );
  for (let other = 0; other < otherAliases; other++)
    entries.push(
      `  - {model_name: other-${other}, litellm_params: {model: openai/m${other}, api_base: "${upstream}", api_key: k}}`,
    );
  writeFileSync(
    join(folder, "config.yaml"),
    `model_list:\n${entries.join("\n")}\ngeneral_settings: {master_key: ${key}, disable_spend_logs: ${!hasLog}}\n`,
  );
  const child = start(0, process.execPath, gatewayArgs(port), folder);
  await says(child, "Portico is running");
  return running(child, port);
}

/** @returns a virtual key under every kind of limit, none of which is reached */
export async function limitedKey(origin: string): Promise<string> {
  const most = 1_000_000_000;
  const limits = { rpm_limit: most, tpm_limit: most * 1000, max_parallel_requests: most, max_budget: 1_000_000 };
  return generateKey(origin, { ...limits, budget_duration: "1d", model_rpm_limit: { chat: most } });
}

/** Virtual keys that nobody uses. */
export async function addKeys(origin: string, count: number): Promise<string[]> {
  const atOnce = 100;
  const keys: string[] = [];
  for (let made = 0; made < count; made += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - made) }, () =>
      generateKey(origin, { max_budget: 10, rpm_limit: 100 }),
    );
    keys.push(...(await Promise.all(batch)));
  }
  return keys;
}

export async function removeKeys(origin: string, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += 500)
    await post(`${origin}/key/delete`, { keys: keys.slice(from, from + 500) });
}

async function generateKey(origin: string, settings: object): Promise<string> {
  const answer = await post(`${origin}/key/generate`, settings);
  return ((await answer.json()) as { key: string }).key; // our own answer
}

async function post(url: string, body: object): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** @returns null when nginx is not installed */
export async function startNginx(upstream: string, folder: string): Promise<Running | null> {
  const program = ["/usr/sbin/nginx", "/usr/bin/nginx"].find((file) => existsSync(file));
  if (program === undefined) return null;
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "nginx.conf"),
    `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 8192; }
http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; keepalive_requests 1000000;
upstream up { server ${upstream.replace("http://", "")}; keepalive 512; keepalive_requests 1000000; }
server { listen 127.0.0.1:${port} backlog=4096; location / { proxy_pass http://up; proxy_http_version 1.1;
proxy_set_header Connection ""; proxy_buffering off; proxy_read_timeout 60s; } } }`,
  );
  const child = start(0, program, ["-e", `${folder}/error.log`, "-c", join(folder, "nginx.conf")], folder);
  await answers(port);
  return running(child, port);
}

/** Milliseconds from the start of the process to its first answer. */
export async function coldStartMs(plan: GatewayPlan): Promise<number> {
  const port = await freePort();
  const gateway = await startGateway(plan); // writes the config
  await gateway.stop();
  const from = performance.now();
  const child = start(0, process.execPath, gatewayArgs(port), plan.folder);
  await answers(port);
  const took = performance.now() - from;
  await running(child, port).stop();
  return took;
}

function running(child: ChildProcess, port: number): Running {
  const pid = child.pid ?? 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    cpuSeconds: () => family(pid).reduce((sum, each) => sum + cpuOf(each), 0),
    rssMb: () => family(pid).reduce((sum, each) => sum + rssOf(each), 0),
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** nginx works in a child. `taskset` becomes what it starts, so it is no process of its own. */
function family(pid: number): number[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => Number(/^PPid:\s+(\d+)/m.exec(readProc(`${name}/status`))?.[1]) === pid);
  return [pid, ...children.map(Number)];
}

const ticksPerSecond = 100;

function cpuOf(pid: number): number {
  const fields = readProc(`${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond || 0;
}

function rssOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readProc(`${pid}/status`))?.[1] ?? 0) / 1024;
}

function readProc(name: string): string {
  try {
    return readFileSync(`/proc/${name}`, "utf8");
  } catch {
    return ""; // it ended meanwhile
  }
}

function says(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes(words)) resolve();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", () => reject(new Error(`ended before it said "${words}": ${said}`)));
  });
}

async function answers(port: number): Promise<void> {
  const until = performance.now() + 20_000;
  while (performance.now() < until) {
    const isThere = await fetch(`http://127.0.0.1:${port}/health/liveliness`).then(
      async (response) => (await response.arrayBuffer()).byteLength >= 0,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  throw new Error(`nothing answers on port ${port}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
