/**
 * Variables a config may name: the process's own first, then `.env` beside the file, then `.env` in the working directory.
 *
 * `os.environ/NAME` is replaced where LiteLLM replaces it: a whole string value in a map, or in a map inside a list.
 */
import { dirname, join, resolve } from "node:path";
import { readEnvFile } from "./env-file.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

const reference = "os.environ/";

/** @returns the two `.env` files that count, whether they exist or not */
export function envFilesFor(configFile: string, cwd: string): string[] {
  return [...new Set([join(dirname(resolve(configFile)), ".env"), join(resolve(cwd), ".env")])];
}

export function gatherVariables(configFile: string, cwd: string, env: Variables): Variables {
  // No prototype: `os.environ/constructor` names a variable, not a function.
  const merged: Record<string, string | undefined> = Object.create(null) as Record<string, string>; // empty
  for (const file of envFilesFor(configFile, cwd).toReversed()) Object.assign(merged, readEnvFile(file, env));
  for (const [name, value] of Object.entries(env)) if (value !== undefined) merged[name] = value;
  return merged;
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
