/** Responses clients on a provider that serves `/responses`: bytes go through, only what must differ is edited. */
import { isRecord } from "../../base/json-shape.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { JsonVerdict, NativeRoute } from "../provider.ts";
import { isFailed } from "../shared/openai-responses/read-answer.ts";
import { responseFailure } from "../shared/openai-responses/response-failure.ts";
import { readUsage } from "../shared/openai-usage.ts";
import { openResponsesTap } from "./responses-tap.ts";
import { classifyFailure } from "./responses-translate.ts";
import { toRequest } from "./to-request.ts";

export const responsesRoute: NativeRoute = {
  answers: "json",
  toRequest: (input) => toRequest("/responses", input),
  judge,
  openTap: openResponsesTap,
};

/** Valid, broken, or failed; one that is incomplete, queued or still running is an answer too. */
function judge(body: Buffer): JsonVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    const reason = body.length === 0 ? "The answer was empty." : `The answer is not JSON: ${String(failure)}`;
    return { kind: "invalid", reason };
  }
  if (!isRecord(value)) return { kind: "invalid", reason: "The answer is not a JSON object." };
  if (isFailed(value)) return { kind: "error", error: classifyFailure(responseFailure(value["error"])) };
  if (!Array.isArray(value["output"])) return { kind: "invalid", reason: "The answer has no `output` list." };
  return { kind: "ok", usage: readUsage(value["usage"], value["service_tier"]) ?? unknownUsage };
}
