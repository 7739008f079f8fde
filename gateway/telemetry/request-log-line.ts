/**
 * One line of the program's log for a request that ended, under its id: what failed always, what went well where the file
 * says `json_logs: true` (or logs everything).
 *
 * No body, no header, no text of a client's but the alias. Every text goes through the redactor of the running config: a
 * provider's error may hold the key it was called with.
 */
import type { Logger } from "pino";
import type { RequestIntent, RequestOutcome } from "../contract/spend-log.ts";
import type { RequestObserver } from "../contract/telemetry.ts";
import { usdTextOf } from "../contract/units.ts";

export interface RequestLogParts {
  readonly logger: Pick<Logger, "debug" | "info" | "warn" | "isLevelEnabled">;
  readonly redact: (text: string) => string;
  /** `litellm_settings.json_logs` of the running config. */
  readonly logsEveryRequest: () => boolean;
}

const maxTextLength = 500;

export function requestLogLine({ logger, redact, logsEveryRequest }: RequestLogParts): RequestObserver {
  const clean = (text: string): string => redact(text).slice(0, maxTextLength);
  return {
    finished: (intent, outcome) => {
      const level = levelOf(outcome, logsEveryRequest());
      if (logger.isLevelEnabled(level)) logger[level](lineOf(intent, outcome, clean), "request");
    },
  };
}

function levelOf({ state }: RequestOutcome, logsEveryRequest: boolean): "debug" | "info" | "warn" {
  if (state === "upstream_error" || state === "partial") return "warn";
  return logsEveryRequest ? "info" : "debug";
}

type Line = Readonly<Record<string, string | number | boolean | null>>;

function lineOf(intent: RequestIntent, outcome: RequestOutcome, clean: (text: string) => string): Line {
  const text = (value: string | null): string | null => (value === null ? null : clean(value));
  const { costUsdNanos, errorCode, errorMessage } = outcome;
  const error = errorCode === null ? {} : { error_code: errorCode, error: text(errorMessage) };
  return {
    request_id: intent.id,
    operation: intent.operation,
    alias: clean(intent.alias),
    state: outcome.state,
    status: outcome.status,
    stream: intent.stream,
    deployment: outcome.deploymentId,
    provider: outcome.provider,
    model: text(outcome.upstreamModel),
    attempts: outcome.attemptList.length,
    total_ms: outcome.totalMs,
    first_token_ms: outcome.firstTokenMs,
    prompt_tokens: outcome.promptTokens,
    completion_tokens: outcome.completionTokens,
    cost_usd: costUsdNanos === null ? null : usdTextOf(BigInt(costUsdNanos)),
    key: intent.keyDigest,
    key_name: text(intent.keyName),
    client: intent.clientAddress,
    ...error,
  };
}
