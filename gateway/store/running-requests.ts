/** Requests that have no row in the log yet: what they asked, as redacted text, and how they look in a list. */
import type { ReplayLink } from "../contract/replay-link.ts";
import type { ChainEntry } from "../contract/replay.ts";
import { matchesFilter } from "../contract/request-filter.ts";
import type { RequestPage, RequestPageQuery } from "../contract/request-search.ts";
import { notYetKnown, type RequestIntent, type SpendLogDetail, type SpendLogRow } from "../contract/spend-log.ts";

export class RunningRequests {
  readonly #texts = new Map<string, string>();

  /** @param text  the intent as JSON, redacted */
  add(id: string, text: string): void {
    this.#texts.set(id, text);
  }

  textOf(id: string): string | undefined {
    return this.#texts.get(id);
  }

  remove(id: string): void {
    this.#texts.delete(id);
  }

  detail(id: string): SpendLogDetail | null {
    const text = this.#texts.get(id);
    return text === undefined
      ? null
      : { ...notYetKnown, ...intentOf(text), ...noBodies, attemptList: [], route: null, cost: null };
  }

  /** null = it replays nothing, or does not run. */
  linkOf(id: string): ReplayLink | null {
    const text = this.#texts.get(id);
    return (text === undefined ? undefined : intentOf(text).replay) ?? null;
  }

  /** Every replay that runs now. */
  replays(): ChainEntry[] {
    return [...this.#texts.values()].flatMap((text) => {
      const intent = intentOf(text);
      return intent.replay === undefined ? [] : [{ id: intent.id, link: intent.replay, row: rowOf(intent) }];
    });
  }

  /** Of what ran just now; their texts and marks are not known, so words are looked for in the names alone. */
  matching(query: RequestPageQuery): SpendLogRow[] {
    const { before, after, text, pinned, colour } = query;
    if (pinned !== undefined || colour !== undefined) return [];
    const words = (text ?? "").toLowerCase().split(/[\s"]+/);
    return [...this.#texts.values()]
      .map((intent) => rowOf(intentOf(intent)))
      .filter(({ id }) => (before === undefined || id < before) && (after === undefined || id > after))
      .filter((row) => matchesFilter(row, query))
      .filter((row) => words.every((word) => namesOf(row).includes(word)));
  }
}

function namesOf({ alias, userAgent, keyName, tags }: SpendLogRow): string {
  return [alias, userAgent ?? "", keyName ?? "", ...(tags ?? [])].join("\n").toLowerCase();
}

/** Lays the running requests over a page of ended ones. */
export function layOver(running: readonly SpendLogRow[], ended: RequestPage, limit: number): RequestPage {
  const stored = new Set(ended.rows.map(({ id }) => id));
  const rows = [...running.filter(({ id }) => !stored.has(id)), ...ended.rows].sort((left, right) =>
    left.id < right.id ? 1 : -1,
  );
  const shown = rows.slice(0, limit);
  const isCut = rows.length > limit;
  // A page that is full goes on below its last row; one that stopped for time, where it stopped.
  const next = isCut ? (shown.at(-1)?.id ?? null) : (ended.next ?? null);
  return { ...ended, rows: shown, hasMore: ended.hasMore || isCut, next };
}

/** A chain, oldest first, with what runs of it. */
export function withRunning(ended: readonly ChainEntry[], running: readonly ChainEntry[]): ChainEntry[] {
  const root = ended[0]?.id;
  const known = new Set(ended.map(({ id }) => id));
  return [...ended, ...running.filter(({ id, link }) => link?.root === root && !known.has(id))];
}

function intentOf(text: string): RequestIntent {
  return JSON.parse(text) as RequestIntent; // made by request-store.ts
}

function rowOf(intent: RequestIntent): SpendLogRow {
  const { id, startedAt, operation, alias, stream, keyDigest, keyName, userAgent, clientAddress, tags } = intent;
  const { callId = null } = intent;
  const asked = { id, startedAt, operation, alias, stream, keyDigest, keyName, userAgent, clientAddress, tags, callId };
  return { ...notYetKnown, ...asked };
}

const noBodies = {
  requestBody: null,
  responseBody: null,
  requestBytes: 0,
  responseBytes: 0,
  requestCut: false,
  responseCut: false,
} as const;
