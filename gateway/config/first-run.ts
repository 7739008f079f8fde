/**
 * The first run: finds the config a user has, or writes their own one with a random master key in a private `.env`.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";

const keyBytes = 32;

/** @returns ./config.yaml, ./litellm/config.yaml or the user's own, whichever exists first; null when none does */
export function findConfigFile({ cwd, dataDirectory }: { cwd: string; dataDirectory: string }): string | null {
  const candidates = [
    join(cwd, "config.yaml"),
    join(cwd, "litellm", "config.yaml"),
    join(dataDirectory, "config.yaml"),
  ];
  return candidates.find((file) => existsSync(file)) ?? null;
}

/** Writes what is missing and never touches what is there. @returns the config's path */
export async function ensureDefaultConfig(dataDirectory: string, resourcesDirectory: string): Promise<string> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const config = join(dataDirectory, "config.yaml");
  const env = join(dataDirectory, ".env");
  if (!existsSync(env)) {
    const key = `sk-portico-${randomBytes(keyBytes).toString("base64url")}`;
    await writeFileAtomic(env, `# Made on the first run. Keep it private.\nLITELLM_MASTER_KEY=${key}\n`, {
      mode: 0o600,
    });
  }
  if (!existsSync(config)) {
    await writeFileAtomic(config, readFileSync(join(resourcesDirectory, "default-config.yaml"), "utf8"), {
      mode: 0o600,
    });
  }
  return config;
}
