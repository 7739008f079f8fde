/** Anthropic's token count from a provider with a counter of its own: the conversation in, one number out. */
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import { dialectFor } from "../dialects/registry.ts";
import type { Provider, TokenCounter } from "../providers/provider.ts";
import { noStream } from "./no-stream.ts";
import { dropsParams, type CallInput, type PlannedCall } from "./call-input.ts";
import { forClient } from "./client-status.ts";
import { keepOwnProofs, proofOwner } from "./proof-owner.ts";

const messages = dialectFor("messages");
const freeOfCharge: TokenUsage = { ...unknownUsage, reportedCostUsd: "0" };

/** @throws GatewayError `unsupported_params`, `invalid_request` */
export function countingCall(input: CallInput, provider: Provider, counter: TokenCounter): PlannedCall {
  const { fields, deployment, upstreamModel, headers } = input;
  const dropParams = dropsParams(input);
  const own = keepOwnProofs(messages.toConversation(fields), proofOwner(input));
  const { conversation } = own;
  const { request, dropped } = counter.toRequest({ deployment, upstreamModel, conversation, dropParams, headers });
  return {
    request,
    dropped: [...own.dropped, ...dropped],
    wire: {
      isUntouched: false,
      framing: "sse",
      streamContentType: null,
      ping: null,
      classifyError: (reply) => forClient(provider.classifyError(reply), messages.family),
      readWhole: (body) => {
        const count = counter.readAnswer(body);
        if (count === null) return { kind: "invalid", reason: "The provider's token count holds no number." };
        const answer = Buffer.from(`{"input_tokens":${count}}`);
        return { kind: "ok", body: answer, contentType: "application/json", usage: freeOfCharge };
      },
      openStream: noStream,
    },
  };
}
