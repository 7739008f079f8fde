/**
 * Fallbacks as LiteLLM counts them: each group that took a request over, by whether it answered, and the failure that
 * led there.
 */
import type { Attempt, RequestOutcome } from "../contract/spend-log.ts";
import { exceptionClass } from "./exception-class.ts";
import type { CounterMetric } from "./kept-series.ts";
import type { MetricBook } from "./metric-book.ts";
import { statusLabel } from "./status-label.ts";
import { fallbackLabels, type RequestLabelBook, type RequestLabels } from "./request-labels.ts";

export class FallbackCounts {
  readonly #labels: RequestLabelBook;
  readonly #successful: CounterMetric;
  readonly #failed: CounterMetric;

  constructor(book: MetricBook, labels: RequestLabelBook) {
    this.#labels = labels;
    const of = (name: string, help: string): CounterMetric =>
      book.counter({
        name: `litellm_deployment_${name}_fallbacks_total`,
        help,
        labels: [...fallbackLabels, "exception_status", "exception_class"],
      });
    this.#successful = of("successful", "Times that another group answered for the one that was asked for.");
    this.#failed = of("failed", "Times that another group was asked and failed too.");
  }

  count({ route, attemptList }: RequestOutcome, { key }: RequestLabels): void {
    const taken = (route?.steps ?? []).filter((step) => step.type === "fallback" && step.skipped === null);
    const causes = attemptList.filter(({ errorCode }) => errorCode !== null);
    const hasAnswered = attemptList.at(-1)?.errorCode === null; // a client that left an answer had one
    for (const [index, step] of taken.entries()) {
      if (step.type !== "fallback") continue;
      const isLast = index === taken.length - 1;
      const counter = isLast && hasAnswered ? this.#successful : this.#failed;
      const names = { requested_model: this.#labels.modelOf(step.from), fallback_model: this.#labels.modelOf(step.to) };
      counter.add({ ...names, ...key, ...causeOf(causes, step.from, route) }, 1);
    }
  }
}

/** The last failure in the group that was given up. */
function causeOf(
  causes: readonly Attempt[],
  group: string,
  route: RequestOutcome["route"],
): { readonly exception_status: string; readonly exception_class: string } {
  const ids = new Set(
    (route?.steps ?? []).flatMap((step) =>
      step.type === "pick" && step.group === group && step.picked !== null ? [step.picked] : [],
    ),
  );
  const cause = causes.findLast(({ deploymentId }) => ids.has(deploymentId)) ?? causes.at(0);
  if (cause?.errorCode === undefined || cause.errorCode === null) return { exception_status: "", exception_class: "" };
  return {
    exception_status: statusLabel(cause.status),
    exception_class: exceptionClass(cause.errorCode, cause.provider),
  };
}
