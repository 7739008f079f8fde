/**
 * What differs between two plain values, field by field, as the audit log lists it.
 *
 * A list counts as one value. Law: of a secret it is only said that it is there, and that it is another one.
 */
import { isRecord } from "../../base/json-shape.ts";
import type { AuditChange } from "../../contract/audit.ts";

/** Stands for a secret in a value: compared, never shown. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  isSame(other: unknown): boolean {
    return other instanceof Secret && other.#text === this.#text;
  }

  toJSON(): string {
    return shownSecret;
  }
}

const shownSecret = "[secret]";
const anotherSecret = "[another secret]";
const longestText = 500;
const longestValue = 1000;

export function valueChanges(before: unknown, after: unknown): AuditChange[] {
  const [left, right] = [leavesOf(before), leavesOf(after)];
  const paths = [...left.keys(), ...[...right.keys()].filter((path) => !left.has(path))];
  return paths.flatMap((path) => {
    const [old, now] = [left.get(path) ?? null, right.get(path) ?? null];
    return isSame(old, now) ? [] : [{ path, before: shown(old, null), after: shown(now, old) }];
  });
}

/** Path -> value; what is empty counts as not there. */
function leavesOf(value: unknown, path = "", leaves = new Map<string, unknown>()): Map<string, unknown> {
  if (value instanceof Map) return leavesOf(Object.fromEntries(value), path, leaves);
  if (isRecord(value) && !(value instanceof Secret)) {
    for (const [name, part] of Object.entries(value)) leavesOf(part, path === "" ? name : `${path}.${name}`, leaves);
    return leaves;
  }
  const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  if (!isEmpty) leaves.set(path, value);
  return leaves;
}

function isSame(left: unknown, right: unknown): boolean {
  if (left instanceof Secret) return left.isSame(right);
  return left === right || textOf(left) === textOf(right);
}

function shown(value: unknown, before: unknown): AuditChange["after"] {
  if (value instanceof Secret) return before instanceof Secret ? anotherSecret : shownSecret;
  if (typeof value === "string") return cut(value, longestText);
  const text = textOf(value);
  return text.length > longestValue ? cut(text, longestText) : (JSON.parse(text) as AuditChange["after"]); // JSON's own
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;
}

/** JSON; amounts are bigints, patterns have no form of their own. */
function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_name, part: unknown) => {
      if (typeof part === "bigint") return String(part);
      if (part instanceof Map) return Object.fromEntries(part);
      return part instanceof RegExp ? part.source : part;
    }) ?? "null"
  );
}
