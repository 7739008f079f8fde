/** OpenAI's legacy text completions, for clients that still ask with a prompt. */
import { errorBody } from "../../contract/errors.ts";
import type { ClientDialect, Fields } from "../client-dialect.ts";
import { booleanField, missingField, numberField, wrongType } from "../shared/openai-fields.ts";
import { renderAnswer } from "./render-answer.ts";
import { errorEvent, openEncoder } from "./stream-encoder.ts";
import { toConversation } from "./to-conversation.ts";

export const openaiCompletion: ClientDialect = {
  family: "openai",
  streamContentType: "text/event-stream; charset=utf-8",
  ping: ": ping\n\n",
  check,
  isStream: (fields) => fields["stream"] === true,
  toConversation,
  renderAnswer,
  openEncoder,
  errorBody: (error) => JSON.stringify(errorBody(error)),
  errorEvent,
};

function check(fields: Fields): void {
  const { prompt } = fields;
  if (prompt === undefined || prompt === null) throw missingField("prompt", "/completions");
  if (typeof prompt !== "string" && !Array.isArray(prompt)) throw wrongType("prompt", "a string or a list");
  booleanField(fields, "stream");
  numberField(fields, "temperature");
}
