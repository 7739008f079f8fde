/**
 * Counts in the ledger's sums of use the requests that ended without a charge: refused, failed, or cut before an answer.
 *
 * Law: a name that a client made up fills no table, so an alias counts by its name only when the config knows it.
 */
import type { LedgerSink } from "../contract/ledger.ts";
import type { RequestObserver } from "../contract/telemetry.ts";
import { isCharged } from "./charged.ts";

export interface UnchargedParts {
  readonly sink: Pick<LedgerSink, "write">;
  readonly isAlias: (name: string) => boolean;
  /** First 12 digits of a virtual key's digest; the master key has some too. */
  readonly isKey: (digest: string) => boolean;
}

export function unchargedCounter({ sink, isAlias, isKey }: UnchargedParts): RequestObserver {
  return {
    finished: ({ startedAt, alias, keyDigest, userAgent, tags }, outcome) => {
      if (isCharged(outcome)) return;
      const { state, provider, deploymentId, upstreamModel } = outcome;
      const use = {
        startedAt,
        alias: deploymentId !== null || isAlias(alias) ? alias : null,
        keyDigest: keyDigest !== null && isKey(keyDigest) ? keyDigest : null,
        client: userAgent,
        tags,
        provider,
        deploymentId,
        upstreamModel,
        isError: state !== "ok",
        isAbort: state === "client_abort",
      };
      sink.write({ kind: "uncharged", use });
    },
  };
}
