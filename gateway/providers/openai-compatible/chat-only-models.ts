/**
 * OpenAI's models that answer chat alone: `/completions` refuses them, so a legacy request goes to them as a chat.
 *
 * Known by name, whatever the base URL, as LiteLLM knows them; any other model of an `openai/` server gets its prompt as
 * it is, because a local server completes it without a chat template.
 * @source https://platform.openai.com/docs/models: the legacy completions endpoint
 */
const chatOnly = /^(ft:)?(gpt-4(?!-base)|gpt-5|gpt-3\.5-turbo(?!-instruct)|chatgpt-|codex-mini|o\d)/;

export function isChatOnly(provider: string, model: string): boolean {
  return provider === "openai" && chatOnly.test(model);
}
