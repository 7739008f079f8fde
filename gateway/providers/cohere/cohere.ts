/** Cohere: chat and embeddings over its v2 API, reranking in its own words. */
import type { Provider } from "../provider.ts";
import { classifyError } from "./classify-error.ts";
import { openDecoder } from "./decode-stream.ts";
import { readEmbedding, toEmbeddingRequest } from "./embedding.ts";
import { readAnswer } from "./from-response.ts";
import { rerankRoute } from "./rerank-route.ts";
import { toRequest } from "./to-request.ts";

export const cohere: Provider = {
  classifyError,
  native: (operation) => (operation === "rerank" ? rerankRoute : null),
  chat: { framing: "sse", toRequest, readAnswer, openDecoder },
  embedding: { toRequest: toEmbeddingRequest, readAnswer: readEmbedding },
  counter: null,
};
