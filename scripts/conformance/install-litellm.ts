/**
 * A real LiteLLM of one pinned version, in an environment outside the repository; kept there for the next run.
 *
 * 1.82.7 and 1.82.8 were compromised releases: they are refused by name, whatever the pin says.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export const litellmVersion = "1.103.7";
const refused: ReadonlySet<string> = new Set(["1.82.7", "1.82.8"]);

export type Installed = { readonly python: string } | { readonly reason: string };

export function cacheFolder(name: string): string {
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), name);
}

export function installLitellm(): Installed {
  if (refused.has(litellmVersion)) return { reason: `LiteLLM ${litellmVersion} was a compromised release` };
  if (spawnSync("python3", ["--version"]).status !== 0) return { reason: "python3 is missing" };
  const folder = cacheFolder("portico-conformance");
  const venv = join(folder, `litellm-${litellmVersion}`);
  const python = join(venv, "bin", "python");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(python) && !succeeds("python3", ["-m", "venv", venv]))
    return { reason: "python3 has no venv module" };
  if (installedVersion(python) !== litellmVersion) {
    process.stdout.write(`Installing LiteLLM ${litellmVersion} from PyPI into ${venv} (once; some minutes)\n`);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `litellm[proxy]==${litellmVersion}`];
    if (!succeeds(python, pip)) return { reason: "PyPI cannot be reached, or does not give this version" };
  }
  const version = installedVersion(python);
  return version === litellmVersion ? { python } : { reason: `the environment holds LiteLLM ${version ?? "?"}` };
}

function succeeds(file: string, args: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}

function installedVersion(python: string): string | null {
  const ask = "import importlib.metadata as m; print(m.version('litellm'))";
  const { status, stdout } = spawnSync(python, ["-c", ask], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
