/**
 * An outcome without its providers' words, for a request whose bodies are not kept: an error may quote the prompt.
 *
 * What happened is still told by codes and statuses. Errors of our own, before any provider was asked, stay.
 */
import type { RequestOutcome } from "../contract/spend-log.ts";

const notKept = "[the provider's words are not kept: the log keeps no bodies of this request]";

export function quoteless(outcome: RequestOutcome): RequestOutcome {
  const { attemptList, errorMessage, route } = outcome;
  if (
    attemptList.every((attempt) => attempt.errorMessage === null) &&
    (errorMessage === null || attemptList.length === 0)
  )
    return outcome;
  return {
    ...outcome,
    errorMessage: errorMessage === null ? null : notKept,
    attemptList: attemptList.map((attempt) =>
      attempt.errorMessage === null ? attempt : { ...attempt, errorMessage: notKept },
    ),
    route: route === null ? null : { ...route, steps: route.steps.map(withoutWords) },
  };
}

type Step = NonNullable<RequestOutcome["route"]>["steps"][number];

function withoutWords(step: Step): Step {
  if (step.type === "attempt" && step.errorMessage !== null) return { ...step, errorMessage: notKept };
  return step;
}
