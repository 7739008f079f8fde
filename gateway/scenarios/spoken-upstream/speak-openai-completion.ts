/** OpenAI's legacy completions: text without roles, thoughts or calls. */
import { recordOf } from "../../base/json-shape.ts";
import { cutAfter, sse, spokenUsage, type Body, type Speaker } from "./said.ts";

const usage = {
  prompt_tokens: spokenUsage.prompt,
  completion_tokens: spokenUsage.completion,
  total_tokens: spokenUsage.prompt + spokenUsage.completion,
};

function answer(body: Body, text: string, finish: string | null): Body {
  const choices = [{ index: 0, text, logprobs: null, finish_reason: finish }];
  return {
    id: "cmpl-1",
    object: "text_completion",
    created: 1_700_000_000,
    model: body["model"] ?? "deployed",
    choices,
  };
}

export const openaiCompletionSpeaker: Speaker = {
  hear: (body) => ({ tools: [], forcedTool: null, isAnswered: false, schema: null, isStream: body["stream"] === true }),
  whole: (said, body) => ({ ...answer(body, said.text.join(""), said.finish), usage }),
  stream: (said, body) =>
    cutAfter(1, "text/event-stream", [
      ...said.text.map((text) => sse(answer(body, text, null))),
      sse(answer(body, "", said.finish)),
      ...(recordOf(body["stream_options"])?.["include_usage"] === true
        ? [sse({ ...answer(body, "", null), choices: [], usage })]
        : []),
      "data: [DONE]\n\n",
    ]),
  failure: (_status, message) => ({ error: { message, type: "api_error", code: null, param: null } }),
};
