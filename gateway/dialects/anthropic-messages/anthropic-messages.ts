/**
 * Anthropic Messages as clients speak it: Claude Code, Anthropic's SDKs, and everything built on them.
 *
 * Reasoning stays in thinking blocks even where a deployment asks to merge it into the text: that wish is about
 * OpenAI's choices, and this dialect has a place for reasoning.
 */
import type { ClientDialect } from "../client-dialect.ts";
import { openEncoder } from "./answer-encoder.ts";
import { check } from "./check-fields.ts";
import { errorBody, errorEvent } from "./error-body.ts";
import { renderAnswer } from "./render-answer.ts";
import { toConversation } from "./to-conversation.ts";

export const anthropicMessages: ClientDialect = {
  family: "anthropic",
  streamContentType: "text/event-stream; charset=utf-8",
  ping: 'event: ping\ndata: {"type":"ping"}\n\n',
  check,
  isStream: (fields) => fields["stream"] === true,
  toConversation,
  renderAnswer,
  openEncoder,
  errorBody,
  errorEvent,
};
