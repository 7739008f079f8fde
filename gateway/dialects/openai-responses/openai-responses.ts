/** OpenAI's Responses API as a client dialect (`POST /v1/responses`): what Codex and the Agents SDK speak. */
import { errorBody } from "../../contract/errors.ts";
import type { ClientDialect } from "../client-dialect.ts";
import { checkFields } from "./check-fields.ts";
import { openEncoder } from "./encode-stream.ts";
import { renderAnswer } from "./render-answer.ts";
import { toConversation } from "./to-conversation.ts";
import { brokenRelayEvents } from "./wire-error.ts";

export const openaiResponses: ClientDialect = {
  family: "responses",
  streamContentType: "text/event-stream",
  ping: ": ping\n\n",
  check: checkFields,
  isStream: (fields) => fields["stream"] === true,
  toConversation,
  renderAnswer,
  openEncoder,
  errorBody: (error) => JSON.stringify(errorBody(error)),
  errorEvent: brokenRelayEvents,
};
