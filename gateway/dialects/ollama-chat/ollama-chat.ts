/** Ollama's /api/chat as a client dialect: messages in, lines or one object out, streamed unless told not to. */
import type { ClientDialect, RenderContext } from "../client-dialect.ts";
import { answerHead, wholeContent } from "../shared/ollama-answer.ts";
import { OllamaEncoder, ollamaErrorBody, ollamaErrorLine, type LineShape } from "../shared/ollama-encoder.ts";
import { checkShared, isAbsent, isOllamaStream, sharedRequest, wrong } from "../shared/ollama-request.ts";
import { readMessages } from "./read-messages.ts";
import { readTools } from "./read-tools.ts";

const subject = ["messages", "tools"];

export const ollamaChat: ClientDialect = {
  family: "ollama",
  streamContentType: "application/x-ndjson",
  ping: null, // an empty line would break clients that parse every line
  check: (fields) => {
    checkShared(fields);
    for (const name of subject) {
      if (!isAbsent(fields[name]) && !Array.isArray(fields[name])) throw wrong(name, "must be a list");
    }
  },
  isStream: isOllamaStream,
  toConversation: (fields) => ({
    ...sharedRequest(fields, subject),
    messages: readMessages(fields["messages"]),
    tools: readTools(fields["tools"]),
  }),
  renderAnswer: (answer, context) => {
    const { text, members, final } = wholeContent(answer, context);
    const { open, close } = shapeFor(context);
    return `${open}${JSON.stringify(text)}${members}${close},"done":true${final}}`;
  },
  openEncoder: (context) => new OllamaEncoder(shapeFor(context), context),
  errorBody: ollamaErrorBody,
  errorEvent: ollamaErrorLine,
};

function shapeFor(context: RenderContext): LineShape {
  const open = `${answerHead(context)},"message":{"role":"assistant","content":`;
  return { open, openEmpty: `${open}""`, close: "}" };
}
