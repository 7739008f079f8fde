/**
 * What is left of budgets and rate limits, asked when somebody scrapes.
 *
 * Only things with a limit are shown, and of keys at most `maxKeys`, those with the least left: the others are
 * counted.
 * @source LiteLLM types/integrations/prometheus.py (names and labels)
 */
import type { BudgetReading, LimitReadings, RateReading } from "../contract/limit-readings.ts";
import type { MetricBook, Reading } from "./metric-book.ts";

export const maxKeys = 500;

const keyNames = ["hashed_api_key", "api_key_alias"];

export function addLimitGauges(book: MetricBook, sources: LimitReadings): void {
  const all = book.shared(() => [...sources.keyBudgets()]);
  const keys = book.shared(() => shown(all()));
  budgetGauges(book, {
    names: ["litellm_remaining_api_key_budget_metric", "litellm_api_key_max_budget_metric"],
    whose: "of a key",
    labels: keyNames,
    read: keys,
  });
  book.gauge(
    {
      name: "litellm_api_key_budget_remaining_hours_metric",
      help: "Hours until a key's budget begins anew.",
      labels: keyNames,
    },
    () =>
      keys().flatMap(({ labels, resetInHours }) => (resetInHours === null ? [] : [{ labels, value: resetInHours }])),
  );
  book.gauge(
    { name: "portico_key_budgets_not_shown", help: `Keys with a budget beyond the ${maxKeys} with the least left.` },
    () => [{ labels: {}, value: Math.max(0, all().length - maxKeys) }],
  );
  rateGauges(book, sources);
  budgetGauges(book, {
    names: ["litellm_provider_remaining_budget_metric", "portico_provider_max_budget_usd"],
    whose: "of a provider",
    labels: ["api_provider"],
    read: book.shared(() => [...sources.providerBudgets()]),
  });
  budgetGauges(book, {
    names: ["portico_remaining_budget_usd", "portico_max_budget_usd"],
    whose: "of the file: everything, an alias, a tag, a deployment",
    labels: ["scope", "name"],
    read: book.shared(() => [...sources.fileBudgets()]),
  });
}

interface BudgetPair {
  readonly names: readonly [remaining: string, max: string];
  readonly whose: string;
  readonly labels: readonly string[];
  readonly read: () => Iterable<BudgetReading>;
}

function budgetGauges(book: MetricBook, { names, whose, labels, read }: BudgetPair): void {
  const of = (pick: (budget: BudgetReading) => number) => (): Reading[] =>
    [...read()].map((budget) => ({ labels: budget.labels, value: pick(budget) }));
  book.gauge(
    { name: names[0], help: `USD left of a budget ${whose}.`, labels },
    of(({ left }) => left),
  );
  book.gauge(
    { name: names[1], help: `The budget ${whose}, in USD.`, labels },
    of(({ max }) => max),
  );
}

function rateGauges(book: MetricBook, { keyModelRates }: LimitReadings): void {
  const all = book.shared(() => [...keyModelRates()]);
  const rates = book.shared(() => all().slice(0, maxKeys));
  const of = (pick: (rate: RateReading) => number | null) => (): Reading[] =>
    rates().flatMap((rate) => {
      const value = pick(rate);
      return value === null ? [] : [{ labels: rate.labels, value }];
    });
  const labels = [...keyNames, "model"];
  book.gauge(
    { name: "portico_key_model_rates_not_shown", help: `Rates of keys for models beyond the first ${maxKeys}.` },
    () => [{ labels: {}, value: Math.max(0, all().length - maxKeys) }],
  );
  book.gauge(
    {
      name: "litellm_remaining_api_key_requests_for_model",
      help: "Requests that a key may still make of a model in this minute.",
      labels,
    },
    of(({ requestsLeft }) => requestsLeft),
  );
  book.gauge(
    {
      name: "litellm_remaining_api_key_tokens_for_model",
      help: "Tokens that a key may still use of a model in this minute.",
      labels,
    },
    of(({ tokensLeft }) => tokensLeft),
  );
}

function shown(budgets: readonly BudgetReading[]): readonly BudgetReading[] {
  if (budgets.length <= maxKeys) return budgets;
  return budgets.toSorted((one, other) => one.left - other.left).slice(0, maxKeys);
}
