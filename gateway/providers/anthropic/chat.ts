/** Any client's conversation, answered over the Messages API. */
import type { ChatTranslator } from "../provider.ts";
import { anthropicBody } from "./anthropic-body.ts";
import { openDecoder } from "./decode-stream.ts";
import { requestTo } from "./endpoint.ts";
import { readAnswer } from "./read-answer.ts";

export const chat: ChatTranslator = {
  framing: "sse",
  toRequest(input) {
    const { body, betas, dropped } = anthropicBody(input);
    return {
      request: requestTo(input.deployment, "", Buffer.from(JSON.stringify(body)), input.headers, betas),
      dropped,
    };
  },
  readAnswer,
  openDecoder,
};
