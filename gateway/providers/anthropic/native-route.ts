/** How a Messages client reaches Anthropic: bytes through, for answers and for counts. */
import type { Operation } from "../../contract/operations.ts";
import type { NativeInput, NativeRoute, UpstreamRequest } from "../provider.ts";
import { requestTo } from "./endpoint.ts";
import { judgeCount, judgeMessage } from "./judge-answer.ts";
import { nativeBody } from "./native-body.ts";
import { openStreamTap } from "./stream-tap.ts";

const messages: NativeRoute = {
  answers: "json",
  toRequest: (input) => requestFor(input, ""),
  judge: judgeMessage,
  openTap: openStreamTap,
};

const countTokens: NativeRoute = {
  answers: "json",
  toRequest: (input) => requestFor(input, "/count_tokens"),
  judge: judgeCount,
};

export function nativeRoute(operation: Operation): NativeRoute | null {
  if (operation === "messages") return messages;
  return operation === "count_tokens" ? countTokens : null;
}

function requestFor(input: NativeInput, suffix: string): UpstreamRequest {
  return requestTo(input.deployment, suffix, nativeBody(input), input.headers, []);
}
