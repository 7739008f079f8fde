/** Which keys are listed, and in which order; the newest first where two are alike. */
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";
import type { KeyOrder, KeySearch } from "./key-search.ts";
import { isOverSoft, keyStates, nanos, percentSpent, statesOf, type KeyState } from "./key-states.ts";

type Compare = (left: PanelKey, right: PanelKey) => number;

/** Ascending; what a key does not have is below everything. */
const compares: Record<KeyOrder, Compare> = {
  name: (left, right) => labelOf(left).localeCompare(labelOf(right), undefined, { numeric: true }),
  state: byNumber((key) => -keyStates.indexOf(statesOf(key)[0] ?? "active")),
  spent: byNumber(({ budget }) => nanos(budget.spent)),
  share: byNumber(({ budget }) => percentSpent(budget)),
  lastUsed: byNumber(({ lastUsedAt }) => lastUsedAt),
  created: byNumber(({ createdAt }) => createdAt),
  expires: byNumber(({ expiresAt }) => expiresAt),
};

const usuallyAscending: readonly KeyOrder[] = ["name", "state"];
export const defaultOrder: KeyOrder = "created";

export function isDescending({ sort = defaultOrder, down }: KeySearch): boolean {
  return down ?? !usuallyAscending.includes(sort);
}

/** Its alias, else the end of its secret. */
export function labelOf({ settings, keyName }: PanelKey): string {
  return settings.key_alias ?? keyName;
}

/** @param keys  newest first */
export function listedKeys(keys: readonly PanelKey[], search: KeySearch): PanelKey[] {
  const { sort = defaultOrder, state } = search;
  const words = (search.search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const sign = isDescending(search) ? -1 : 1;
  const compare = compares[sort];
  return keys
    .filter((key) => state === undefined || isIn(key, state))
    .filter((key) => words.every((word) => textOf(key).includes(word)))
    .toSorted((left, right) => sign * compare(left, right));
}

/** Over its soft budget it stays when its whole budget is spent, which is all that its badge then says. */
function isIn(key: PanelKey, state: KeyState): boolean {
  return state === "overSoftBudget" ? isOverSoft(key.budget) : statesOf(key).includes(state);
}

/** Everything that a text filter looks at. */
function textOf(key: PanelKey): string {
  const { settings, keyName, id } = key;
  const { models, tags, user_id: user, team_id: team, organization_id: organization } = settings;
  return [labelOf(key), keyName, id, ...models, ...tags, user, team, organization].join("\n").toLowerCase();
}

function byNumber(valueOf: (key: PanelKey) => number | bigint | null): Compare {
  return (left, right) => {
    const [one, other] = [valueOf(left), valueOf(right)];
    if (one === other) return 0;
    if (one === null) return -1;
    return other === null || one > other ? 1 : -1;
  };
}
