/**
 * A whole Converse answer. Citations, guarded content and what is new go on as opaque parts; a citation's text is text.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_ResponseSyntax
 */
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { Part } from "../../contract/conversation.ts";
import type { AnswerVerdict } from "../provider.ts";
import { classifyText, messageIn } from "../shared/classify-error.ts";
import { readUsage } from "./read-usage.ts";
import { finishReason, stopSequence } from "./stop-reasons.ts";

type Fields = Readonly<Record<string, unknown>>;

export function readAnswer(body: Buffer): AnswerVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    return {
      kind: "invalid",
      reason: body.length === 0 ? "The answer was empty." : `The answer is not JSON: ${String(failure)}`,
    };
  }
  const answer = recordOf(value);
  const message = recordOf(recordOf(answer?.["output"])?.["message"]);
  if (answer === null || message === null || !Array.isArray(message["content"])) return notAnAnswer(answer);
  const finish = finishReason(answer["stopReason"]);
  return {
    kind: "ok",
    answer: {
      id: null,
      model: null,
      choices: [
        {
          index: 0,
          parts: recordsOf(message["content"]).flatMap(readBlock),
          finish,
          stopSequence: finish === "stop_sequence" ? stopSequence(answer["additionalModelResponseFields"]) : null,
          logprobs: null,
        },
      ],
      usage: readUsage(answer["usage"]),
    },
  };
}

function notAnAnswer(answer: Fields | null): AnswerVerdict {
  if (answer === null) return { kind: "invalid", reason: "The answer is not a JSON object." };
  const text = messageIn(answer);
  if (text !== null) return { kind: "error", error: classifyText(500, text, null) };
  return { kind: "invalid", reason: "The answer has no `output.message.content` list." };
}

function readBlock(block: Fields): Part[] {
  const { text } = block;
  if (typeof text === "string") return [{ type: "text", text }];
  const toolUse = recordOf(block["toolUse"]);
  if (toolUse !== null) return [readToolUse(toolUse)];
  const reasoning = recordOf(block["reasoningContent"]);
  if (reasoning !== null) return readReasoning(reasoning);
  const cited = recordOf(block["citationsContent"]);
  if (cited !== null) return readCited(cited);
  return [{ type: "opaque", family: "bedrock", value: block }];
}

function readToolUse(toolUse: Fields): Part {
  return {
    type: "tool_call",
    id: textOf(toolUse["toolUseId"]) ?? "",
    name: textOf(toolUse["name"]) ?? "",
    arguments: JSON.stringify(toolUse["input"] ?? {}),
  };
}

function readReasoning(reasoning: Fields): Part[] {
  const redacted = textOf(reasoning["redactedContent"]);
  if (redacted !== null) return [{ type: "reasoning", text: "", redacted }];
  const said = recordOf(reasoning["reasoningText"]);
  if (said === null) return [];
  const signature = textOf(said["signature"]);
  return [{ type: "reasoning", text: textOf(said["text"]) ?? "", ...(signature === null ? {} : { signature }) }];
}

/** Its words are the answer's; where they come from only Bedrock's own clients can read. */
function readCited(cited: Fields): Part[] {
  const text = recordsOf(cited["content"])
    .map((part) => textOf(part["text"]) ?? "")
    .join("");
  const { citations } = cited;
  return [
    { type: "text", text },
    { type: "opaque", family: "bedrock", value: { citations } },
  ];
}
