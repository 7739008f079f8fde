/** A Python environment outside the repository, kept for the next run. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "portico-interop");

/** @returns the environment's folder; null without python3 or its venv module */
export function makeVenv(name: string): string | null {
  const venv = join(cache, name);
  mkdirSync(cache, { recursive: true });
  if (existsSync(join(venv, "bin", "python"))) return venv;
  return spawnSync("python3", ["-m", "venv", venv], { stdio: "ignore" }).status === 0 ? venv : null;
}

export function python(venv: string, args: readonly string[], minutes = 10): boolean {
  const command = ["-n", "10", join(venv, "bin", "python"), ...args];
  return spawnSync("nice", command, { stdio: ["ignore", "ignore", "inherit"], timeout: minutes * 60_000 }).status === 0;
}

export function pip(venv: string, packages: readonly string[], minutes = 10): boolean {
  return python(venv, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages], minutes);
}

export function hasModule(venv: string, name: string): boolean {
  return python(
    venv,
    ["-c", `import importlib.util as u; raise SystemExit(u.find_spec(${JSON.stringify(name)}) is None)`],
    1,
  );
}
