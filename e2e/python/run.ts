/**
 * `npm run clients:python`: the Python clients against the seed's config, then against every provider's dialect with
 * LangChain's own standard suite.
 *
 * Needs python3 and PyPI, so it is not part of `npm test`; without them it says so and stops.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeUpstream } from "../../gateway/scenarios/fake-upstream.ts";
import { masterKey } from "../../gateway/scenarios/running-gateway.ts";
import {
  awsVariables,
  configOfEveryDialect,
} from "../../gateway/scenarios/spoken-upstream/gateway-of-every-dialect.ts";
import { startSpokenUpstream } from "../../gateway/scenarios/spoken-upstream/spoken-upstream.ts";
import { installClients } from "./install-clients.ts";

const root = join(import.meta.dirname, "..", "..");
const seedKey = "sk-1234";

interface Started {
  /** Ends in /v1. */
  readonly url: string;
  stop(): void;
}

/** A gateway as a user starts it: a program with a config file and a `.env` beside it. */
async function startGateway(config: string, env: Readonly<Record<string, string>>): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), "portico-python-"));
  writeFileSync(join(folder, "config.yaml"), config);
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, ".env"), lines.join(""));
  const main = join(root, "gateway", "main.ts");
  const child = spawn(process.execPath, [main, "--config", "config.yaml", "--port", "0", "--data", "data"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      const found = /Base URL\s+(\S+)/.exec(chunk.toString())?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", () => reject(new Error("the gateway did not start")));
  });
  return {
    url,
    stop: () => {
      child.once("exit", () => rmSync(folder, { recursive: true, force: true }));
      child.kill();
    },
  };
}

async function runPython(python: string, args: readonly string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(python, args, {
    cwd: import.meta.dirname,
    stdio: "inherit",
    env: { ...process.env, PYTHONIOENCODING: "utf-8", PYTHONDONTWRITEBYTECODE: "1", ...env },
  });
  return (await new Promise<number | null>((resolve) => child.once("exit", resolve))) === 0;
}

async function seedWorks(python: string): Promise<boolean> {
  const upstream = await startFakeUpstream();
  const seed = readFileSync(join(root, "resources", "litellm-seed", "config.yaml"), "utf8");
  const gateway = await startGateway(seed.replaceAll("https://openrouter.ai/api/v1", upstream.url), {
    LITELLM_MASTER_KEY: seedKey,
    OPENROUTER_API_KEY: "sk-or-v1-test-key-0123456789",
  });
  const isGood = await runPython(python, ["clients.py", gateway.url, seedKey]);
  gateway.stop();
  await upstream.stop();
  return isGood;
}

async function everyDialectWorks(python: string): Promise<boolean> {
  const upstream = await startSpokenUpstream();
  const gateway = await startGateway(configOfEveryDialect(upstream.origin), awsVariables);
  const where = { PORTICO_URL: gateway.url, PORTICO_KEY: masterKey };
  const isGood = await runPython(python, ["-m", "pytest", ...process.argv.slice(2)], where);
  gateway.stop();
  await upstream.stop();
  return isGood;
}

const installed = installClients();
if ("reason" in installed) {
  process.stdout.write(`The Python clients were not run: ${installed.reason}.\n`);
} else {
  const { python } = installed;
  process.exitCode = (await seedWorks(python)) && (await everyDialectWorks(python)) ? 0 : 1;
}
