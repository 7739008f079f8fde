/**
 * A request without a question: Ollama's clients send it to load a model, or with `keep_alive: 0` to unload it.
 *
 * Behind a gateway there is nothing to load where the provider is no Ollama, so it is answered on the spot.
 * @source answers of a real Ollama 0.17.4 (empty messages, empty prompt)
 */
import type { Fields } from "../client-dialect.ts";

/**
 * @param createdAt  ISO 8601
 * @returns the JSON body, always one object, never a stream; null when the request asks something
 */
export function loadAnswer(
  operation: "ollama_chat" | "ollama_generate",
  fields: Fields,
  createdAt: string,
): string | null {
  if (!isEmpty(operation === "ollama_chat" ? fields["messages"] : fields["prompt"])) return null;
  const content = operation === "ollama_chat" ? { message: { role: "assistant", content: "" } } : { response: "" };
  const done_reason = isZero(fields["keep_alive"]) ? "unload" : "load";
  return JSON.stringify({ model: fields["model"], created_at: createdAt, ...content, done: true, done_reason });
}

function isEmpty(subject: unknown): boolean {
  return (
    subject === undefined || subject === null || subject === "" || (Array.isArray(subject) && subject.length === 0)
  );
}

function isZero(keepAlive: unknown): boolean {
  return keepAlive === 0 || (typeof keepAlive === "string" && /^0[a-z]*$/.test(keepAlive));
}
