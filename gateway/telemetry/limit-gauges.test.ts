/** What is left of limits: the keys nearest to their end first, and never more than a scrape can carry. */
import { expect, it } from "vitest";
import type { BudgetReading } from "../contract/limit-readings.ts";
import { matching, readExposition, total } from "./__fixtures__/exposition.ts";
import { addLimitGauges, maxKeys } from "./limit-gauges.ts";
import { MetricBook } from "./metric-book.ts";

const beyond = 120;
const names = (index: number): BudgetReading["labels"] => ({
  hashed_api_key: `h${index}`,
  api_key_alias: `key ${index}`,
});

it("shows the keys with the least left, the overspent first, and says how many are not shown", async () => {
  const budgets = Array.from({ length: maxKeys + beyond }, (_, index): BudgetReading => {
    return { labels: names(index), max: 1000, left: index - 1, resetInHours: index % 2 === 0 ? 3 : null };
  });
  const rates = budgets.map(({ labels }) => ({ labels: { ...labels, model: "m" }, requestsLeft: 4, tokensLeft: null }));
  const book = new MetricBook();
  addLimitGauges(book, {
    keyBudgets: () => budgets.toReversed(),
    keyModelRates: () => rates,
    providerBudgets: () => [{ labels: { api_provider: "openai" }, max: 50, left: 12.5, resetInHours: null }],
    fileBudgets: () => [{ labels: { scope: "tag", name: "blue" }, max: 5, left: 5, resetInHours: null }],
  });
  const samples = readExposition(await book.text());
  const left = matching(samples, "litellm_remaining_api_key_budget_metric");
  expect(left).toHaveLength(maxKeys);
  expect(Math.min(...left.map(({ value }) => value))).toBe(-1);
  expect(Math.max(...left.map(({ value }) => value))).toBe(maxKeys - 2);
  expect(matching(samples, "litellm_api_key_budget_remaining_hours_metric")).toHaveLength(maxKeys / 2);
  expect(total(samples, "portico_key_budgets_not_shown")).toBe(beyond);
  expect(matching(samples, "litellm_remaining_api_key_requests_for_model")).toHaveLength(maxKeys);
  expect(matching(samples, "litellm_remaining_api_key_tokens_for_model")).toEqual([]); // no limit, so nothing is left of it
  expect(total(samples, "portico_key_model_rates_not_shown")).toBe(beyond);
  expect(total(samples, "litellm_provider_remaining_budget_metric", { api_provider: "openai" })).toBe(12.5);
  expect(total(samples, "portico_remaining_budget_usd", { scope: "tag", name: "blue" })).toBe(5);
});
