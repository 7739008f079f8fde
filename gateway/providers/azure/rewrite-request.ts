/**
 * A request for OpenAI as Azure wants it: another address, its own key header, and the words of reasoning models.
 *
 * Rule: models that think (o-series, gpt-5) refuse `max_tokens`, which becomes `max_completion_tokens`, and a
 * temperature, which is left out; gpt-5.1 and later take one. A deployment's name says nothing sure about its model:
 * `model_info.base_model` does, or LiteLLM's `o_series/` and `gpt5_series/` before the name.
 * @source https://learn.microsoft.com/azure/ai-services/openai/how-to/reasoning; prefixes: LiteLLM
 */
import { readValue, spliceObject } from "../../base/json-splice.ts";
import { textOf } from "../../base/json-shape.ts";
import type { Deployment } from "../../contract/deployment.ts";
import type { UpstreamRequest } from "../provider.ts";
import type { Endpoint } from "./endpoint.ts";

const seriesPrefix = /^(o_series|gpt5_series|responses)\//;

/** @returns the deployment's name as Azure knows it */
export function deploymentName(upstreamModel: string): string {
  return upstreamModel.replace(seriesPrefix, "");
}

export interface Rewritten {
  readonly request: UpstreamRequest;
  /** Client fields left out by the rule. */
  readonly dropped: readonly string[];
}

/** @param isChat  only chat bodies are read for what the model refuses */
export function rewriteRequest(
  request: UpstreamRequest,
  { origin, path, isInference }: Endpoint,
  deployment: Deployment,
  model: { readonly upstreamModel: string; readonly isChat: boolean },
): Rewritten {
  const isJson = request.headers["content-type"] === "application/json";
  const edit = model.isChat && isJson ? reasonerEdit(request.body, deployment, model.upstreamModel) : null;
  const headers = {
    ...headersFor(request.headers, deployment),
    ...(isInference ? { "extra-parameters": "pass-through" } : {}),
  };
  return {
    request: { ...request, origin, path, headers, body: edit?.body ?? request.body },
    dropped: edit?.dropped ?? [],
  };
}

/** The model inference API outside Foundry, and every token, go as bearer; keys of Azure's own have their own header. */
function headersFor(given: Readonly<Record<string, string>>, deployment: Deployment): Record<string, string> {
  const { authorization, ...headers } = given;
  const { apiKey, apiBase, provider, cloud } = deployment;
  const token = textOf(cloud["azure_ad_token"]);
  if (apiKey === null) {
    const bearer = token === null ? authorization : `Bearer ${token}`;
    return bearer === undefined ? headers : { ...headers, authorization: bearer };
  }
  const isOwnHost = /\.(services\.ai|openai|cognitiveservices)\.azure\.com$/.test(new URL(apiBase).hostname);
  if (provider === "azure_ai" && !isOwnHost) return { ...headers, authorization: `Bearer ${apiKey}` };
  return { ...headers, "api-key": apiKey };
}

interface Edit {
  readonly body: Buffer;
  readonly dropped: readonly string[];
}

function reasonerEdit(body: Buffer | null, deployment: Deployment, upstreamModel: string): Edit | null {
  if (body === null) return null;
  const model = (textOf(deployment.modelInfo["base_model"]) ?? upstreamModel).replace(/^azure\//, "").toLowerCase();
  if (!isReasoner(model)) return null;
  const set = new Map<string, string>();
  const remove = new Set<string>();
  const dropped: string[] = [];
  const limit = readValue(body, "max_tokens");
  if (limit !== null) {
    remove.add("max_tokens");
    if (readValue(body, "max_completion_tokens") === null) set.set("max_completion_tokens", limit.toString());
  }
  const temperature = readValue(body, "temperature");
  if (temperature !== null && !/^gpt-5\.\d/.test(model) && Number(temperature.toString()) !== 1) {
    remove.add("temperature");
    dropped.push("temperature");
  }
  return remove.size === 0 ? null : { body: spliceObject(body, set, remove), dropped };
}

function isReasoner(model: string): boolean {
  return /^(o\d|o_series\/|gpt5_series\/)/.test(model) || (model.startsWith("gpt-5") && !model.includes("chat"));
}
