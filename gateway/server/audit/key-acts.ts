/** What an act did to virtual keys: each as it was before and is after. The rows are frozen, so a look is enough. */
import { recordOf, textOf } from "../../base/json-shape.ts";
import type { AuditChange, AuditObject } from "../../contract/audit.ts";
import { tokenOf, type KeyRing } from "../../policy/key-ring.ts";
import type { VirtualKey } from "../../policy/virtual-keys.ts";
import { valueChanges } from "../../telemetry/audit/value-changes.ts";
import type { RunningAct } from "../../telemetry/audit/audit-acts.ts";

export interface KeyActParts {
  readonly keys: KeyRing;
  /** USD. */
  readonly spendOf: (key: VirtualKey) => number;
}

const digestLength = 12;

/** As a request names it, without what it opens. */
export function keyNamed(sent: unknown, keys: KeyRing): AuditObject {
  const [named = null] = namesIn(sent);
  const found = named === null ? null : findKey(named, keys);
  if (found !== null) return objectOf(found);
  const alias = textOf(recordOf(sent)?.["key_alias"]);
  return { kind: "key", id: named === null ? "" : digestOf(named), name: alias };
}

/** Looks at the keys that the act names or makes: there may be thousands of others. @returns what tells of it once it is over */
export function watchKeys(sent: unknown, { keys, spendOf }: KeyActParts): (act: RunningAct, answer: unknown) => void {
  const found = namesIn(sent).flatMap((name) => findKey(name, keys) ?? []);
  const before = new Map(found.map((key) => [key.token, key]));
  const hasSpend = recordOf(sent)?.["spend"] !== undefined;
  const spends = hasSpend ? new Map(found.map((key) => [key.token, spendOf(key)])) : null;
  return (act, answer) => {
    const token = madeToken(answer);
    const made = token === null || before.has(token) ? null : keys.find(token);
    const gone = [...before.values()].filter((key) => keys.find(key.token) === null);
    const [old] = gone;
    if (old !== undefined && made !== null) {
      act.object = objectOf(made);
      act.changes.push({ path: "key", before: old.digest, after: made.digest }, ...settingsBetween(old, made));
      return;
    }
    const kept = [...before.values()].flatMap((key) => {
      const now = keys.find(key.token);
      return now === null || now === key ? [] : [now];
    });
    const touched = [...gone, ...(made === null ? [] : [made]), ...kept];
    const [one] = touched;
    if (one !== undefined) act.object = objectOf(one);
    for (const key of touched) {
      const changes = settingsBetween(before.get(key.token) ?? null, keys.find(key.token));
      const spent = spends === null ? [] : spendChange(spends.get(key.token) ?? 0, spendOf(key));
      const prefix = touched.length > 1 ? `${key.digest}.` : "";
      act.changes.push(...[...changes, ...spent].map((change) => ({ ...change, path: prefix + change.path })));
    }
  };
}

/** Keys, tokens, digests or aliases of keys that are there already. */
function namesIn(sent: unknown): string[] {
  const body = recordOf(sent) ?? {};
  const listed = [body["keys"], body["key_aliases"]].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  return [body["key"], ...listed].flatMap((name) => textOf(name) ?? []);
}

/** Of LiteLLM's answer or the panel's. */
function madeToken(answer: unknown): string | null {
  const { token, secret } = recordOf(answer) ?? {};
  const made = textOf(secret);
  return made === null ? textOf(token) : tokenOf(made);
}

function settingsBetween(before: VirtualKey | null, after: VirtualKey | null): AuditChange[] {
  return valueChanges(shown(before), shown(after));
}

function shown(key: VirtualKey | null): Record<string, unknown> {
  if (key === null) return {};
  const { row } = key;
  const expires = row.expiresAt === null ? null : new Date(row.expiresAt).toISOString();
  return { key_name: row.keyName, ...row.settings, expires };
}

function spendChange(before: number, after: number): AuditChange[] {
  return before === after ? [] : [{ path: "spend", before, after }];
}

function objectOf(key: VirtualKey): AuditObject {
  return { kind: "key", id: key.digest, name: key.label };
}

function findKey(named: string, keys: KeyRing): VirtualKey | null {
  return keys.find(named) ?? keys.findByDigest(named) ?? keys.findByAlias(named) ?? keys.find(tokenOf(named));
}

function digestOf(named: string): string {
  return (/^[0-9a-f]{64}$|^[0-9a-f]{12}$/.test(named) ? named : tokenOf(named)).slice(0, digestLength);
}
