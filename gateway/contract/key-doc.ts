/** The form of one key's documentation. */
export const keyUnits = [
  "seconds",
  "days",
  "kibibytes",
  "mebibytes",
  "tokens",
  "requests_per_minute",
  "tokens_per_minute",
  "usd",
  "usd_per_token",
  "usd_per_second",
  "usd_per_character",
  "usd_per_image",
  "usd_per_query",
  "usd_per_request",
] as const;

export type KeyUnit = (typeof keyUnits)[number];

export interface KeyDoc {
  /** One sentence; names of keys and values between backticks. */
  readonly en: string;
  readonly ko: string;
  /** As it would be written; left out where there is none. */
  readonly default?: string;
  readonly unit?: KeyUnit;
}

export type KeyDocs = Readonly<Record<string, KeyDoc>>;
