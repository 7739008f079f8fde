/** Reads what OpenAI's chat dialect answered, whole or streamed, as far as a test or a probe looks at it. */
import { isRecord, numberOf, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";

export interface ChatAnswer {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly name: string; readonly args: string }[];
  readonly finish: string | null;
  readonly reasoningTokens: number | null;
  /** Chunks of a stream that carried text or reasoning. */
  readonly pieces: number;
}

const nothing: ChatAnswer = { text: "", reasoning: "", calls: [], finish: null, reasoningTokens: null, pieces: 0 };

export function readChatAnswer(body: string): ChatAnswer {
  const value = parsed(body);
  const choice = recordsOf(value?.["choices"])[0];
  const message = recordOf(choice?.["message"]);
  if (message === null) return nothing;
  return {
    text: textIn(message),
    reasoning: reasoningIn(message),
    calls: recordsOf(message["tool_calls"]).map(({ function: called }) => {
      const call = recordOf(called);
      return { name: textOf(call?.["name"]) ?? "", args: textOf(call?.["arguments"]) ?? "" };
    }),
    finish: textOf(choice?.["finish_reason"]),
    reasoningTokens: reasoningTokensIn(value),
    pieces: 0,
  };
}

export function readChatStream(body: string): ChatAnswer {
  let answer = nothing;
  for (const line of body.split("\n")) {
    const event = line.startsWith("data:") ? parsed(line.slice(5)) : null;
    if (event === null) continue;
    const choice = recordsOf(event["choices"])[0];
    const delta = recordOf(choice?.["delta"]) ?? {};
    const text = textIn(delta);
    const reasoning = reasoningIn(delta);
    answer = {
      ...answer,
      text: answer.text + text,
      reasoning: answer.reasoning + reasoning,
      finish: textOf(choice?.["finish_reason"]) ?? answer.finish,
      reasoningTokens: reasoningTokensIn(event) ?? answer.reasoningTokens,
      pieces: answer.pieces + (text === "" && reasoning === "" ? 0 : 1),
    };
  }
  return answer;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null; // `[DONE]`, or half a line
  }
}

function textIn(message: Readonly<Record<string, unknown>>): string {
  return textOf(message["content"]) ?? "";
}

/** DeepSeek's name for it, and OpenRouter's. */
function reasoningIn(message: Readonly<Record<string, unknown>>): string {
  return textOf(message["reasoning_content"]) ?? textOf(message["reasoning"]) ?? "";
}

function reasoningTokensIn(value: Readonly<Record<string, unknown>> | null): number | null {
  return numberOf(recordOf(recordOf(value?.["usage"])?.["completion_tokens_details"])?.["reasoning_tokens"]);
}
