/** Gemini on Vertex: the Gemini provider's own requests, at Vertex's address and with Vertex's way to prove who calls. */
import { isRecord } from "../../base/json-shape.ts";
import type { Deployment } from "../../contract/deployment.ts";
import type { ChatTranslator, TokenCounter, TranslatedInput, TranslatedRequest, UpstreamRequest } from "../provider.ts";
import { vertexRequest } from "./vertex-request.ts";

export function googleRequest(chat: ChatTranslator, input: TranslatedInput): TranslatedRequest {
  const { request, dropped } = chat.toRequest(input);
  const method = request.path.includes(":streamGenerateContent") ? "streamGenerateContent?alt=sse" : "generateContent";
  return { request: moved(request, input, method), dropped };
}

/** Vertex counts the members of a request that are content, and knows no wrapped request. */
const counted = ["contents", "system_instruction", "tools", "generationConfig"];

export function googleCount(counter: TokenCounter, input: TranslatedInput): TranslatedRequest {
  const { request, dropped } = counter.toRequest(input);
  const written: unknown = request.body === null ? null : JSON.parse(request.body.toString("utf8"));
  const wrapped = isRecord(written) ? written["generateContentRequest"] : null;
  const fields = isRecord(wrapped) ? wrapped : {};
  const body = Object.fromEntries(counted.filter((key) => key in fields).map((key) => [key, fields[key]]));
  return { request: moved({ body: Buffer.from(JSON.stringify(body)) }, input, "countTokens"), dropped };
}

function moved(
  { body }: Pick<UpstreamRequest, "body">,
  { deployment, upstreamModel: model }: { readonly deployment: Deployment; readonly upstreamModel: string },
  method: string,
): UpstreamRequest {
  return vertexRequest({ deployment, publisher: "google", model, method, body: body ?? Buffer.from("{}") });
}
