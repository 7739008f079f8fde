/**
 * What Bedrock's models differ in, told from their names: Converse is one API, but thinking and the rarer parameters
 * are each maker's own.
 *
 * An ARN of an application inference profile hides the model; `model_info.base_model` tells it then.
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-call.html,
 *   .../model-parameters-anthropic-claude-messages.html, .../nova/latest/nova2-userguide/extended-thinking.html
 */
import { withoutRegion } from "../../base/aws-region.ts";
import { textOf } from "../../base/json-shape.ts";
import type { Deployment } from "../../contract/deployment.ts";

export type Maker = "anthropic" | "nova" | "openai" | "other";

const routePrefix = /^(converse|converse_like|invoke)\//;

/** @returns the id or ARN that AWS knows, without LiteLLM's route and region before it */
export function modelId(upstreamModel: string): string {
  return withoutRegion(upstreamModel.replace(routePrefix, ""));
}

export function makerOf(upstreamModel: string, deployment: Deployment): Maker {
  const name = `${upstreamModel} ${textOf(deployment.modelInfo["base_model"]) ?? ""}`.toLowerCase();
  if (/\banthropic\.|claude/.test(name)) return "anthropic";
  if (/\bamazon\.nova|\bnova-/.test(name)) return "nova";
  return /\bopenai\.|gpt-oss/.test(name) ? "openai" : "other";
}
