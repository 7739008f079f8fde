/**
 * Over which of OpenAI's two APIs a client of another dialect is answered.
 *
 * Chat completions, but for deployments of `mode: responses`, and for a Messages client that asks to think at the
 * provider's own address: only there does OpenAI show its thinking and take it back. Stop sequences keep such a client
 * on chat completions, because `/responses` has none. The answer itself says which of the two it is.
 */
import { isRecord } from "../../base/json-shape.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import type { AnswerDecoder, ChatTranslator, ClassifiedError, TranslatedInput } from "../provider.ts";
import { openaiResponses } from "./responses-translate.ts";
import { openaiChat } from "./translate-chat.ts";

export const openaiTranslator: ChatTranslator = {
  framing: "sse",
  toRequest: (input) => (goesByResponses(input) ? openaiResponses : openaiChat).toRequest(input),
  readAnswer: (body) => (isResponse(body) ? openaiResponses : openaiChat).readAnswer(body),
  openDecoder: () => new EitherDecoder(),
};

function goesByResponses({ deployment, conversation }: TranslatedInput): boolean {
  if (deployment.mode === "responses") return true;
  const { speaksResponses, baseUrl } = deployment.providerRow;
  const { family, reasoning, sampling } = conversation;
  const thinks = family === "anthropic" && reasoning !== null && reasoning.mode !== "off";
  return speaksResponses && deployment.apiBase === baseUrl && thinks && sampling.stop === null;
}

/** Anything but a response is chat's to judge. */
function isResponse(body: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isRecord(value) && !("choices" in value) && (value["object"] === "response" || "output" in value);
  } catch {
    return false;
  }
}

class EitherDecoder implements AnswerDecoder {
  #decoder: AnswerDecoder | null = null;

  get error(): ClassifiedError | null {
    return this.#decoder?.error ?? null;
  }

  decode(value: unknown, name: string | null): readonly AnswerEvent[] {
    this.#decoder ??= (isResponseEvent(value) ? openaiResponses : openaiChat).openDecoder();
    return this.#decoder.decode(value, name);
  }

  end(): readonly AnswerEvent[] {
    return this.#decoder?.end() ?? [];
  }
}

function isResponseEvent(value: unknown): boolean {
  return isRecord(value) && typeof value["type"] === "string" && value["type"].startsWith("response.");
}
