/** One side of a comparison: how it went, and what was answered. */
import { mask } from "../../base/redact.ts";
import { replayFacts, type Compared, type RunItemState } from "../../contract/replay.ts";
import type { SpendLogDetail } from "../../contract/spend-log.ts";
import { answerText } from "./answer-text.ts";

type AnsweredRow = Pick<
  SpendLogDetail,
  | "id"
  | "alias"
  | "state"
  | "status"
  | "errorCode"
  | "errorMessage"
  | "promptTokens"
  | "completionTokens"
  | "firstTokenMs"
  | "totalMs"
  | "costUsdNanos"
  | "isEstimate"
  | "responseBody"
  | "responseBytes"
>;

/** @param row  its body redacted */
export function comparedAnswer(row: AnsweredRow): Compared {
  const { id, errorMessage, responseBody, responseBytes } = row;
  const text = responseBody === null || responseBody === "" ? errorMessage : answerText(responseBody);
  return { id, facts: replayFacts(row), text, isCut: responseBody !== null && isShorter(responseBody, responseBytes) };
}

/** Redaction makes a body shorter too; then only a large loss is a cut. */
function isShorter(body: string, realBytes: number): boolean {
  const bytes = Buffer.byteLength(body);
  return body.includes(mask) ? bytes < realBytes * 0.9 : bytes < realBytes;
}

/** @returns what a row of a run ends as */
export function verdictOn(before: Compared, after: Compared): RunItemState {
  if (after.facts.state !== "ok") return "failed";
  if (before.facts.state !== "ok") return "changed";
  if (before.text === null || after.text === null || before.isCut || after.isCut) return "unclear";
  return before.text === after.text ? "same" : "changed";
}
