/**
 * A Messages body that goes through: same bytes, but the model, our own fields and what the deployment adds.
 *
 * `metadata` is Anthropic's own here, with `user_id` as its only key: what else a client writes there speaks to the
 * gateway and would be refused upstream.
 *
 * @source LiteLLM's answers (golden data, `messages-claude-*`)
 */
import { isRecord } from "../../base/json-shape.ts";
import { spliceObject } from "../../base/json-splice.ts";
import { gatewayFields } from "../../contract/gateway-fields.ts";
import type { NativeInput } from "../provider.ts";

/** Other APIs' parameters that a deployment may carry by default; this API would refuse them. */
const foreignDefaults = new Set([
  "stop",
  "seed",
  "n",
  "frequency_penalty",
  "presence_penalty",
  "logit_bias",
  "logprobs",
  "top_logprobs",
  "response_format",
  "reasoning_effort",
  "parallel_tool_calls",
  "max_completion_tokens",
  "user",
]);
const neverCounted = new Set(["max_tokens", "temperature", "top_p", "top_k", "stop_sequences", "stream"]);

export function nativeBody(input: NativeInput): Buffer {
  const { deployment, fields, operation } = input;
  const set = new Map<string, string>([["model", JSON.stringify(input.upstreamModel)]]);
  const isCount = operation === "count_tokens";
  for (const [name, value] of defaults(deployment.defaultParams)) {
    if (!(name in fields) && value !== undefined && !(isCount && neverCounted.has(name))) {
      set.set(name, JSON.stringify(value));
    }
  }
  const clientExtra = fields["extra_body"];
  for (const [name, value] of Object.entries({
    ...(isRecord(clientExtra) ? clientExtra : {}),
    ...deployment.extraBody,
  })) {
    set.set(name, JSON.stringify(value));
  }
  const removed = new Set([...gatewayFields, ...deployment.additionalDropParams]);
  keepMetadata(fields["metadata"], set, removed);
  return spliceObject(input.body, set, removed);
}

function defaults(params: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  const { stop } = params;
  const own = Object.entries(params).filter(([name]) => !foreignDefaults.has(name));
  if (typeof stop === "string") return [...own, ["stop_sequences", [stop]]];
  return Array.isArray(stop) ? [...own, ["stop_sequences", stop]] : own;
}

function keepMetadata(metadata: unknown, set: Map<string, string>, removed: Set<string>): void {
  if (!isRecord(metadata) || typeof metadata["user_id"] !== "string") return;
  removed.delete("metadata");
  if (Object.keys(metadata).length > 1) set.set("metadata", JSON.stringify({ user_id: metadata["user_id"] }));
}
