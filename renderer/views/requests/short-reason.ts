/** An error's own words for a narrow place: without the class and provider that LiteLLM's clients expect before them. */
export function shortReason(message: string): string {
  return message.replace(/^litellm\.\w+: (?:\w+Exception - )?/, "");
}
