/**
 * Takes the secrets out of a deployment's parameters: each becomes a variable for the `.env`, and the parameter names it.
 *
 * Law: what goes into a config's text holds no literal secret, wherever in the parameters it stood.
 */
import type { JsonValue } from "../../contract/config-edit.ts";
import { isSecretKey, shownAddress } from "../secret-keys.ts";

export type Params = Readonly<Record<string, JsonValue>>;

export interface StoredSecrets {
  /** With `os.environ/NAME` in the place of every secret. */
  readonly params: Params;
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

export interface SecretNames {
  readonly provider: string;
  readonly alias: string;
  /** What the parameter says now; a variable that only it uses is used again. */
  readonly current: (key: string) => string | null;
  readonly isTaken: (name: string) => boolean;
}

const prefix = "os.environ/";
const maxNameLength = 100;

export function storeSecrets(params: Params, names: SecretNames): StoredSecrets {
  const variables = new Map<string, string>();
  const nameFor = (key: string): string => {
    const current = names.current(key);
    return current ?? freeName(key, names, (name) => variables.has(name) || names.isTaken(name));
  };
  const store = (value: string, key: string): string => {
    const name = nameFor(key);
    variables.set(name, value);
    return `${prefix}${name}`;
  };
  const entries = Object.entries(params).map(([key, value]) => [key, withoutSecrets(value, key, store)] as const);
  return {
    params: Object.fromEntries(entries),
    variables: [...variables].map(([name, value]) => ({ name, value })),
  };
}

type Store = (value: string, key: string) => string;

function withoutSecrets(value: JsonValue, key: string, store: Store): JsonValue {
  if (typeof value === "string") return isLiteralSecret(value, key) ? store(value, key) : value;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, key, store));
  if (typeof value !== "object" || value === null) return value;
  // A cloud's credentials may be a whole JSON document; as text they mean the same.
  if (isSecretKey(key)) return store(JSON.stringify(value), key);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withoutSecrets(item, name, store)] as const),
  );
}

function isLiteralSecret(value: string, key: string): boolean {
  if (value === "" || value.startsWith(prefix)) return false;
  return isSecretKey(key) || shownAddress(value) !== value;
}

/** `PORTICO_KEY_OPENROUTER_QWEN` for the key of `qwen` at OpenRouter. */
function freeName(key: string, { provider, alias }: SecretNames, isTaken: (name: string) => boolean): string {
  const what = key === "api_key" ? "KEY" : key;
  const base = ["PORTICO", what, provider, alias].map(asName).filter(Boolean).join("_").slice(0, maxNameLength);
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}_${number}`;
    if (!isTaken(name)) return name;
  }
}

function asName(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
}
