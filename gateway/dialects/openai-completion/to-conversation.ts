/**
 * A legacy completion's body as a conversation: its prompt is the one user message.
 *
 * Rule for what a chat target lacks: refused when the answer would not be what was asked for (several prompts, token
 * ids, `suffix`, `best_of` above `n`), done here where it can be (`echo`), left out at the values that change nothing.
 * @source OpenAI completions: create
 */
import type { Conversation } from "../../contract/conversation.ts";
import type { Fields } from "../client-dialect.ts";
import { numberField, providerFields, textField, unknownFields } from "../shared/openai-fields.ts";
import { readSampling, samplingFields } from "../shared/openai-sampling.ts";
import { onePrompt, refusal } from "./prompt.ts";

const placed: ReadonlySet<string> = new Set([
  ...samplingFields,
  "model",
  "prompt",
  "logprobs",
  "user",
  "stream",
  "stream_options",
  "suffix",
  "echo",
  "best_of",
]);

/** @throws GatewayError `invalid_request` */
export function toConversation(body: Fields): Conversation {
  const fields = providerFields(body);
  const suffix = textField(fields, "suffix");
  if (suffix !== null && suffix !== "")
    throw refusal("suffix", "asks for text between two texts, which this alias's provider has no request for");
  const sampling = readSampling(fields);
  if ((numberField(fields, "best_of") ?? 1) > (sampling.n ?? 1))
    throw refusal("best_of", "asks for more drafts than answers, which this alias's provider cannot make");
  const logprobs = numberField(fields, "logprobs");
  return {
    messages: [{ role: "user", parts: [{ type: "text", text: onePrompt(fields) }] }],
    tools: [],
    toolChoice: null,
    parallelToolCalls: null,
    sampling: {
      ...sampling,
      logprobs: logprobs === null ? null : true,
      topLogprobs: logprobs === null || logprobs === 0 ? null : logprobs,
    },
    responseFormat: null,
    reasoning: null,
    user: textField(fields, "user"),
    isStream: fields["stream"] === true,
    family: "openai",
    extra: unknownFields(fields, placed),
  };
}
