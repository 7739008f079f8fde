/** What an act did to virtual keys: every key as it was before and is after. The rows are frozen, so a look is enough. */
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
  const body = recordOf(sent) ?? {};
  const [first] = [body["keys"], body["key_aliases"]].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  const named = textOf(body["key"]) ?? textOf(first);
  const found = named === null ? null : findKey(named, keys);
  if (found !== null) return objectOf(found);
  const alias = textOf(body["key_alias"]);
  return { kind: "key", id: named === null ? "" : digestOf(named), name: alias };
}

/** @returns what tells of the act once it is over */
export function watchKeys(sent: unknown, { keys, spendOf }: KeyActParts): (act: RunningAct) => void {
  const before = new Map([...keys.all()].map((key) => [key.token, key]));
  const hasSpend = recordOf(sent)?.["spend"] !== undefined;
  const spends = hasSpend ? new Map([...before.values()].map((key) => [key.token, spendOf(key)])) : null;
  return (act) => {
    const after = new Map([...keys.all()].map((key) => [key.token, key]));
    const gone = [...before.values()].filter(({ token }) => !after.has(token));
    const made = [...after.values()].filter(({ token }) => !before.has(token));
    const kept = [...after.values()].filter((key) => before.has(key.token) && before.get(key.token) !== key);
    const [old, fresh] = [gone[0], made[0]];
    if (old !== undefined && fresh !== undefined) {
      act.object = objectOf(fresh);
      act.changes.push({ path: "key", before: old.digest, after: fresh.digest }, ...settingsBetween(old, fresh));
      return;
    }
    const touched = [...gone, ...made, ...kept];
    const [one] = touched;
    if (one !== undefined) act.object = objectOf(one);
    for (const key of touched) {
      const changes = settingsBetween(before.get(key.token) ?? null, after.get(key.token) ?? null);
      const spent = spends === null ? [] : spendChange(spends.get(key.token) ?? 0, spendOf(key));
      const prefix = touched.length > 1 ? `${key.digest}.` : "";
      act.changes.push(...[...changes, ...spent].map((change) => ({ ...change, path: prefix + change.path })));
    }
  };
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
