/**
 * An error's message as the words a client matches on; the prose around them is each gateway's own.
 *
 * Clients look for the class (`RateLimitError`), for the provider's own sentence and for a few of LiteLLM's.
 */
const phrases = [
  "Rate limit reached",
  "The server had an error",
  "Overloaded",
  "upstream broke",
  "Incorrect API key",
  "Not allowed",
  "does not exist",
  "Insufficient credits",
  "Invalid value for 'temperature'",
  "Unprocessable",
  "Request timed out",
  "maximum context length",
  "safety system",
  "Bad gateway",
  "You passed in model=",
  "There are no healthy deployments",
  "Missing required parameter",
  "must be a string",
  "Invalid JSON payload",
  "No api key passed in",
  "Malformed API Key",
  "Invalid proxy server token",
  "Not allowed to access model due to tags",
];

/** Named beside the broader class they belong to, in either order. */
const specific: ReadonlySet<string> = new Set(["ContextWindowExceededError", "ContentPolicyViolationError"]);

export function errorWords(message: string): { class: string; says: string } {
  const classes = [...message.matchAll(/\b([A-Z][A-Za-z]+Error|Timeout)\b/g)].map(([, name = ""]) => name);
  return {
    class: classes.find((name) => specific.has(name)) ?? classes[0] ?? "",
    says: phrases.filter((phrase) => message.includes(phrase)).join(" | "),
  };
}
