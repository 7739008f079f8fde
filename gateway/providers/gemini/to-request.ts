/**
 * A conversation as Gemini's `generateContent`.
 *
 * What the API has and LiteLLM does not offer on this route (`seed`, `top_logprobs`) is refused as LiteLLM does, and let
 * through by `allowed_openai_params`; on Vertex both are offered. `user` is taken and left out: Gemini knows no end user.
 */
import type { Deployment } from "../../contract/deployment.ts";
import { isRecord } from "../../base/json-shape.ts";
import type { TranslatedInput, TranslatedRequest } from "../provider.ts";
import { admitParams } from "../shared/admit-params.ts";
import { withDefaults } from "../shared/default-params.ts";
import { contentsFor } from "./contents.ts";
import { geminiCall } from "./endpoint.ts";
import { generationConfig } from "./generation-config.ts";
import { modelTraits } from "./model-traits.ts";
import { namedConfig, nativeFields } from "./native-fields.ts";
import { toolFields } from "./tools.ts";

type Body = Record<string, unknown>;

const supported = [
  "max_tokens temperature top_p top_k stop n frequency_penalty presence_penalty logprobs tools tool_choice",
  "parallel_tool_calls response_format user modalities audio web_search_options",
]
  .join(" ")
  .split(" ");
const thinking = ["reasoning_effort", "thinking"];
const onVertexOnly = ["seed", "top_logprobs"];

export function toRequest(input: TranslatedInput): TranslatedRequest {
  const { deployment, upstreamModel } = input;
  const { body, dropped } = generateBody(input);
  const request = geminiCall({
    deployment,
    model: upstreamModel,
    body,
    ...(input.conversation.isStream
      ? { method: "streamGenerateContent", query: "alt=sse" }
      : { method: "generateContent" }),
  });
  return { request, dropped };
}

/** @throws GatewayError `unsupported_params` */
export function generateBody(input: TranslatedInput): { readonly body: Body; readonly dropped: readonly string[] } {
  const { deployment, upstreamModel: model } = input;
  const defaulted = withDefaults(input.conversation, deployment.defaultParams);
  const admitted = admitParams({ ...input, conversation: defaulted.conversation }, supportedBy(deployment, model));
  const { conversation } = admitted;
  const dropped = [...admitted.dropped];
  if (conversation.user !== null) dropped.push("user");
  const passed = nativeFields(admitted.passed);
  const defaults = nativeFields(defaulted.rest);
  const { contents, systemParts, dropped: droppedParts } = contentsFor(conversation.messages, model);
  const tools = toolFields(conversation, admitted.passed["web_search_options"] !== undefined, dropped);
  dropped.push(...droppedParts, ...passed.unknown);
  const config = {
    ...defaults.config,
    ...generationConfig(conversation, admitted.passed, model),
    ...passed.config,
  };
  const body: Body = {
    contents,
    ...(systemParts.length === 0 ? {} : { system_instruction: { parts: systemParts } }),
    ...tools,
    ...(Object.keys(config).length === 0 ? {} : { generationConfig: config }),
    ...defaults.top,
    ...passed.top,
  };
  return { body: withExtraBody(body, deployment), dropped };
}

function supportedBy(deployment: Deployment, model: string): ReadonlySet<string> {
  return new Set([
    ...supported,
    ...(modelTraits(model).canThink ? thinking : []),
    ...(deployment.providerRow.dialect === "vertex_ai" ? onVertexOnly : []),
  ]);
}

/** The file's `extra_body` has the last word; inside `generationConfig` member by member. */
function withExtraBody(body: Body, { extraBody }: Deployment): Body {
  const config = extraBody["generationConfig"];
  if (!isRecord(config)) return { ...body, ...extraBody };
  const written = body["generationConfig"];
  const merged = { ...(isRecord(written) ? written : {}), ...namedConfig(config) };
  return { ...body, ...extraBody, generationConfig: merged };
}
