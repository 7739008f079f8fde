/** Readies an ended request for its spans: reads its answer as far as they need it, and its prompt where that is sent on. */
import { isGeneration, operations, type Operation } from "../contract/operations.ts";
import type { Conversation } from "../contract/conversation.ts";
import type { OtelSettings } from "./otel-settings.ts";
import { answerValues } from "./spans/answer-values.ts";
import { readAnswer } from "./spans/read-answer.ts";
import type { EndedRequest, KeyFacts, SpanScene } from "./spans/span-scene.ts";

export interface SceneParts {
  readonly keyOf: (keyDigest: string | null) => KeyFacts;
  /** What was asked, whichever dialect it was written in; null where nobody can read it. */
  readonly conversationOf: (operation: Operation, fields: Readonly<Record<string, unknown>>) => Conversation | null;
}

/** Answers that hold no talk are parsed only when they are small: a vector says nothing about itself. */
const maxOtherBytes = 65_536;

export function spanSceneOf(
  ended: EndedRequest,
  { names, capturesContent }: Pick<OtelSettings, "names" | "capturesContent">,
  parts: SceneParts,
): SpanScene {
  const { intent, outcome, fields, answer } = ended;
  const operation = operations.find((known) => known === intent.operation) ?? null;
  // Bodies that this request's log does not keep are not sent on either.
  const mayCapture = capturesContent && outcome.requestBody !== null;
  const isRead = answer !== null && operation !== null && (isGeneration(operation) || answer.length <= maxOtherBytes);
  return {
    ...ended,
    said: readAnswer(isRead ? answerValues(answer, mayCapture) : []),
    key: parts.keyOf(intent.keyDigest),
    content: mayCapture ? { conversation: operation === null ? null : parts.conversationOf(operation, fields) } : null,
    names: { genAi: names !== "litellm", litellm: names !== "genai" },
  };
}
