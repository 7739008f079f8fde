/** A whole answer as a `text_completion` object; reasoning, tool calls and images have no place in it. */
import type { Answer, AnswerChoice } from "../../contract/answer.ts";
import type { RenderContext } from "../client-dialect.ts";
import { finishWord } from "../shared/openai-finish.ts";
import { usageJson } from "../shared/openai-usage.ts";
import { legacyLogprobs } from "./legacy-logprobs.ts";
import { echoOf } from "./prompt.ts";

export function renderAnswer(answer: Answer, context: RenderContext): string {
  const echo = echoOf(context.fields);
  const head = JSON.stringify({
    id: answer.id ?? `cmpl-${context.requestId}`,
    object: "text_completion",
    created: context.createdAt,
    model: context.model,
    choices: answer.choices.map((choice) => ({
      finish_reason: finishWord(choice.finish, false),
      index: choice.index,
      text: echo + completionText(choice, context.mergesReasoning),
      logprobs: legacyLogprobs(choice.logprobs, echo.length),
    })),
  });
  const usage = usageJson(answer.usage);
  return usage === null ? head : `${head.slice(0, -1)},"usage":${usage}}`;
}

function completionText({ parts }: AnswerChoice, mergesReasoning: boolean): string {
  let text = "";
  let reasoning = "";
  for (const part of parts) {
    if (part.type === "text" || part.type === "refusal") text += part.text;
    else if (part.type === "reasoning") reasoning += part.text;
  }
  return mergesReasoning && reasoning !== "" ? `<think>${reasoning}</think>${text}` : text;
}
