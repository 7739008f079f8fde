/** A request's end as points of the GenAI instruments: one duration for each call of a provider, tokens for the answer. */
import type { Attributes } from "@opentelemetry/api";
import type { Catalog } from "../contract/deployment.ts";
import { isUnpriced, type RequestIntent, type RequestOutcome } from "../contract/spend-log.ts";
import { answerTiming } from "./answer-timing.ts";
import { answeredBy, type AnsweredBy } from "./answered-by.ts";
import { genaiAttributes } from "./genai-attributes.ts";
import type { GenaiInstruments } from "./genai-instruments.ts";

const nanosPerUsd = 1e9;

export class GenaiRecorder {
  readonly #instruments: GenaiInstruments;
  readonly #catalog: () => Pick<Catalog, "byId">;

  constructor(instruments: GenaiInstruments, catalog: () => Pick<Catalog, "byId">) {
    this.#instruments = instruments;
    this.#catalog = catalog;
  }

  record(intent: RequestIntent, outcome: RequestOutcome): void {
    const timing = answerTiming(intent, outcome);
    const last = outcome.attemptList.at(-1);
    for (const attempt of outcome.attemptList) {
      const seconds = attempt === last && timing !== null ? timing.apiSeconds : (attempt.durationMs ?? 0) / 1000;
      const error = attempt.errorCode === null ? {} : { "error.type": attempt.errorCode };
      this.#instruments.duration.record(seconds, { ...this.#attributes(intent, attempt), ...error });
    }
    if (last === undefined) return;
    this.#recordUsage(this.#attributes(intent, answeredBy(outcome) ?? last), outcome);
    const attributes = this.#attributes(intent, last);
    if (timing === null || timing.firstTokenSeconds === null) return;
    this.#instruments.firstChunk.record(timing.firstTokenSeconds, attributes);
    if (outcome.state !== "ok") return;
    this.#instruments.firstToken.record(timing.firstTokenSeconds, attributes);
    if (timing.perTokenSeconds !== null) this.#instruments.perToken.record(timing.perTokenSeconds, attributes);
  }

  /** The conventions forbid tokens that nobody but us counted. */
  #recordUsage(attributes: Attributes, outcome: RequestOutcome): void {
    const { promptTokens, completionTokens, costUsdNanos, isEstimate } = outcome;
    const { tokens, cost, unpriced } = this.#instruments;
    if (isUnpriced(outcome)) unpriced.add(1, attributes);
    if (costUsdNanos !== null) cost.record(Number(costUsdNanos) / nanosPerUsd, attributes);
    if (isEstimate) return;
    if (promptTokens !== null) tokens.record(promptTokens, { ...attributes, "gen_ai.token.type": "input" });
    if (completionTokens !== null) tokens.record(completionTokens, { ...attributes, "gen_ai.token.type": "output" });
  }

  #attributes({ operation }: RequestIntent, { deploymentId, provider }: AnsweredBy): Attributes {
    return genaiAttributes({ operation, provider, deployment: this.#catalog().byId.get(deploymentId) });
  }
}
