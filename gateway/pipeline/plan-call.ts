/**
 * Decides how one deployment answers one request: in the client's own dialect untouched, or translated, or not at all.
 */
import { GatewayError } from "../contract/errors.ts";
import { isGeneration, type GenerationOperation } from "../contract/operations.ts";
import type { RenderContext } from "../dialects/client-dialect.ts";
import { dialectFor } from "../dialects/registry.ts";
import type { NativeRoute, Provider } from "../providers/provider.ts";
import { providerFor } from "../providers/registry.ts";
import { dropsParams, type CallInput, type PlannedCall } from "./call-input.ts";
import { countingCall } from "./counting-call.ts";
import { embeddingCall } from "./embedding-call.ts";
import { withoutForeignProofs } from "./foreign-proofs.ts";
import { nativeWire } from "./native-wire.ts";
import { keepOwnProofs, ProofNamer, proofOwner } from "./proof-owner.ts";
import { translatedWire } from "./translated-wire.ts";

/** @throws GatewayError `unsupported_operation`, `unsupported_params`, `invalid_request` */
export function planCall(input: CallInput): PlannedCall {
  const { operation, deployment } = input;
  const provider = providerFor(deployment.providerRow);
  const route = input.isChatOnly ? null : provider.native(operation, deployment, input.upstreamModel);
  if (route !== null && !mergesChat(input)) return nativeCall(input, provider, route);
  if (isGeneration(operation)) return translatedCall(input, provider, operation);
  if (operation === "embedding" && provider.embedding !== null)
    return embeddingCall(input, provider, provider.embedding);
  if (operation === "count_tokens" && provider.counter !== null) return countingCall(input, provider, provider.counter);
  throw unsupported(input);
}

/** Reasoning can only be merged into the text by an encoder. */
function mergesChat({ operation, deployment }: CallInput): boolean {
  return operation === "chat" && deployment.mergesReasoning;
}

function nativeCall(input: CallInput, provider: Provider, route: NativeRoute): PlannedCall {
  const { operation, shownModel, wantsUsage } = input;
  const dialect = isGeneration(operation) ? dialectFor(operation) : null;
  const options = { shownModel, hidesUsage: !wantsUsage };
  const body = withoutForeignProofs(operation, input.body, input.fields);
  return {
    request: route.toRequest({ ...input, body }),
    wire: nativeWire({ provider, route, dialect, options, requestId: input.requestId }),
    dropped: [],
  };
}

function translatedCall(input: CallInput, provider: Provider, operation: GenerationOperation): PlannedCall {
  const { chat } = provider;
  if (chat === null) throw unsupported(input);
  const dialect = dialectFor(operation);
  const owner = proofOwner(input);
  const own = keepOwnProofs(dialect.toConversation(input.fields), owner);
  const dropParams = dropsParams(input);
  const { request, dropped } = chat.toRequest({ ...input, conversation: own.conversation, dropParams });
  const proofs = ProofNamer.between(owner, dialect.family);
  const wire = translatedWire({ provider, chat, dialect, context: renderContext(input), proofs });
  return { request, dropped: [...own.dropped, ...dropped], wire };
}

function renderContext(input: CallInput): RenderContext {
  return {
    requestId: input.requestId,
    model: input.shownModel ?? input.upstreamModel,
    createdAt: input.createdAt,
    elapsedMs: input.elapsedMs,
    wantsUsage: input.wantsUsage,
    mergesReasoning: input.deployment.mergesReasoning,
    fields: input.fields,
  };
}

function unsupported({ operation, deployment }: CallInput): GatewayError {
  return new GatewayError("unsupported_operation", {
    message: `The provider ${deployment.provider} of alias "${deployment.alias}" cannot answer ${operation.replaceAll("_", " ")} requests.`,
    hint: "Use an alias of a provider that has this API.",
  });
}
