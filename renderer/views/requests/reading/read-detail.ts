/**
 * A logged request as the Messages tab shows it: what was asked, what was answered, errors as they are.
 *
 * Nothing here throws, whatever the bodies hold.
 */
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import type { Dialect, Part, ShownAnswer, ShownMessage } from "./conversation.ts";
import { dialectOf } from "./dialect-of.ts";
import { errorPart } from "./error-part.ts";
import { readWire, type WireBody } from "./wire-body.ts";

export interface Reading {
  readonly messages: readonly ShownMessage[];
  readonly toolsOffered: readonly string[];
  readonly answers: readonly ShownAnswer[];
  /** The log did not keep the end. */
  readonly isRequestCut: boolean;
  readonly isAnswerCut: boolean;
}

type ReadFields =
  | "operation"
  | "path"
  | "requestBody"
  | "requestCut"
  | "responseBody"
  | "responseCut"
  | "responseBytes";

export function readDetail(detail: Pick<SpendLogDetail, ReadFields>): Reading {
  const { operation, path, requestBody, requestCut, responseBody, responseCut } = detail;
  const dialect = dialectOf(operation, path);
  const asked = readWire(requestBody);
  const answered = readWire(responseBody);
  const isAnswerCut = responseCut || (answered.kind === "whole" && answered.isCut);
  const body = bodyOf(asked);
  const answers = dialect === null ? [] : answersOf(dialect, answered, isAnswerCut);
  const sound = operation === "speech" && answered.kind === "text" ? [soundOf(detail)] : [];
  const messages = dialect?.readRequest(body) ?? [];
  const names = toolNames(messages, answers);
  return {
    messages: messages.map((message) => ({ ...message, parts: named(message.parts, names) })),
    toolsOffered: dialect?.toolsOffered?.(body) ?? [],
    answers: [...answers, ...sound, ...errorsOf(answered)].map((answer) => ({
      ...answer,
      parts: named(answer.parts, names),
    })),
    isRequestCut: requestCut || (asked.kind === "whole" && asked.isCut),
    isAnswerCut,
  };
}

/** A form is text, and a client's body is never a stream. */
function bodyOf(asked: WireBody): unknown {
  if (asked.kind === "whole") return asked.value;
  return asked.kind === "text" ? asked.text : undefined;
}

function answersOf(dialect: Dialect, answered: WireBody, isCut: boolean): readonly ShownAnswer[] {
  switch (answered.kind) {
    case "none":
      return [];
    case "whole":
      return dialect.readAnswer(answered.value, isCut);
    case "events":
      return dialect.readStream?.(answered.events) ?? [];
    case "text":
      return dialect.readAnswer(answered.text, isCut);
  }
}

function errorsOf(answered: WireBody): ShownAnswer[] {
  const values = answered.kind === "whole" ? [answered.value] : answered.kind === "events" ? answered.events : [];
  const parts = values.flatMap((value) => errorPart(value) ?? []);
  return parts.length === 0 ? [] : [{ parts, finishReason: null }];
}

function soundOf({ responseBytes }: Pick<SpendLogDetail, "responseBytes">): ShownAnswer {
  return { parts: [{ kind: "media", media: "audio", name: null, bytes: responseBytes }], finishReason: null };
}

/** Call id -> the tool's name: dialects name a result only by the call it answers. */
function toolNames(messages: readonly ShownMessage[], answers: readonly ShownAnswer[]): ReadonlyMap<string, string> {
  const calls = [...messages, ...answers].flatMap(({ parts }) => parts.filter((part) => part.kind === "tool_call"));
  return new Map(calls.filter(({ id }) => id !== "").map(({ id, name }) => [id, name]));
}

function named(parts: readonly Part[], names: ReadonlyMap<string, string>): readonly Part[] {
  return parts.map((part) =>
    part.kind === "tool_result" && part.name === "" ? { ...part, name: names.get(part.id) ?? "" } : part,
  );
}
