/** Google's Gemini API: generations, embeddings and counts, all translated; no client speaks it here. */
import type { Provider } from "../provider.ts";
import { classifyError } from "./classify-error.ts";
import { counter } from "./counter.ts";
import { openDecoder } from "./decode-stream.ts";
import { embedding } from "./embedding.ts";
import { readAnswer } from "./from-response.ts";
import { toRequest } from "./to-request.ts";

export const gemini: Provider = {
  classifyError,
  native: () => null,
  chat: { framing: "sse", toRequest, readAnswer, openDecoder },
  embedding,
  counter,
};
