/** The other OpenAI routes: completions, embeddings, images, audio, moderations, rerank. */
import { form, post, type Case } from "../case.ts";
import type { JsonObject } from "../json.ts";

const sound = { field: "file", name: "a.wav", type: "audio/wav", bytes: Buffer.from("RIFF....WAVEfmt ") };
const picture = { field: "image", name: "a.png", type: "image/png", bytes: Buffer.from("not really a png") };

function completions(): Case[] {
  const path = "/v1/completions";
  const cases: readonly (readonly [string, JsonObject])[] = [
    ["inst", { model: "inst", prompt: "x" }],
    [
      "inst-params",
      { model: "inst", prompt: "x", max_tokens: 5, temperature: 0.1, stop: ["y"], echo: false, suffix: "z" },
    ],
    ["inst-list", { model: "inst", prompt: ["x", "y"] }],
    ["inst-tokens", { model: "inst", prompt: [1, 2, 3] }],
    ["local", { model: "local", prompt: "x" }],
    ["gpt-4", { model: "gpt-4", prompt: "x" }],
    ["claude", { model: "claude", prompt: "x", max_tokens: 5 }],
    ["oll", { model: "oll", prompt: "x" }],
  ];
  return [
    ...cases.flatMap(([name, body]) => [
      post(`completions-${name}`, path, body),
      post(`completions-${name}-stream`, path, { ...body, stream: true }),
    ]),
    post("completions-no-v1", "/completions", { model: "local", prompt: "x" }),
    post("completions-engine", "/engines/inst/completions", { prompt: "x" }),
    post("completions-no-model", path, { prompt: "x" }),
    post("completions-no-prompt", path, { model: "inst" }),
    post("completions-unknown", path, { model: "nope", prompt: "x" }),
  ];
}

function embeddings(): Case[] {
  const path = "/v1/embeddings";
  const inputs: Readonly<Record<string, JsonObject>> = {
    text: { input: "x" },
    list: { input: ["x", "y"] },
    base64: { input: "x", encoding_format: "base64" },
    float: { input: "x", encoding_format: "float" },
    dimensions: { input: "x", dimensions: 2 },
    user: { input: "x", user: "u1" },
  };
  const models = ["emb", "ollemb", "gememb", "cohemb"].flatMap((model) =>
    Object.entries(inputs).map(([name, body]) => post(`embeddings-${model}-${name}`, path, { model, ...body })),
  );
  return [
    ...models,
    post("embeddings-emb-tokens", path, { model: "emb", input: [1, 2, 3] }),
    post("embeddings-emb-token-lists", path, { model: "emb", input: [[1, 2], [3]] }),
    post("embeddings-local", path, { model: "local", input: "x" }),
    post("embeddings-azure", path, { model: "az", input: "x" }),
    post("embeddings-engine", "/engines/emb/embeddings", { input: "x" }),
    post("embeddings-no-input", path, { model: "emb" }),
    post("embeddings-no-model", path, { input: "x" }),
    post("embeddings-unknown", path, { model: "nope", input: "x" }),
    post("embeddings-no-key", path, { model: "emb", input: "x" }, {}),
  ];
}

function images(): Case[] {
  const path = "/v1/images/generations";
  return [
    post("images-plain", path, { model: "dall", prompt: "a cat" }),
    post("images-params", path, {
      model: "dall",
      prompt: "a cat",
      n: 2,
      size: "1024x1024",
      quality: "high",
      user: "u1",
    }),
    post("images-base64", path, { model: "dall", prompt: "a cat", response_format: "b64_json" }),
    post("images-no-v1", "/images/generations", { model: "dall", prompt: "a cat" }),
    post("images-no-prompt", path, { model: "dall" }),
    post("images-unknown", path, { model: "nope", prompt: "x" }),
    post("images-fault-400", path, { model: "dall", prompt: "fault:400" }),
    post("images-fault-policy", path, { model: "dall", prompt: "fault:policy" }),
    form("images-edit", "/v1/images/edits", { model: "dall", prompt: "a hat" }, picture),
    form("images-edit-no-image", "/v1/images/edits", { model: "dall", prompt: "a hat" }),
  ];
}

function audio(): Case[] {
  const speech = "/v1/audio/speech";
  const transcriptions = "/v1/audio/transcriptions";
  return [
    post("speech-plain", speech, { model: "tts", input: "x", voice: "alloy" }),
    post("speech-params", speech, { model: "tts", input: "x", voice: "alloy", response_format: "opus", speed: 1.5 }),
    post("speech-no-v1", "/audio/speech", { model: "tts", input: "x", voice: "alloy" }),
    post("speech-no-input", speech, { model: "tts", voice: "alloy" }),
    post("speech-unknown", speech, { model: "nope", input: "x", voice: "alloy" }),
    post("speech-fault-429", speech, { model: "tts", input: "fault:429", voice: "alloy" }),
    form("transcription-plain", transcriptions, { model: "whisper" }, sound),
    form(
      "transcription-params",
      transcriptions,
      { model: "whisper", language: "en", temperature: "0", prompt: "p" },
      sound,
    ),
    form("transcription-text", transcriptions, { model: "whisper", response_format: "text" }, sound),
    form("transcription-verbose", transcriptions, { model: "whisper", response_format: "verbose_json" }, sound),
    form("transcription-no-v1", "/audio/transcriptions", { model: "whisper" }, sound),
    form("transcription-no-file", transcriptions, { model: "whisper" }),
    form("transcription-unknown", transcriptions, { model: "nope" }, sound),
    form("transcription-fault-400", transcriptions, { model: "whisper", prompt: "fault:400" }, sound),
  ];
}

function moderationsAndRerank(): Case[] {
  const documents = ["b", "c", "d"];
  const ranks = ["cohrank", "vllmrank"].flatMap((model) => [
    post(`rerank-${model}`, "/v1/rerank", { model, query: "a", documents }),
    post(`rerank-${model}-no-v1`, "/rerank", { model, query: "a", documents }),
    post(`rerank-${model}-v2`, "/v2/rerank", { model, query: "a", documents, top_n: 2 }),
    post(`rerank-${model}-documents`, "/v1/rerank", { model, query: "a", documents, return_documents: true }),
    post(`rerank-${model}-fault-429`, "/v1/rerank", { model, query: "fault:429", documents }),
  ]);
  return [
    ...ranks,
    post("rerank-unknown", "/v1/rerank", { model: "nope", query: "a", documents }),
    post("rerank-no-documents", "/v1/rerank", { model: "cohrank", query: "a" }),
    post("moderations-plain", "/v1/moderations", { model: "mod", input: "x" }),
    post("moderations-list", "/v1/moderations", { model: "mod", input: ["x", "y"] }),
    post("moderations-no-v1", "/moderations", { model: "mod", input: "x" }),
    post("moderations-no-input", "/v1/moderations", { model: "mod" }),
    post("moderations-unknown", "/v1/moderations", { model: "nope", input: "x" }),
    post("moderations-fault-500", "/v1/moderations", { model: "mod", input: "fault:500" }),
  ];
}

export function otherCases(): Case[] {
  return [...completions(), ...embeddings(), ...images(), ...audio(), ...moderationsAndRerank()];
}
