/** The stream of an answer that has none. */
import type { AnswerStream } from "./answer-wire.ts";

/** @throws Error always: such a request is never marked as a stream */
export function noStream(): AnswerStream {
  throw new Error("embeddings and token counts never stream");
}
