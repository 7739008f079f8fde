/** The facts of two requests beside one another: which differ, and by how much where that can be said. */
import type { RequestState, SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { formatBytes, formatCount, formatDuration, formatUsd } from "../../../ui/format.ts";

export const factNames = [
  "state",
  "status",
  "error",
  "operation",
  "alias",
  "model",
  "provider",
  "deployment",
  "stream",
  "attempts",
  "route",
  "firstToken",
  "total",
  "promptTokens",
  "cachedTokens",
  "completionTokens",
  "reasoningTokens",
  "cost",
  "requestBytes",
  "responseBytes",
  "key",
  "client",
  "endUser",
  "session",
  "tags",
  "configVersion",
] as const;

export type FactName = (typeof factNames)[number];

export interface FactRow {
  readonly name: FactName;
  readonly before: string;
  readonly after: string;
  readonly isDifferent: boolean;
  /** `+12%`, `-3`; "" when there is nothing to say. */
  readonly delta: string;
}

/** What the reader's language calls them. */
export interface FactWords {
  readonly state: (state: RequestState) => string;
  readonly operation: (operation: string) => string;
  readonly stream: (isStream: boolean) => string;
}

type Measure = (detail: SpendLogDetail) => number | null;

const measures: Partial<Record<FactName, Measure>> = {
  firstToken: ({ firstTokenMs }) => firstTokenMs,
  total: ({ totalMs }) => totalMs,
  promptTokens: ({ promptTokens }) => promptTokens,
  cachedTokens: ({ cachedTokens }) => cachedTokens,
  completionTokens: ({ completionTokens }) => completionTokens,
  reasoningTokens: ({ reasoningTokens }) => reasoningTokens,
  cost: ({ costUsdNanos }) => (costUsdNanos === null ? null : Number(costUsdNanos)),
  requestBytes: ({ requestBytes }) => requestBytes,
  responseBytes: ({ responseBytes }) => responseBytes,
};

const texts: Record<FactName, (detail: SpendLogDetail, words: FactWords) => string> = {
  state: ({ state }, words) => words.state(state),
  status: ({ status }) => (status === null ? "" : String(status)),
  error: ({ errorCode, errorMessage }) => [errorCode, errorMessage].filter((text) => text !== null).join(": "),
  operation: ({ operation }, words) => words.operation(operation),
  alias: ({ alias }) => alias,
  model: ({ upstreamModel }) => upstreamModel ?? "",
  provider: ({ provider }) => provider ?? "",
  deployment: ({ deploymentId }) => deploymentId ?? "",
  stream: ({ stream }, words) => words.stream(stream),
  attempts: ({ attempts }) => String(attempts),
  route: ({ attemptList }) =>
    attemptList
      .map(({ upstreamModel, errorCode, status }) => `${upstreamModel} ${errorCode ?? status ?? ""}`.trim())
      .join(" → "),
  firstToken: ({ firstTokenMs }) => formatDuration(firstTokenMs),
  total: ({ totalMs }) => formatDuration(totalMs),
  promptTokens: ({ promptTokens }) => formatCount(promptTokens),
  cachedTokens: ({ cachedTokens }) => formatCount(cachedTokens),
  completionTokens: ({ completionTokens }) => formatCount(completionTokens),
  reasoningTokens: ({ reasoningTokens }) => formatCount(reasoningTokens),
  cost: ({ costUsdNanos, isEstimate }) => `${isEstimate ? "≈ " : ""}${formatUsd(costUsdNanos)}`,
  requestBytes: ({ requestBytes }) => formatBytes(requestBytes),
  responseBytes: ({ responseBytes }) => formatBytes(responseBytes),
  key: ({ keyName, keyDigest }) => keyName ?? keyDigest ?? "",
  client: ({ userAgent }) => userAgent ?? "",
  endUser: ({ endUser }) => endUser ?? "",
  session: ({ sessionId }) => sessionId ?? "",
  tags: ({ tags }) => tags.join(", "),
  configVersion: ({ catalogVersion }) => catalogVersion.slice(0, 12),
};

/** Facts that neither of the two has are left out. */
export function factRows(before: SpendLogDetail, after: SpendLogDetail, words: FactWords): FactRow[] {
  return factNames.flatMap((name) => {
    const [first, second] = [texts[name](before, words), texts[name](after, words)];
    if (first === "" && second === "") return [];
    const measure = measures[name];
    const [from, to] = [measure?.(before) ?? null, measure?.(after) ?? null];
    const isDifferent = from === null && to === null ? first !== second : from !== to;
    return [{ name, before: first, after: second, isDifferent, delta: deltaOf(from, to) }];
  });
}

/** Relative to the first; where that is none or zero there is nothing to be relative to. */
function deltaOf(from: number | null, to: number | null): string {
  if (from === null || to === null || from === to || from === 0) return "";
  const percent = ((to - from) / from) * 100;
  const size = Math.abs(percent);
  const text = size < 10 ? size.toFixed(1) : size < 1000 ? String(Math.round(size)) : "999+";
  return `${percent < 0 ? "-" : "+"}${text}%`;
}
