/**
 * Reads the credentials files a config names, each once a load, and remembers them: a changed one calls for a reload.
 *
 * Relative paths count from the working directory (LiteLLM's way), then from the config's folder.
 */
import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { isRecord } from "../base/json-shape.ts";
import type { Variables } from "./environment.ts";

export type CredentialsRead =
  | { readonly kind: "ok"; readonly credentials: Readonly<Record<string, unknown>> }
  /** `reason` completes "The credentials file ...". */
  | { readonly kind: "bad"; readonly reason: string };

const maxBytes = 65_536;

export class CredentialFiles {
  readonly #folders: readonly string[];
  readonly #read = new Map<string, CredentialsRead>();

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Every path that was looked at, whether it exists or not. */
  get paths(): readonly string[] {
    return [...this.#read.keys()];
  }

  read(written: string, variables: Variables): CredentialsRead {
    const path = this.#find(withHome(written, variables));
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const result = readCredentials(path);
    this.#read.set(path, result);
    return result;
  }

  /** @returns the first that exists, else the first */
  #find(path: string): string {
    if (isAbsolute(path)) return path;
    const candidates = this.#folders.map((folder) => resolve(folder, path));
    return candidates.find((candidate) => sizeOf(candidate) !== null) ?? candidates[0] ?? resolve(path);
  }
}

/** @returns the credentials in a JSON text, or why it holds none; the text itself is never repeated */
export function parseCredentials(text: string): CredentialsRead {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { kind: "ok", credentials: value } : { kind: "bad", reason: "holds no JSON object" };
  } catch {
    return { kind: "bad", reason: "is not JSON" };
  }
}

function readCredentials(path: string): CredentialsRead {
  const size = sizeOf(path);
  if (size === null) return { kind: "bad", reason: "does not exist, or is no plain file" };
  if (size > maxBytes) return { kind: "bad", reason: `is larger than ${maxBytes} bytes` };
  try {
    return parseCredentials(readFileSync(path, "utf8"));
  } catch {
    return { kind: "bad", reason: "cannot be read by this user" };
  }
}

/** Bytes of a plain file; null for everything else, which might never end. */
function sizeOf(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true ? found.size : null;
}

function withHome(path: string, variables: Variables): string {
  const home = variables["HOME"] ?? variables["USERPROFILE"];
  return home !== undefined && /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path;
}
