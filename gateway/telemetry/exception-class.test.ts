/** Each of our codes has a name that LiteLLM's dashboards know. */
import { expect, it } from "vitest";
import { errorTable } from "../contract/errors.ts";
import { exceptionClass } from "./exception-class.ts";

it("has a Python class for every code, and puts the provider before it as LiteLLM does", () => {
  for (const code of Object.keys(errorTable)) expect(exceptionClass(code, null)).toMatch(/^[A-Z]\w+$/);
  expect(exceptionClass("upstream_rate_limit", "vertex_ai")).toBe("Vertex_Ai.RateLimitError");
  expect(exceptionClass("upstream_timeout", "openai")).toBe("Openai.Timeout");
  expect(exceptionClass("budget_exceeded", null)).toBe("BudgetExceededError");
  expect(exceptionClass("ledger_unavailable", null)).toBe("ProxyException");
});
