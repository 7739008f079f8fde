/**
 * Chat, Messages and Ollama clients on an OpenAI deployment that is to be asked over `/responses`
 * (`model_info.mode: responses`).
 */
import type { ChatTranslator, ClassifiedError } from "../provider.ts";
import { openResponsesDecoder } from "../shared/openai-responses/answer-decoder.ts";
import { readResponsesAnswer } from "../shared/openai-responses/read-answer.ts";
import type { ResponseFailure } from "../shared/openai-responses/response-failure.ts";
import { translateToResponses } from "../shared/openai-responses/translate.ts";
import { addressOf, headersFor } from "./address.ts";
import { classifyText } from "../shared/classify-error.ts";

export const openaiResponses: ChatTranslator = {
  framing: "sse",
  toRequest(input) {
    const { body, dropped } = translateToResponses(input);
    const { deployment } = input;
    return {
      dropped,
      request: {
        ...addressOf(deployment, "/responses"),
        method: "POST",
        headers: headersFor(deployment),
        body: Buffer.from(JSON.stringify(body)),
      },
    };
  },
  readAnswer: (body) => readResponsesAnswer(body, classifyFailure),
  openDecoder: () => openResponsesDecoder(classifyFailure),
};

/** A failure inside an answer or a stream, judged like a refusal of the same status. */
export function classifyFailure({ status, text }: ResponseFailure): ClassifiedError {
  return classifyText(status, text, null);
}
