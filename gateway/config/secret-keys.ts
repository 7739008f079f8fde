/**
 * Which values of a config are secrets: by the name of their key, and inside addresses.
 *
 * Redaction cuts every secret out of every log by its exact value, so an ordinary word must never count as one: a
 * credential's name or a price per token are none.
 */
import { mapOf } from "./values.ts";

const secretName = /((^|[-_])(api)?keys?(_id)?|token|credentials?)$|secret|passw|authorization|cookie/i;
const ordinaryName = /_per_\w*token$/i;
const minSecretLength = 8;

export function isSecretKey(key: string): boolean {
  return secretName.test(key) && !ordinaryName.test(key);
}

/** Every secret text in a resolved config, long enough to be cut out by its exact value. */
export function secretsIn(root: unknown): Set<string> {
  const secrets = new Set<string>();
  walk(root, false, (text) => {
    if (text.length >= minSecretLength) secrets.add(text);
  });
  return secrets;
}

function walk(value: unknown, isSecret: boolean, add: (text: string) => void): void {
  if (typeof value === "string") {
    if (isSecret) {
      add(value);
      add(value.replace(/^(Bearer|Basic)\s+/i, ""));
    }
    for (const part of secretsInAddress(value)) add(part);
  } else if (Array.isArray(value)) for (const item of value) walk(item, isSecret, add);
  else for (const [key, item] of Object.entries(mapOf(value))) walk(item, isSecretKey(key), add);
}

function secretsInAddress(text: string): string[] {
  if (!/^[a-z][\w+.-]*:\/\//i.test(text)) return [];
  // A password may hold an @ that nobody escaped: the last one before the path ends it.
  const written = /^[\w+.-]+:\/\/[^:/?#]*:([^/?#]*)@/.exec(text)?.[1] ?? "";
  if (!URL.canParse(text)) return written === "" ? [] : [written];
  const { password, searchParams } = new URL(text);
  const parameters = [...searchParams].filter(([name]) => isSecretKey(name)).map(([, value]) => value);
  return [password, written, ...parameters].filter((part) => part !== "");
}

/** An address as it may be shown: without a password, and without keys in its query. */
export function shownAddress(text: string): string {
  return text
    .replace(/^([\w+.-]+:\/\/)[^/?#]*@/, "$1****@")
    .replaceAll(/([?&][^=&#]*(?:key|token|secret|passw)[^=&#]*=)[^&#]*/gi, "$1****");
}
