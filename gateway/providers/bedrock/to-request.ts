/**
 * A conversation as a Converse call.
 *
 * Rules: JSON without a schema cannot be asked for and is noted; a schema goes into `outputConfig`. `user` has no place.
 * Fields under Converse's own names go on at their place, everybody else's into the model's fields.
 * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
import { isRecord } from "../../base/json-shape.ts";
import type { Conversation, ResponseFormat } from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import { admitParams } from "../shared/admit-params.ts";
import { withDefaults } from "../shared/default-params.ts";
import type { TranslatedInput, TranslatedRequest } from "../provider.ts";
import { bedrockRequest } from "./endpoint.ts";
import type { Block } from "./media-blocks.ts";
import { writeMessages, type WrittenMessages } from "./message-blocks.ts";
import { modelFields } from "./model-fields.ts";
import { makerOf, type Maker } from "./model-traits.ts";
import { writeTools } from "./tool-config.ts";

const supported: ReadonlySet<string> = new Set([
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "top_k",
  "stop",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
  "reasoning_effort",
  "thinking",
  "user",
]);
/** Converse's own top-level fields, also in the way LiteLLM's users write them. */
const ownFields = new Set([
  "guardrailConfig",
  "performanceConfig",
  "requestMetadata",
  "serviceTier",
  "promptVariables",
  "additionalModelResponseFieldPaths",
  "outputConfig",
]);
/** Where Claude says which stop sequence it met, in a whole answer and in a stream. */
const stopSequencePaths = ["/stop_sequence", "/delta/stop_sequence"];

/** @throws GatewayError `unsupported_params`, `invalid_request` */
export function toRequest(input: TranslatedInput): TranslatedRequest {
  const { deployment, upstreamModel, conversation } = input;
  const { body, dropped } = converseBody(input);
  const action = conversation.isStream ? "converse-stream" : "converse";
  return { request: bedrockRequest(deployment, upstreamModel, action, body), dropped };
}

function converseBody(input: TranslatedInput): { readonly body: Block; readonly dropped: readonly string[] } {
  const { deployment } = input;
  const defaulted = withDefaults(input.conversation, deployment.defaultParams);
  const admitted = admitParams({ ...input, conversation: defaulted.conversation }, supported);
  const { conversation } = admitted;
  const maker = makerOf(input.upstreamModel, deployment);
  const model = modelFields(conversation, maker);
  const tools = writeTools(conversation, model.holdsToolChoice);
  const written = writeMessages(conversation.messages);
  refuseUnreachable(written, input.dropParams);
  const extra = sortExtra({ ...defaulted.rest, ...admitted.passed, ...deployment.extraBody });
  const additional = { ...model.fields, ...extra.model };
  const { system, messages } = written;
  return {
    body: {
      messages,
      ...(system.length === 0 ? {} : { system }),
      ...named("inferenceConfig", inferenceConfig(conversation, model.maxTokens)),
      ...(tools.toolConfig === null ? {} : { toolConfig: tools.toolConfig }),
      ...outputConfig(conversation.responseFormat),
      ...stopPaths(conversation, maker),
      ...named("additionalModelRequestFields", additional),
      ...extra.own,
    },
    dropped: [
      ...admitted.dropped,
      ...model.dropped,
      ...tools.dropped,
      ...written.dropped,
      ...lacking(conversation),
      ...written.unreachable,
    ],
  };
}

function named(name: string, fields: Block): Block {
  return Object.keys(fields).length === 0 ? {} : { [name]: fields };
}

function inferenceConfig({ sampling }: Conversation, maxTokens: number | null): Block {
  const { temperature, topP, stop } = sampling;
  return {
    ...(maxTokens === null ? {} : { maxTokens }),
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { topP }),
    ...(stop === null || stop.length === 0 ? {} : { stopSequences: stop }),
  };
}

function outputConfig(format: ResponseFormat | null): Block {
  if (format?.kind !== "schema") return {};
  const { name, schema, description } = format;
  const jsonSchema = { name, schema: JSON.stringify(schema), ...(description === undefined ? {} : { description }) };
  return { outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema } } } };
}

function stopPaths({ sampling }: Conversation, maker: Maker): Block {
  const hasStop = sampling.stop !== null && sampling.stop.length > 0;
  return hasStop && maker === "anthropic" ? { additionalModelResponseFieldPaths: stopSequencePaths } : {};
}

function lacking({ user, responseFormat }: Conversation): string[] {
  return [...(user === null ? [] : ["user"]), ...(responseFormat?.kind === "json" ? ["response_format"] : [])];
}

function sortExtra(extra: Block): { readonly own: Block; readonly model: Block } {
  const own: Record<string, unknown> = {};
  const model: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(extra)) {
    if (ownFields.has(name)) own[name] = value;
    else if (name === "additionalModelRequestFields" && isRecord(value)) Object.assign(model, value);
    else model[name] = value;
  }
  return { own, model };
}

function refuseUnreachable({ unreachable }: WrittenMessages, dropParams: boolean): void {
  const [first] = unreachable;
  if (first === undefined || dropParams) return;
  throw new GatewayError("invalid_request", {
    message: `${first} cannot be given to Bedrock: it takes bytes in base64 of its own formats, or an s3:// address, and fetches nothing else.`,
    param: first,
    hint: "Send it as a data URL, or set `drop_params: true` to leave it out.",
  });
}
