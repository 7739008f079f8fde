/** Anthropic's token count: the same request as a message, answered by a number. */
import { anthropicMessages } from "./anthropic-messages.ts";
import type { Dialect } from "./conversation.ts";
import { factPart } from "./fact-part.ts";
import { fieldsOf } from "./loose-json.ts";

export const countTokens: Dialect = {
  readRequest: (body) => anthropicMessages.readRequest(body),
  readAnswer: (body) => {
    const { input_tokens, estimated } = fieldsOf(body);
    const parts = factPart(estimated === true ? "estimate" : "tokens", input_tokens);
    return parts.length === 0 ? [] : [{ parts, finishReason: null }];
  },
};
