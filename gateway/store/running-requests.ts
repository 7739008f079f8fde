/** Requests that have no row in the log yet: what they asked, as redacted text, and how they look in a list. */
import type { RequestPageQuery } from "../contract/admin.ts";
import { notYetKnown, type RequestIntent, type SpendLogDetail, type SpendLogRow } from "../contract/spend-log.ts";
import type { RequestPage } from "./reader.ts";

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

  matching({ state, errors, before, after, alias, operation, search }: RequestPageQuery): SpendLogRow[] {
    if (errors === "true" || (state !== undefined && state !== "in_flight")) return [];
    const word = search?.toLowerCase() ?? "";
    return [...this.#texts.values()]
      .map((text) => rowOf(intentOf(text)))
      .filter(({ id }) => (before === undefined || id < before) && (after === undefined || id > after))
      .filter((row) => alias === undefined || alias === "" || row.alias === alias)
      .filter((row) => operation === undefined || row.operation === operation)
      .filter(({ alias, userAgent, keyDigest, keyName, id }) =>
        `${alias} ${userAgent ?? ""} ${keyDigest ?? ""} ${keyName ?? ""} ${id}`.toLowerCase().includes(word),
      );
  }
}

/** Lays the running requests over a page of ended ones. */
export function layOver(running: readonly SpendLogRow[], ended: RequestPage, limit: number): RequestPage {
  const stored = new Set(ended.rows.map(({ id }) => id));
  const rows = [...running.filter(({ id }) => !stored.has(id)), ...ended.rows].sort((left, right) =>
    left.id < right.id ? 1 : -1,
  );
  return { rows: rows.slice(0, limit), hasMore: ended.hasMore || rows.length > limit };
}

function intentOf(text: string): RequestIntent {
  return JSON.parse(text) as RequestIntent; // made by request-store.ts
}

function rowOf(intent: RequestIntent): SpendLogRow {
  const { id, startedAt, operation, alias, stream, keyDigest, keyName, userAgent, clientAddress } = intent;
  return { ...notYetKnown, id, startedAt, operation, alias, stream, keyDigest, keyName, userAgent, clientAddress };
}

const noBodies = {
  requestBody: null,
  responseBody: null,
  requestBytes: 0,
  responseBytes: 0,
  requestCut: false,
  responseCut: false,
} as const;
