/**
 * Reranking is Cohere's own API on both sides: the client's bytes go through, only the model and the gateway's fields differ.
 *
 * Version 2 takes texts only; what belongs to version 1 (documents as objects, `return_documents`, ...) goes there.
 * Search units are what is billed; they are no tokens, so usage holds tokens only where Cohere names some.
 * @source https://docs.cohere.com/reference/rerank, https://docs.cohere.com/v1/reference/rerank
 */
import { isRecord } from "../../base/json-shape.ts";
import { spliceObject } from "../../base/json-splice.ts";
import { gatewayFields } from "../../contract/gateway-fields.ts";
import type { JsonVerdict, NativeInput, NativeRoute, UpstreamRequest } from "../provider.ts";
import { classifyText, messageIn } from "../shared/classify-error.ts";
import { cohereRequest } from "./endpoint.ts";
import { readUsage } from "./read-usage.ts";

export const rerankRoute: NativeRoute = { answers: "json", toRequest, judge };

const ofVersion1 = ["return_documents", "rank_fields", "max_chunks_per_doc"];

function toRequest(input: NativeInput): UpstreamRequest {
  const { deployment, fields, upstreamModel, body } = input;
  const set = new Map<string, string>([["model", JSON.stringify(upstreamModel)]]);
  for (const [name, value] of Object.entries(deployment.defaultParams))
    if (!(name in fields)) set.set(name, JSON.stringify(value));
  for (const [name, value] of Object.entries(deployment.extraBody)) set.set(name, JSON.stringify(value));
  const { documents } = fields;
  const isOld = ofVersion1.some((name) => name in fields) || (Array.isArray(documents) && documents.some(isRecord));
  const dropped = new Set([...gatewayFields, ...deployment.additionalDropParams]);
  return cohereRequest(deployment, isOld ? "/v1/rerank" : "/v2/rerank", spliceObject(body, set, dropped));
}

function judge(body: Buffer): JsonVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    return { kind: "invalid", reason: `The answer is not JSON: ${String(failure)}` };
  }
  if (!isRecord(value)) return { kind: "invalid", reason: "The answer is not a JSON object." };
  if (Array.isArray(value["results"])) return { kind: "ok", usage: readUsage(value["meta"]) };
  const text = messageIn(value);
  if (text !== null) return { kind: "error", error: classifyText(500, text, null) };
  return { kind: "invalid", reason: "The answer has no `results` list." };
}
