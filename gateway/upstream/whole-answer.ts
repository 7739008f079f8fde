/** One call upstream with its whole small answer, within a time and a size: for token servers, not for models. */
import { startDeadline } from "../base/deadline.ts";
import type { UpstreamCall, UpstreamClient, UpstreamExchange, UpstreamHeaders } from "./client.ts";
import type { UpstreamFailure } from "./failure.ts";

export interface WholeAnswer {
  readonly status: number;
  readonly headers: UpstreamHeaders;
  readonly body: Buffer;
}

export interface WholeAnswerLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export type WholeOutcome = { readonly answer: WholeAnswer } | { readonly failure: UpstreamFailure };

export function fetchWhole(
  client: UpstreamClient,
  call: UpstreamCall,
  limits: WholeAnswerLimits,
): Promise<WholeOutcome> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let head: Pick<WholeAnswer, "status" | "headers"> = { status: 0, headers: {} };
    let size = 0;
    let exchange: UpstreamExchange | null = null;
    const finish = (outcome: WholeOutcome): void => {
      deadline.dispose();
      resolve(outcome);
    };
    const giveUp = (code: "upstream_timeout" | "upstream_invalid_response", message: string): void => {
      exchange?.abort();
      finish({ failure: { code, message, cause: null } });
    };
    const deadline = startDeadline(limits.timeoutMs, () => {
      giveUp("upstream_timeout", `No answer from ${call.origin} within ${limits.timeoutMs / 1000} s.`);
    });
    exchange = client.start(call, {
      onHead: (status, headers) => {
        head = { status, headers };
      },
      onData: (chunk) => {
        parts.push(chunk);
        size += chunk.length;
        if (size > limits.maxBytes) {
          giveUp("upstream_invalid_response", `${call.origin} sent more than ${limits.maxBytes} bytes.`);
        }
      },
      onEnd: () => finish({ answer: { ...head, body: Buffer.concat(parts) } }),
      onFailure: (failure) => finish({ failure }),
    });
  });
}
