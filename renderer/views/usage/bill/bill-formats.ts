/**
 * The files that providers give out, each told by its columns and read by them. A file that none of them is can be read by
 * columns that the user names.
 *
 * Headers as seen in exports of 2025 and 2026:
 * @source https://support.claude.com/en/articles/9534590-cost-and-usage-reporting-in-console (Anthropic: usage and cost CSV,
 *   `usage_date_utc,model,...,token_type,cost_usd,...` and `usage_date_utc,model_version,...,usage_output_tokens,...`)
 * @source https://platform.openai.com/docs/api-reference/usage/costs (OpenAI: the dashboard's files flatten these objects,
 *   `start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,...,line_item,...` and
 *   `...,num_model_requests,...,model,...,input_tokens,output_tokens,input_cached_tokens,...`)
 * @source https://openrouter.ai/docs/guides/guides/activity-export (OpenRouter: a line for each generation,
 *   `generation_id,created_at,cost_total,...,tokens_prompt,tokens_completion,...,model_permaslug,provider_name,...`;
 *   `/api/v1/activity` has `date,model,usage,requests,prompt_tokens,completion_tokens`)
 */
export interface BillColumns {
  readonly day: string;
  /** null = the file does not say; then days are compared. */
  readonly model: string | null;
  /** null = tokens only. */
  readonly cost: string | null;
  readonly currency?: string;
  readonly requests?: string;
  /** Every line is one request. */
  readonly isLinePerRequest?: true;
  /** Added up. */
  readonly prompt?: readonly string[];
  readonly completion?: readonly string[];
}

export const formatNames = [
  "openai_costs",
  "openai_usage",
  "anthropic_cost",
  "anthropic_usage",
  "openrouter_generations",
  "openrouter_activity",
] as const;
export type FormatName = (typeof formatNames)[number];

export interface BillFormat {
  readonly name: FormatName;
  /** Of our ledger. */
  readonly provider: string;
  /** A file is of this format when it has all of them. */
  readonly marks: readonly string[];
  readonly columns: BillColumns;
}

export const billFormats: readonly BillFormat[] = [
  {
    name: "openai_costs",
    provider: "openai",
    marks: ["start_time_iso", "amount_value", "amount_currency"],
    columns: { day: "start_time_iso", model: "line_item", cost: "amount_value", currency: "amount_currency" },
  },
  {
    name: "openai_usage",
    provider: "openai",
    marks: ["start_time_iso", "num_model_requests", "input_tokens", "output_tokens"],
    columns: {
      day: "start_time_iso",
      model: "model",
      cost: null,
      requests: "num_model_requests",
      prompt: ["input_tokens"],
      completion: ["output_tokens"],
    },
  },
  {
    name: "anthropic_cost",
    provider: "anthropic",
    marks: ["usage_date_utc", "model", "token_type", "cost_usd"],
    columns: { day: "usage_date_utc", model: "model", cost: "cost_usd" },
  },
  {
    name: "anthropic_usage",
    provider: "anthropic",
    marks: ["usage_date_utc", "model_version", "usage_input_tokens_no_cache", "usage_output_tokens"],
    columns: {
      day: "usage_date_utc",
      model: "model_version",
      cost: null,
      prompt: [
        "usage_input_tokens_no_cache",
        "usage_input_tokens_cache_write_5m",
        "usage_input_tokens_cache_write_1h",
        "usage_input_tokens_cache_read",
      ],
      completion: ["usage_output_tokens"],
    },
  },
  {
    name: "openrouter_generations",
    provider: "openrouter",
    marks: ["generation_id", "created_at", "cost_total", "model_permaslug"],
    columns: {
      day: "created_at",
      model: "model_permaslug",
      cost: "cost_total",
      isLinePerRequest: true,
      prompt: ["tokens_prompt"],
      completion: ["tokens_completion"],
    },
  },
  {
    name: "openrouter_activity",
    provider: "openrouter",
    marks: ["date", "model", "usage", "requests", "prompt_tokens"],
    columns: {
      day: "date",
      model: "model",
      cost: "usage",
      requests: "requests",
      prompt: ["prompt_tokens"],
      completion: ["completion_tokens"],
    },
  },
];

/** Case and outer spaces count for nothing. */
export function columnName(head: string): string {
  return head.trim().toLowerCase();
}

export function formatOf(head: readonly string[]): BillFormat | null {
  const names = new Set(head.map(columnName));
  return billFormats.find(({ marks }) => marks.every((mark) => names.has(mark))) ?? null;
}

const guesses = {
  day: /^(date|day|usage_date|timestamp|time|created|created_at|start_time)/,
  model: /model/,
  cost: /(cost|amount|spend|charge|usd|price|total)/,
  requests: /(requests|calls|count)/,
} as const;

/** What the user is offered first for a file of no known kind. */
export function guessColumns(head: readonly string[]): Partial<Record<keyof typeof guesses, string>> {
  const names = head.map(columnName);
  const found = Object.entries(guesses).map(([field, pattern]) => [field, names.find((name) => pattern.test(name))]);
  return Object.fromEntries(found.filter(([, name]) => name !== undefined)) as Partial<
    Record<keyof typeof guesses, string>
  >; // the fields of `guesses`
}
