/**
 * Ollama's /api/generate as a client dialect: a prompt in, lines or one object out, streamed unless told not to.
 *
 * `suffix`, `template`, `context`, `raw` only mean something to an Ollama; they stay in `extra` and reach no other.
 */
import type { Message } from "../../contract/conversation.ts";
import type { ClientDialect, Fields, RenderContext } from "../client-dialect.ts";
import { answerHead, wholeContent } from "../shared/ollama-answer.ts";
import { OllamaEncoder, ollamaErrorBody, ollamaErrorLine, type LineShape } from "../shared/ollama-encoder.ts";
import { checkShared, isAbsent, isOllamaStream, readImages, sharedRequest, wrong } from "../shared/ollama-request.ts";

const subject = ["prompt", "system", "images"];

export const ollamaGenerate: ClientDialect = {
  family: "ollama",
  streamContentType: "application/x-ndjson",
  ping: null, // an empty line would break clients that parse every line
  check: (fields) => {
    checkShared(fields);
    for (const name of ["prompt", "system", "suffix", "template"]) {
      if (!isAbsent(fields[name]) && typeof fields[name] !== "string") throw wrong(name, "must be a text");
    }
  },
  isStream: isOllamaStream,
  toConversation: (fields) => ({ ...sharedRequest(fields, subject), messages: messagesOf(fields), tools: [] }),
  renderAnswer: (answer, context) => {
    const { text, members, final } = wholeContent(answer, context);
    const { open, close } = shapeFor(context);
    return `${open}${JSON.stringify(text)}${members}${close},"done":true${final}}`;
  },
  openEncoder: (context) => new OllamaEncoder(shapeFor(context), context),
  errorBody: ollamaErrorBody,
  errorEvent: ollamaErrorLine,
};

function messagesOf({ system, prompt, images }: Fields): readonly Message[] {
  const messages: Message[] = [];
  if (typeof system === "string" && system !== "") {
    messages.push({ role: "system", parts: [{ type: "text", text: system }] });
  }
  const pictures = readImages(images, "images");
  if ((typeof prompt === "string" && prompt !== "") || pictures.length > 0) {
    const text = typeof prompt === "string" ? [{ type: "text", text: prompt } as const] : [];
    messages.push({ role: "user", parts: [...text, ...pictures] });
  }
  return messages;
}

function shapeFor(context: RenderContext): LineShape {
  const open = `${answerHead(context)},"response":`;
  return { open, openEmpty: `${open}""`, close: "" };
}
