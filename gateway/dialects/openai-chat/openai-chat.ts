/** OpenAI chat completions, as clients of LiteLLM speak them. */
import { errorBody } from "../../contract/errors.ts";
import type { ClientDialect } from "../client-dialect.ts";
import { checkChat } from "./check.ts";
import { renderAnswer } from "./render-answer.ts";
import { errorEvent, openEncoder } from "./stream-encoder.ts";
import { toConversation } from "./to-conversation.ts";

export const openaiChat: ClientDialect = {
  family: "openai",
  streamContentType: "text/event-stream; charset=utf-8",
  ping: ": ping\n\n",
  check: checkChat,
  isStream: (fields) => fields["stream"] === true,
  toConversation,
  renderAnswer,
  openEncoder,
  errorBody: (error) => JSON.stringify(errorBody(error)),
  errorEvent,
};
