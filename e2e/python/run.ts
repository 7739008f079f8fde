/**
 * Runs the Python clients against the seed's config: `npm run clients:python`. Needs python3 and PyPI, so it is not part
 * of `npm test`.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeUpstream } from "../../gateway/scenarios/fake-upstream.ts";

const root = join(import.meta.dirname, "..", "..");
const venv = join(root, ".cache", "python");
const python = join(venv, "bin", "python");
const key = "sk-1234";

function install(): void {
  if (!existsSync(python)) must("python3", ["-m", "venv", venv]);
  must(python, ["-m", "pip", "install", "--quiet", "-r", join(import.meta.dirname, "requirements.txt")]);
}

function must(file: string, args: readonly string[]): void {
  if (spawnSync(file, args, { stdio: "inherit" }).status !== 0) throw new Error(`${file} ${args.join(" ")} failed`);
}

async function startGateway(folder: string, upstreamUrl: string): Promise<{ url: string; stop: () => void }> {
  const seed = readFileSync(join(root, "resources", "litellm-seed", "config.yaml"), "utf8");
  writeFileSync(join(folder, "config.yaml"), seed.replaceAll("https://openrouter.ai/api/v1", upstreamUrl));
  writeFileSync(join(folder, ".env"), `LITELLM_MASTER_KEY=${key}\nOPENROUTER_API_KEY=sk-or-v1-test-key-0123456789\n`);
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
  return { url, stop: () => void child.kill() };
}

install();
const upstream = await startFakeUpstream();
const folder = mkdtempSync(join(tmpdir(), "portico-python-"));
const gateway = await startGateway(folder, upstream.url);
const clients = spawn(python, [join(import.meta.dirname, "clients.py"), gateway.url, key], {
  stdio: "inherit",
  env: { ...process.env, PYTHONIOENCODING: "utf-8" },
});
const code = await new Promise<number | null>((resolve) => clients.once("exit", resolve));
gateway.stop();
await upstream.stop();
rmSync(folder, { recursive: true, force: true });
process.exitCode = code ?? 1;
