/** Amazon Bedrock: every generation over Converse, embeddings over InvokeModel; a call is signed after it is made. */
import type { Provider } from "../provider.ts";
import { classifyError } from "./classify-error.ts";
import { openDecoder } from "./decode-stream.ts";
import { readEmbedding, toEmbeddingRequest } from "./embedding.ts";
import { readAnswer } from "./from-response.ts";
import { toRequest } from "./to-request.ts";

export const bedrock: Provider = {
  classifyError,
  native: () => null,
  chat: { framing: "aws-event-stream", toRequest, readAnswer, openDecoder },
  embedding: { toRequest: toEmbeddingRequest, readAnswer: readEmbedding },
  counter: null,
};
