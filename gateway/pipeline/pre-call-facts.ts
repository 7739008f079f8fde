/** What a request asks of a deployment, for pre-call checks and token limits; the token count is made when first needed. */
import type { Deployment } from "../contract/deployment.ts";
import { isGeneration } from "../contract/operations.ts";
import { dialectFor } from "../dialects/registry.ts";
import { estimateTokens } from "../policy/token-estimate.ts";
import type { PreCallFacts } from "../routing/pre-call-checks.ts";
import type { ChatRequest } from "./exchange.ts";

/** Of what has no conversation (embeddings, speech): bytes of its body. */
const bytesPerToken = 4;

export function preCallFacts(
  request: ChatRequest,
  maxInputTokensOf: (deployment: Deployment) => number | null,
): PreCallFacts {
  let tokens: number | null = null;
  return {
    promptTokens: () => (tokens ??= promptTokens(request)),
    region: request.wishes.region,
    needsResponseSchema: needsSchema(request.fields["response_format"]),
    maxInputTokensOf,
  };
}

function promptTokens({ operation, fields, body }: ChatRequest): number {
  if (!isGeneration(operation)) return Math.ceil(body.length / bytesPerToken);
  return estimateTokens(dialectFor(operation).toConversation(fields));
}

function needsSchema(format: unknown): boolean {
  return typeof format === "object" && format !== null && "type" in format && format.type === "json_schema";
}
