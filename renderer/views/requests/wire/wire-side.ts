/** One side of a call as the Request and Response tabs show it: the client's, or an attempt's at its provider. */
import type { RequestWire, WireAttempt, WireBody } from "../../../../gateway/contract/request-wire.ts";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";

export type Direction = "request" | "response";

export interface WireSide {
  /** `client`, or an attempt's index. */
  readonly id: string;
  /** null = the client's. */
  readonly attempt: number | null;
  /** `POST https://...` or `HTTP 200`. */
  readonly head: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
  readonly bytes: number;
  readonly isCut: boolean;
  /** Byte for byte the client's. */
  readonly isSame: boolean;
  /** What is not kept of it stands on the client's side, but for the model's name. */
  readonly isUntouched: boolean;
}

export const clientSide = "client";

/** @param wire  null = the log has none of it: the client's bodies alone */
export function sidesOf(detail: SpendLogDetail, wire: RequestWire | null, direction: Direction): WireSide[] {
  const own = clientOf(detail, wire, direction);
  return [own, ...(wire?.attempts ?? []).map((attempt) => attemptSide(attempt, own, direction))];
}

function clientOf(detail: SpendLogDetail, wire: RequestWire | null, direction: Direction): WireSide {
  const side = { id: clientSide, attempt: null, isSame: false, isUntouched: false };
  if (direction === "request") {
    return {
      ...side,
      head: `POST ${detail.path}`,
      headers: wire?.client.requestHeaders ?? {},
      text: detail.requestBody,
      bytes: detail.requestBytes,
      isCut: detail.requestCut,
    };
  }
  const status = wire?.client.status ?? detail.status;
  return {
    ...side,
    head: status === null ? "" : `HTTP ${status}`,
    headers: wire?.client.responseHeaders ?? {},
    text: detail.responseBody,
    bytes: detail.responseBytes,
    isCut: detail.responseCut,
  };
}

function attemptSide(attempt: WireAttempt, own: WireSide, direction: Direction): WireSide {
  const { index, method, url, status } = attempt;
  const side = { id: String(index), attempt: index, isUntouched: direction === "response" && attempt.isUntouched };
  return direction === "request"
    ? { ...side, head: `${method} ${url}`, headers: attempt.requestHeaders, ...bodyOf(attempt.requestBody, own) }
    : {
        ...side,
        head: status === null ? "" : `HTTP ${status}`,
        headers: attempt.responseHeaders,
        ...bodyOf(attempt.responseBody, own),
      };
}

function bodyOf(
  { text, bytes, isCut, isSame }: WireBody,
  own: WireSide,
): Pick<WireSide, "text" | "bytes" | "isCut" | "isSame"> {
  return { text: isSame ? own.text : text, bytes, isCut, isSame };
}
