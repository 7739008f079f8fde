/**
 * Token counts over `countTokens`: the whole request, so that tools and the system instruction count too.
 *
 * @source https://ai.google.dev/api/tokens#method:-models.counttokens
 */
import { countOf, recordOf } from "../../base/json-shape.ts";
import type { TokenCounter, TranslatedInput, TranslatedRequest } from "../provider.ts";
import { geminiCall, modelPath } from "./endpoint.ts";
import { generateBody } from "./to-request.ts";

export const counter: TokenCounter = { toRequest, readAnswer };

function toRequest(input: TranslatedInput): TranslatedRequest {
  const { deployment, upstreamModel: model } = input;
  const { body, dropped } = generateBody(input);
  const generateContentRequest = { model: modelPath(model), ...body };
  return {
    request: geminiCall({ deployment, model, method: "countTokens", body: { generateContentRequest } }),
    dropped,
  };
}

function readAnswer(body: Buffer): number | null {
  try {
    return countOf(recordOf(JSON.parse(body.toString("utf8")))?.["totalTokens"]);
  } catch {
    return null;
  }
}
