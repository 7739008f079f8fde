/**
 * `logprobsResult` as OpenAI's `logprobs` object.
 *
 * @source https://ai.google.dev/api/generate-content#LogprobsResult
 */
import { numberOf, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";

interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[];
}

export interface Logprobs {
  readonly content: readonly (TokenLogprob & { readonly top_logprobs: readonly TokenLogprob[] })[];
}

/** @returns null when the candidate holds none */
export function readLogprobs(result: unknown): Logprobs | null {
  const fields = recordOf(result);
  if (fields === null) return null;
  const steps = Array.isArray(fields["topCandidates"]) ? (fields["topCandidates"] as readonly unknown[]) : []; // narrowed below
  const content = recordsOf(fields["chosenCandidates"]).map((chosen, index) => ({
    ...tokenOf(chosen),
    top_logprobs: recordsOf(recordOf(steps[index])?.["candidates"]).map(tokenOf),
  }));
  return content.length === 0 ? null : { content };
}

function tokenOf(candidate: Readonly<Record<string, unknown>>): TokenLogprob {
  const token = textOf(candidate["token"]) ?? "";
  return { token, logprob: numberOf(candidate["logProbability"]) ?? 0, bytes: [...Buffer.from(token)] };
}
