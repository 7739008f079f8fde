/** Every provider that speaks OpenAI's dialect: bytes go through, only what must differ is edited. */
import { isGeneration, type Operation } from "../../contract/operations.ts";
import type { Deployment } from "../../contract/deployment.ts";
import type { NativeRoute, Provider } from "../provider.ts";
import { classifyError } from "../shared/classify-error.ts";
import { isChatOnly } from "./chat-only-models.ts";
import { openaiTranslator } from "./choose-translator.ts";
import { openStreamTap } from "./decode-stream.ts";
import { formRequest } from "./form-request.ts";
import { judgeJson, judgeText } from "./from-response.ts";
import { openEventTap } from "./event-tap.ts";
import { responsesRoute } from "./responses-route.ts";
import { toRequest } from "./to-request.ts";

/** A JSON operation whose answer holds a list under `field`. */
function jsonRoute(path: string, field: string): NativeRoute {
  return {
    answers: "json",
    toRequest: (input) => toRequest(path, input),
    judge: (body) => judgeJson(field, body),
    openTap: openEventTap,
  };
}

function generationRoute(path: string): NativeRoute {
  return { ...jsonRoute(path, "choices"), openTap: openStreamTap };
}

function audioTextRoute(path: string): NativeRoute {
  return {
    answers: "json",
    toRequest: (input) => formRequest(path, input),
    judge: judgeText,
    openTap: openEventTap,
  };
}

const routes: Readonly<Partial<Record<Operation, NativeRoute>>> = {
  chat: generationRoute("/chat/completions"),
  completion: generationRoute("/completions"),
  embedding: jsonRoute("/embeddings", "data"),
  image_generation: jsonRoute("/images/generations", "data"),
  image_edit: {
    ...jsonRoute("/images/edits", "data"),
    toRequest: (input) =>
      input.formParts === null ? toRequest("/images/edits", input) : formRequest("/images/edits", input),
  },
  speech: {
    answers: "bytes",
    toRequest: (input) => toRequest("/audio/speech", input),
    judge: (body) => judgeJson("data", body),
  },
  transcription: audioTextRoute("/audio/transcriptions"),
  translation: audioTextRoute("/audio/translations"),
  moderation: jsonRoute("/moderations", "results"),
  rerank: jsonRoute("/rerank", "results"),
};

/** A deployment that is to be asked over `/responses` has no chat completions of its own. */
function native(operation: Operation, deployment: Deployment, upstreamModel?: string): NativeRoute | null {
  const { mode, provider, providerRow } = deployment;
  if (operation === "completion" && isChatOnly(provider, upstreamModel ?? deployment.upstreamModel)) return null;
  if (operation === "responses") return providerRow.speaksResponses || mode === "responses" ? responsesRoute : null;
  if (mode === "responses" && isGeneration(operation)) return null;
  return routes[operation] ?? null;
}

export const openaiCompatible: Provider = {
  classifyError,
  native,
  chat: openaiTranslator,
  embedding: null,
  counter: null,
};
