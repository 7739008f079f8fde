/** OpenAI's SDK's class for each status; its last class stands for every status from 500 on. */
import type { ErrorStatus } from "./client-contract.ts";

const classes: Readonly<Record<ErrorStatus, string>> = {
  400: "BadRequestError",
  401: "AuthenticationError",
  429: "RateLimitError",
  529: "InternalServerError",
};

/** @param isNative  the provider speaks the client's dialect, and its status goes through as it is; else Anthropic's 529 is a 503 */
export function openaiError(status: ErrorStatus, isNative: boolean): { name: string; status: number } {
  return { name: classes[status], status: wireStatus(status, isNative) };
}

export function wireStatus(status: ErrorStatus, isNative: boolean): number {
  return status === 529 && !isNative ? 503 : status;
}
