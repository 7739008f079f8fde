/**
 * The real Claude Code and the real Codex against Portico: `npm run interop -- --only agents`.
 *
 * Both programs come from npm, pinned, into a folder outside the repository, and run without a terminal in a home of their
 * own. Behind the gateway a loopback provider asks for the first tool it is offered and then says "Hello": so one run is a
 * whole tool loop, streamed, in each provider's dialect. Large (600 MB), so it needs `--install` the first time.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, list } from "../conformance/json.ts";
import { startUpstream, type Upstream } from "../conformance/upstream/server.ts";
import { gatewayFlags } from "../gateway-flags.mjs";
import { cache } from "./python-venv.ts";

const packages = ["@anthropic-ai/claude-code@2.1.197", "@openai/codex@0.169.0"];
const folderOfPrograms = join(cache, "agents");
const key = "sk-interop-0123456789abcdef";
const root = join(import.meta.dirname, "..", "..");

/** Alias -> how the provider behind it is spoken to. */
const providers: Readonly<Record<string, string>> = {
  "openai-dialect": 'model: groq/tiny, api_base: "{origin}/v1", api_key: k1',
  "ollama-dialect": 'model: ollama_chat/tiny, api_base: "{origin}"',
  "claude-sonnet-4-5": 'model: anthropic/claude-sonnet-4-5, api_base: "{origin}", api_key: k1',
  "gpt-5-codex": 'model: openai/gpt-5-codex, api_base: "{origin}/v1", api_key: k1',
};

interface Agent {
  readonly name: string;
  readonly program: string;
  readonly args: (alias: string) => readonly string[];
  /** Environment and files that point it at the gateway. */
  readonly settings: (origin: string, home: string) => Readonly<Record<string, string>>;
}

const bin = (name: string): string => join(folderOfPrograms, "node_modules", name);
const agents: readonly Agent[] = [
  {
    name: "Claude Code",
    program: bin("@anthropic-ai/claude-code-linux-x64/claude"),
    args: (alias) => ["-p", "Say hello", "--model", alias, "--max-turns", "4", "--output-format", "json"],
    settings: (origin) => ({
      ANTHROPIC_BASE_URL: origin,
      ANTHROPIC_AUTH_TOKEN: key,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      DISABLE_TELEMETRY: "1",
      DISABLE_AUTOUPDATER: "1",
      IS_SANDBOX: "1",
    }),
  },
  {
    name: "Codex",
    program: bin("@openai/codex/bin/codex.js"),
    args: (alias) => ["exec", "--skip-git-repo-check", "--model", alias, "Say hello"],
    settings: (origin, home) => {
      mkdirSync(join(home, ".codex"), { recursive: true });
      const provider = `name = "Portico"\nbase_url = "${origin}/v1"\nenv_key = "PORTICO_KEY"\nwire_api = "responses"\n`;
      writeFileSync(
        join(home, ".codex", "config.toml"),
        `model_provider = "portico"\n[model_providers.portico]\n${provider}`,
      );
      return { PORTICO_KEY: key };
    },
  },
];

const reason = installPrograms();
if (reason !== null) process.stdout.write(`coding agents: skipped: ${reason}\n`);
else process.exitCode = await tryAll();

/** @returns why they cannot be had, or null */
function installPrograms(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64") return "only tried on Linux x64";
  if (agents.every(({ program }) => existsSync(program))) return null;
  if (!process.argv.includes("--install")) return "they are 600 MB; run again with --install";
  mkdirSync(folderOfPrograms, { recursive: true });
  writeFileSync(join(folderOfPrograms, "package.json"), '{"private":true}');
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...packages];
  const { status } = spawnSync("npm", args, { cwd: folderOfPrograms, stdio: "inherit" });
  return status === 0 ? null : "npm could not install them";
}

async function tryAll(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "portico-agents-"));
  const upstream = await startUpstream();
  const gateway = await startGateway(folder, upstream.origin);
  let failed = 0;
  try {
    for (const agent of agents) {
      for (const alias of Object.keys(providers)) {
        const fault = await tryOne(agent, alias, gateway.origin, upstream, folder);
        if (fault !== null) failed++;
        process.stdout.write(`${agent.name} with ${alias}: ${fault ?? "ok"}\n`);
      }
    }
  } finally {
    gateway.child.kill("SIGTERM");
    await upstream.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return failed === 0 ? 0 : 1;
}

/** @returns what went wrong, or null */
async function tryOne(
  agent: Agent,
  alias: string,
  origin: string,
  upstream: Upstream,
  folder: string,
): Promise<string | null> {
  const home = mkdtempSync(join(folder, "home-"));
  upstream.take();
  const { code, said } = await runProgram(agent, alias, home, agent.settings(origin, home));
  const calls = upstream.take().filter(({ method }) => method === "POST");
  if (code !== 0) return `ended with ${String(code)}: ${said.slice(-300)}`;
  if (!said.includes("Hello")) return `said no Hello: ${said.slice(-300)}`;
  const offered = calls.filter(({ body }) => list(at(body, "tools")).length > 0);
  if (offered.length < 2) return `made ${offered.length} calls with tools, not a loop`;
  return JSON.stringify(offered.at(-1)?.body).includes("tool") ? null : "brought no tool result back";
}

function runProgram(
  { program, args }: Agent,
  alias: string,
  home: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ code: number | null; said: string }> {
  const [file, argv] = program.endsWith(".js")
    ? [process.execPath, [program, ...args(alias)]]
    : [program, [...args(alias)]];
  const child = spawn(file, argv, {
    cwd: home,
    env: { PATH: process.env["PATH"], HOME: home, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 120_000,
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

async function startGateway(folder: string, upstream: string): Promise<{ origin: string; child: ChildProcess }> {
  const entries = Object.entries(providers).map(
    ([alias, params]) => `  - {model_name: ${alias}, litellm_params: {${params.replace("{origin}", upstream)}}}\n`,
  );
  writeFileSync(
    join(folder, "config.yaml"),
    `model_list:\n${entries.join("")}general_settings: {master_key: ${key}}\n`,
  );
  const args = ["--config", "config.yaml", "--port", "0", "--data", "data"];
  const child = spawn(process.execPath, [...gatewayFlags, join(root, "gateway", "main.ts"), ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      const found = /Base URL\s+(\S+)\/v1/.exec(chunk.toString())?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", () => reject(new Error("the gateway did not start")));
  });
  return { origin, child };
}
