/** What a key did on the running UTC day: the day's sums of the ledger, and by alias its charges. */
import type { KeyDay } from "../contract/panel-keys.ts";
import type { SpendReads, SpendSum } from "../contract/spend.ts";
import { usdTextOf } from "../contract/units.ts";
import type { VirtualKey } from "../policy/virtual-keys.ts";

const dayMs = 86_400_000;
const shownAliases = 8;

type Sums = Omit<SpendSum, "day" | "name">;
const nothing: Sums = { nanos: 0n, requests: 0, unpriced: 0, promptTokens: 0, completionTokens: 0 };

export interface KeyDayParts {
  readonly reads: SpendReads;
  readonly nowMs: () => number;
}

export async function keyDay({ token }: VirtualKey, { reads, nowMs }: KeyDayParts): Promise<KeyDay> {
  const since = Math.floor(nowMs() / dayMs) * dayMs;
  const day = new Date(since).toISOString().slice(0, 10);
  const [totals, aliases] = await Promise.all([
    reads.sums({ scope: "key", from: day, to: day, names: [token], byDay: false }),
    reads.aliasesOfKey({ token, day, limit: shownAliases }),
  ]);
  return {
    since,
    ...shown(totals[0] ?? nothing),
    aliases: aliases.map((sum) => ({ alias: sum.name, ...shown(sum) })),
  };
}

function shown({ nanos, requests, unpriced, promptTokens, completionTokens }: Sums): Omit<KeyDay, "since" | "aliases"> {
  return { spent: usdTextOf(nanos), requests, unpriced, promptTokens, completionTokens };
}
