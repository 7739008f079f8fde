/**
 * Anthropic's count_tokens over a provider's own counter: the request is translated, the answer is one number.
 */
import { GatewayError } from "../contract/errors.ts";
import { unknownUsage } from "../contract/usage.ts";
import { dialectFor } from "../dialects/registry.ts";
import type { Provider, TokenCounter } from "../providers/provider.ts";
import type { AnswerStream, WholeVerdict } from "./answer-wire.ts";
import type { CallInput, PlannedCall } from "./call-input.ts";
import { forClient } from "./client-status.ts";
import { keepOwnProofs, proofOwner } from "./proof-owner.ts";

/** @throws GatewayError `invalid_request` */
export function countCall(input: CallInput, provider: Provider, counter: TokenCounter): PlannedCall {
  const dialect = dialectFor("messages");
  const own = keepOwnProofs(dialect.toConversation(input.fields), proofOwner(input));
  // What the target cannot express is not counted; that is no reason to refuse a count.
  const { request, dropped } = counter.toRequest({ ...input, conversation: own.conversation, dropParams: true });
  return {
    request,
    dropped: [...own.dropped, ...dropped],
    wire: {
      framing: "sse",
      streamContentType: null,
      ping: null,
      classifyError: (reply) => forClient(provider.classifyError(reply), dialect.family),
      readWhole: (body) => counted(counter.readAnswer(body)),
      openStream: noStream,
    },
  };
}

function counted(tokens: number | null): WholeVerdict {
  if (tokens === null) return { kind: "invalid", reason: "The provider's answer holds no token count." };
  const body = Buffer.from(JSON.stringify({ input_tokens: tokens }));
  return { kind: "ok", body, contentType: "application/json", usage: { ...unknownUsage, reportedCostUsd: "0" } };
}

function noStream(): AnswerStream {
  throw new GatewayError("internal_error", { message: "A token count is never streamed." });
}
