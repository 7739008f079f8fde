/**
 * Variables a config may name: the process's own first, then `.env` beside the file, then `.env` in the working directory.
 *
 * `os.environ/NAME` is replaced where LiteLLM replaces it: a whole string value in a map, or in a map inside a list.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "dotenv";

export type Variables = Readonly<Record<string, string | undefined>>;

const reference = "os.environ/";
const maxEnvBytes = 1024 * 1024;

/** @returns the two `.env` files that count, whether they exist or not */
export function envFilesFor(configFile: string, cwd: string): string[] {
  return [...new Set([join(dirname(resolve(configFile)), ".env"), join(resolve(cwd), ".env")])];
}

export function gatherVariables(configFile: string, cwd: string, env: Variables): Variables {
  // Without inherited names: os.environ/constructor names a variable like any other.
  const merged = Object.create(null) as Record<string, string | undefined>;
  for (const file of envFilesFor(configFile, cwd).toReversed()) Object.assign(merged, readEnvFile(file));
  for (const [name, value] of Object.entries(env)) if (value !== undefined) merged[name] = value;
  return merged;
}

function readEnvFile(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  try {
    const text = readFileSync(file, "utf8");
    return text.length > maxEnvBytes ? {} : parse(text);
  } catch {
    return {}; // unreadable: its variables count as unset, which the findings then say by name
  }
}

/** @returns NAME of an `os.environ/NAME` value, else null */
export function variableNameIn(value: unknown): string | null {
  return typeof value === "string" && value.startsWith(reference) ? value.slice(reference.length) : null;
}

/** @returns the value with its reference replaced; null for an unset variable; true/false texts become booleans */
export function resolveValue(value: unknown, variables: Variables): unknown {
  const name = variableNameIn(value);
  if (name === null) return value;
  const text = variables[name];
  if (text === undefined) return null;
  const lower = text.trim().toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : text;
}

/** The same through maps, and maps inside lists; bare strings in lists stay, as in LiteLLM. */
export function resolveDeep(value: unknown, variables: Variables): unknown {
  if (Array.isArray(value))
    return value.map((item) => (typeof item === "string" ? item : resolveDeep(item, variables)));
  if (typeof value !== "object" || value === null) return resolveValue(value, variables);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveDeep(item, variables)]));
}
