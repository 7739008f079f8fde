/** What the upstream answers beside generations: embeddings and token counts in each dialect, and OpenAI's media. */
import type { ServerResponse } from "node:http";
import { recordsOf } from "../../base/json-shape.ts";
import { embeddingAnswer } from "../fake-upstream-answers.ts";
import { answerMedia } from "../fake-upstream-media.ts";
import type { ReceivedCall } from "../received-call.ts";

type Body = Readonly<Record<string, unknown>>;

const vector = [1, 2];

function count(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}

const answers: readonly (readonly [RegExp, (body: Body) => unknown])[] = [
  [/\/count_tokens$/, () => ({ input_tokens: 9 })],
  [/\/input_tokens$/, () => ({ object: "response.input_tokens", input_tokens: 9 })],
  [/:countTokens$/, () => ({ totalTokens: 9 })],
  [/:batchEmbedContents$/, (body) => ({ embeddings: recordsOf(body["requests"]).map(() => ({ values: vector })) })],
  [/:embedContent$/, () => ({ embedding: { values: vector } })],
  [
    /\/v2\/embed$/,
    (body) => ({
      id: "emb-1",
      embeddings: { float: Array.from({ length: count(body["texts"]) }, () => vector) },
      meta: { billed_units: { input_tokens: 5 } },
    }),
  ],
  [
    /\/api\/embed$/,
    (body) => ({
      model: body["model"],
      embeddings: Array.from({ length: count(body["input"]) }, () => vector),
      prompt_eval_count: 5,
    }),
  ],
  [/\/invoke$/, () => ({ embedding: vector, inputTextTokenCount: 5 })],
  [/\/embeddings$/, embeddingAnswer],
  [/\/models$/, () => ({ object: "list", data: [{ id: "m", object: "model" }] })],
];

/** @returns false for a generation */
export function answerOther(call: ReceivedCall, response: ServerResponse): boolean {
  if (answerMedia(call, response)) return true;
  const path = call.path.split("?", 1)[0] ?? "";
  const answer = answers.find(([pattern]) => pattern.test(path))?.[1];
  if (answer === undefined) return false;
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer(call.body)));
  return true;
}
