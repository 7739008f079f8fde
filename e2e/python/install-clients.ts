/** The Python clients in an environment outside the repository, kept for the next run; their versions are pinned. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export type Installed = { readonly python: string } | { readonly reason: string };

export function installClients(): Installed {
  if (spawnSync("python3", ["--version"]).status !== 0) return { reason: "python3 is missing" };
  const folder = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "portico-clients");
  const venv = join(folder, "venv");
  const python = join(venv, "bin", "python");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(python) && !succeeds("python3", ["-m", "venv", venv]))
    return { reason: "python3 has no venv module" };
  const requirements = join(import.meta.dirname, "requirements.txt");
  if (!succeeds(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]))
    return { reason: "PyPI cannot be reached, or does not give these versions" };
  return { python };
}

function succeeds(file: string, args: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}
