/**
 * What a save of drafts would change for clients, told before it is done: names that they used lately, and the way and
 * price of their requests of the last day.
 */
import type { Clock } from "../../base/clock.ts";
import type { AliasChange, Draft, SavePreview } from "../../contract/config-files.ts";
import type { Catalog } from "../../contract/deployment.ts";
import { neverUsed, type AliasUse, type UseLog } from "../../contract/request-use.ts";
import { draftImpact, type ImpactParts } from "./draft-impact.ts";
import { nameChanges, type NameChange } from "./name-changes.ts";

export interface PreviewParts extends Omit<ImpactParts, "clock"> {
  readonly clock: Clock;
  readonly log: UseLog;
  /** The running one. */
  readonly catalog: () => Catalog;
  /** What the drafts come to; null = they cannot run. */
  readonly draftCatalog: (drafts: readonly Draft[]) => Promise<Catalog | null>;
  readonly read: (drafts: readonly Draft[]) => Promise<Pick<SavePreview, "findings" | "isRunnable">>;
}

const dayMs = 24 * 3_600_000;
const usedWithinMs = 30 * dayMs;
const lookedAt = 5000;

export function previewSave(parts: PreviewParts): (drafts: readonly Draft[]) => Promise<SavePreview> {
  return async (drafts) => {
    const [{ findings, isRunnable }, draft] = await Promise.all([parts.read(drafts), parts.draftCatalog(drafts)]);
    const since = parts.clock.wallMs() - dayMs;
    if (draft === null) {
      const impact = { since, requests: 0, isCut: false, changed: [] };
      return { findings: [...findings], isRunnable, aliasChanges: [], impact };
    }
    const running = parts.catalog();
    const aliasChanges = await changesOf(running, draft, parts);
    const recent = await parts.log.recentRequests(since, lookedAt);
    const impact = { since, ...(await draftImpact(running, draft, recent, parts)) };
    return { findings: [...findings], isRunnable, aliasChanges, impact };
  };
}

/** Most used first. */
async function changesOf(running: Catalog, draft: Catalog, { log, clock }: PreviewParts): Promise<AliasChange[]> {
  const since = clock.wallMs() - usedWithinMs;
  const names = await log.usedNames(since);
  const changes = await nameChanges(
    running,
    draft,
    names.map(({ alias }) => alias),
    clock,
  );
  const uses = await log.aliasUse(
    changes.map(({ usedAs }) => usedAs),
    since,
  );
  return changes
    .map((change, index) => asChange(change, uses[index] ?? neverUsed))
    .toSorted((left, right) => right.requests - left.requests);
}

function asChange({ alias, change, to, before, after }: NameChange, { users, ...use }: AliasUse): AliasChange {
  return { alias, change, to, before, after, ...use, users: [...users] };
}
