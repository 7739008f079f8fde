/**
 * Tries what a deployment can do, one real call after the other (a local server has one slot), and keeps what was seen.
 *
 * A provider that refuses a question cannot do it; one that fails otherwise has said nothing, and the rest is not asked.
 */
import type { ErrorCode } from "../../contract/errors.ts";
import type { Deployment } from "../../contract/deployment.ts";
import type { Ability, ProbeAnswer } from "../../contract/model-catalog.ts";
import type { RequestOutcome } from "../../contract/spend-log.ts";
import type { AbilityName } from "./known-abilities.ts";
import type { ProbeBook } from "./probe-book.ts";
import { probeQuestions, type ProbeQuestion, type Verdict } from "./probe-questions.ts";
import { readChatAnswer, readChatStream } from "./read-chat-answer.ts";
import { callAlone, type SoloAnswer } from "./solo-call.ts";
import { concrete } from "./solo-catalog.ts";
import type { TestParts } from "./test-deployment.ts";

export interface ProbeParts extends TestParts {
  readonly probes: ProbeBook;
}

/** Said about the question, not about the provider's state. OpenRouter answers 404 where no endpoint takes the question. */
const refusals: ReadonlySet<string> = new Set<ErrorCode>([
  "upstream_bad_request",
  "upstream_unprocessable",
  "upstream_not_found",
  "unsupported_params",
  "unsupported_operation",
  "invalid_request",
]);

export async function probeDeployment(deployment: Deployment, parts: ProbeParts): Promise<ProbeAnswer> {
  const target = concrete(deployment);
  const outcomes: RequestOutcome[] = [];
  const found: Ability[] = [];
  for (const question of questionsFor(parts.modeOf(deployment), parts)) {
    const answer = await ask(question, target, parts);
    outcomes.push(answer.outcome);
    const verdict = judge(question, answer, found.length === 0);
    const at = parts.pipeline.clock.wallMs();
    found.push({ name: question.ability, ...verdict, source: "probe", at });
    if (isDown(answer.outcome, found.length === 1)) break;
  }
  await parts.probes.keep(deployment, found, parts.pipeline.clock.wallMs());
  const [first] = outcomes;
  if (first !== undefined) parts.noteHealth(deployment.id, first.state === "ok", first.errorMessage);
  return {
    abilities: found,
    costUsdNanos: total(outcomes),
    requestIds: parts.isLogOn() ? outcomes.map(({ id }) => id) : [],
  };
}

function questionsFor(mode: string, { pipeline }: ProbeParts): readonly ProbeQuestion[] {
  return mode === "embedding" ? [embedding] : probeQuestions(pipeline.random);
}

const embedding: ProbeQuestion = {
  ability: "embedding" satisfies AbilityName,
  isStream: false,
  body: { input: ["test"] },
  judge: () => ({ state: "yes", evidence: "A vector came back." }),
};

function ask({ ability, body }: ProbeQuestion, deployment: Deployment, parts: ProbeParts): Promise<SoloAnswer> {
  const operation = ability === "embedding" ? "embedding" : "chat";
  return callAlone({ deployment, operation, body, tag: `portico:probe:${ability}` }, parts);
}

/** The first question is one that any model answers: refused, it says something else than that the ability is lacking. */
function judge(
  { isStream, judge: verdictOn }: ProbeQuestion,
  { outcome, text }: SoloAnswer,
  isFirst: boolean,
): Verdict {
  if (outcome.state === "ok") return verdictOn(isStream ? readChatStream(text) : readChatAnswer(text));
  const evidence = outcome.errorMessage ?? "It took too long.";
  const isRefused = outcome.errorCode !== null && refusals.has(outcome.errorCode);
  return { state: isRefused && !isFirst ? "no" : "unknown", evidence };
}

/** Whoever does not even answer the first question, or fails by itself, is not asked again. */
function isDown({ state, errorCode }: RequestOutcome, isFirst: boolean): boolean {
  if (state === "ok") return false;
  return isFirst || errorCode === null || !refusals.has(errorCode);
}

function total(outcomes: readonly RequestOutcome[]): string | null {
  let sum = 0n;
  for (const { costUsdNanos, state } of outcomes) {
    if (costUsdNanos !== null) sum += BigInt(costUsdNanos);
    else if (state === "ok") return null;
  }
  return sum.toString();
}
