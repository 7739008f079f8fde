/**
 * One line of the program's log for a request that ended, under its ids: what failed always, what went well where the file
 * says `json_logs: true` (or logs everything).
 *
 * No body and no header; of a client's texts the alias and its own call id. Every text goes through the redactor of the
 * running config: a provider's error may hold the key it was called with. It may quote the prompt too, so it is left out
 * where the file keeps messages out of the log.
 */
import type { Logger } from "pino";
import type { RequestIntent, RequestOutcome } from "../contract/spend-log.ts";
import type { RequestFacts, RequestObserver } from "../contract/telemetry.ts";
import { usdTextOf } from "../contract/units.ts";

export interface RequestLogParts {
  readonly logger: Pick<Logger, "debug" | "info" | "warn" | "isLevelEnabled">;
  readonly redact: (text: string) => string;
  /** `litellm_settings.json_logs` of the running config. */
  readonly logsEveryRequest: () => boolean;
  /** `litellm_settings.turn_off_message_logging` of the running config. */
  readonly hidesMessages: () => boolean;
}

const maxTextLength = 500;

export function requestLogLine(parts: RequestLogParts): RequestObserver {
  const { logger, redact } = parts;
  const clean = (text: string): string => redact(text).slice(0, maxTextLength);
  return {
    finished: (intent, outcome, { trace }) => {
      const level = levelOf(outcome, parts.logsEveryRequest());
      if (!logger.isLevelEnabled(level)) return;
      const line = { ...idsOf(intent, trace, clean), ...lineOf(intent, outcome, clean) };
      const error = outcome.errorMessage !== null && !parts.hidesMessages() ? clean(outcome.errorMessage) : null;
      logger[level](error === null ? line : { ...line, error }, "request");
    },
  };
}

function levelOf({ state }: RequestOutcome, logsEveryRequest: boolean): "debug" | "info" | "warn" {
  if (state === "upstream_error" || state === "partial") return "warn";
  return logsEveryRequest ? "info" : "debug";
}

type Line = Readonly<Record<string, string | number | boolean | null>>;
type Clean = (text: string) => string;

/** To find the request by: in our log and in the answer's headers, in the client's own log, at the tracing backend. */
function idsOf({ id, callId = null }: RequestIntent, trace: RequestFacts["trace"], clean: Clean): Line {
  return {
    request_id: id,
    ...(callId === null ? {} : { call_id: clean(callId) }),
    ...(trace === null ? {} : { trace_id: trace.traceId }),
  };
}

function lineOf(intent: RequestIntent, outcome: RequestOutcome, clean: Clean): Line {
  const text = (value: string | null): string | null => (value === null ? null : clean(value));
  const { costUsdNanos, errorCode } = outcome;
  return {
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
    ...(errorCode === null ? {} : { error_code: errorCode }),
  };
}
