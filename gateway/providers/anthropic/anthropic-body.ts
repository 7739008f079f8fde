/**
 * The body of a Messages request from the intermediate form, without address and headers, so that a cloud that serves
 * Claude can send the same.
 *
 * Rule for a client of another family: what Claude cannot be told is refused or left out by LiteLLM's rule
 * (`admitParams`); parts it cannot read are left out and named in `dropped`. A client of Anthropic's own family gets
 * back everything it wrote, under the names it used.
 *
 * @source LiteLLM's requests to Anthropic (golden data, `chat-claude-*`, `responses-claude-*`)
 */
import { isRecord } from "../../base/json-shape.ts";
import type { Conversation } from "../../contract/conversation.ts";
import { admitParams } from "../shared/admit-params.ts";
import { gatewayFields } from "../../contract/gateway-fields.ts";
import type { TranslatedInput } from "../provider.ts";
import { reasoningOf, withDefaults } from "../shared/default-params.ts";
import { supportedParams } from "./supported-params.ts";
import { traitsOf, type ModelTraits } from "./model-table.ts";
import { writeFormat } from "./write-format.ts";
import { writeMessages } from "./write-messages.ts";
import { writeSampling } from "./write-sampling.ts";
import { writeThinking } from "./write-thinking.ts";
import { writeTools } from "./write-tools.ts";

export interface AnthropicBody {
  readonly body: Readonly<Record<string, unknown>>;
  /** Values of `anthropic-beta` that the body needs. */
  readonly betas: readonly string[];
  readonly dropped: readonly string[];
}

/** @throws GatewayError `unsupported_params`, `invalid_request` */
export function anthropicBody(input: TranslatedInput): AnthropicBody {
  const { deployment } = input;
  const traits = traitsOf(input.upstreamModel);
  const defaulted = withDefaults(input.conversation, deployment.defaultParams);
  const admitted = admitParams(
    { ...input, conversation: defaulted.conversation },
    supportedParams(traits, input.conversation.family),
  );
  // A chat client's `thinking` may still be one of its own fields.
  const reasoning = admitted.conversation.reasoning ?? reasoningOf(admitted.passed);
  const conversation = { ...admitted.conversation, reasoning };
  const notes = new Set(admitted.dropped);
  const extra = extraOf(conversation, admitted.passed, deployment.additionalDropParams);
  const { betas, ...fields } = fieldsOf(input, conversation, traits, extra, notes);
  return {
    body: { ...defaulted.rest, ...fields, ...deployment.extraBody },
    betas,
    dropped: [...notes],
  };
}

function fieldsOf(
  input: TranslatedInput,
  conversation: Conversation,
  traits: ModelTraits,
  extra: Readonly<Record<string, unknown>>,
  notes: Set<string>,
): Readonly<Record<string, unknown>> & { readonly betas: readonly string[] } {
  const { messages, system } = writeMessages(conversation, notes);
  const sampling = writeSampling(input, conversation, traits, extra, notes);
  const thinking = writeThinking(conversation, traits, sampling.maxTokens, extra, notes);
  const format = writeFormat(conversation, traits, extra, notes);
  const tools = writeTools(conversation, format.tool, thinking.isThinking, extra, notes);
  const {
    output_config: config,
    thinking: _thinking,
    web_search_options: _search,
    max_completion_tokens: _max,
    ...others
  } = extra;
  const outputConfig = { ...thinking.config, ...format.config, ...(isRecord(config) ? config : {}) };
  return {
    model: input.upstreamModel,
    ...others,
    messages,
    ...(system.length === 0 ? {} : { system }),
    ...sampling.fields,
    max_tokens: thinking.maxTokens,
    ...(thinking.value === null ? {} : { thinking: thinking.value }),
    ...tools,
    ...(format.outputFormat === null ? {} : { output_format: format.outputFormat }),
    ...(Object.keys(outputConfig).length === 0 ? {} : { output_config: outputConfig }),
    ...(conversation.isStream ? { stream: true } : {}),
    betas: format.betas,
  };
}

/** Of Anthropic's family everything the client wrote but the gateway's own fields; of OpenAI's what was admitted. */
function extraOf(
  { family, extra }: Conversation,
  passed: Readonly<Record<string, unknown>>,
  alwaysDropped: readonly string[],
): Readonly<Record<string, unknown>> {
  if (family !== "anthropic") return passed;
  const goes = (name: string): boolean => !gatewayFields.includes(name) && !alwaysDropped.includes(name);
  return Object.fromEntries(Object.entries(extra).filter(([name]) => goes(name)));
}
