/** The fake upstream's other OpenAI routes: embeddings, images, audio, moderations, rerank, models. */
import { at, list, type Json } from "../json.ts";
import { openaiFailure } from "./openai-chat.ts";
import { json, type Asked, type Reply, type Speaker } from "./reply.ts";

const whole = (answer: (asked: Asked) => Reply): Speaker => ({ answer, stream: () => null, failure: openaiFailure });

/** One vector for each input: a list of numbers is one input, a list of anything else is many. */
function countInputs(input: Json | undefined): number {
  const inputs = list(input);
  return inputs.length === 0 || typeof inputs[0] === "number" ? 1 : inputs.length;
}

export const openaiEmbeddings = whole((asked) => {
  const embedding = at(asked.body, "encoding_format") === "base64" ? "AACAPwAAAEA=" : [1, 2];
  const data = Array.from({ length: countInputs(at(asked.body, "input")) }, (_, index) => ({
    object: "embedding",
    index,
    embedding,
  }));
  return json({
    object: "list",
    data,
    model: at(asked.body, "model") ?? "m",
    usage: { prompt_tokens: 5, total_tokens: 5 },
  });
});

export const openaiImages = whole((asked) => {
  const count = Number(at(asked.body, "n") ?? 1);
  const picture = /b64_json/.test(asked.raw) ? { b64_json: "aGk=" } : { url: "http://127.0.0.1/image.png" };
  const data = Array.from({ length: count }, () => ({ ...picture, revised_prompt: "a cat" }));
  return json({
    created: 1_700_000_000,
    data,
    usage: {
      input_tokens: 5,
      output_tokens: 6,
      total_tokens: 11,
      input_tokens_details: { text_tokens: 5, image_tokens: 0 },
    },
  });
});

export const openaiSpeech = whole(() => ({
  body: Buffer.from([0xff, 0xfb, 0x90, 0x64, 1, 2, 3, 4]),
  type: "audio/mpeg",
}));

export const openaiTranscription = whole((asked) => {
  if (/name="response_format"\r?\n\r?\n(text|srt|vtt)/.test(asked.raw))
    return { body: "hello there\n", type: "text/plain; charset=utf-8" };
  if (/name="response_format"\r?\n\r?\nverbose_json/.test(asked.raw)) {
    return json({
      task: "transcribe",
      language: "english",
      duration: 1.5,
      text: "hello there",
      segments: [{ id: 0, start: 0, end: 1.5, text: "hello there" }],
    });
  }
  return json({ text: "hello there", usage: { type: "duration", seconds: 2 } });
});

export const openaiModerations = whole((asked) =>
  json({
    id: "modr-up1",
    model: at(asked.body, "model") ?? "omni-moderation-latest",
    results: [{ flagged: false, categories: { violence: false }, category_scores: { violence: 0.001 } }],
  }),
);

/** vLLM's answer to a rerank (its models are called tiny here) counts tokens and always holds the texts, Cohere's bills searches. */
export const rerank = whole((asked) => {
  const documents = list(at(asked.body, "documents"));
  const limit = Number(at(asked.body, "top_n") ?? documents.length);
  const model = at(asked.body, "model") ?? "m";
  const isVllm = typeof model === "string" && model.startsWith("tiny");
  const wantsText = isVllm || at(asked.body, "return_documents") === true;
  const results = documents.slice(0, limit).map((document, index) => ({
    index,
    relevance_score: 0.9 - index / 10,
    ...(wantsText ? { document: typeof document === "string" ? { text: document } : document } : {}),
  }));
  return json({
    id: "rerank-up1",
    results,
    ...(isVllm
      ? { model, usage: { total_tokens: 7 } }
      : { meta: { api_version: { version: "2" }, billed_units: { search_units: 1 } } }),
  });
});

export const openaiModels = whole(() =>
  json({ object: "list", data: [{ id: "tiny", object: "model", created: 1, owned_by: "up" }] }),
);
