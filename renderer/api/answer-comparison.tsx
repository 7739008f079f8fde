/** Two answers to one request: how each went, and what was said, word for word. */
import { useQuery } from "@tanstack/react-query";
import { defaultStringifySearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Compared, Comparison, ReplayFacts } from "../../gateway/contract/replay.ts";
import { Badge } from "../ui/badge.tsx";
import { formatCount, formatDuration, formatUsd } from "../ui/format.ts";
import { EmptyState, ErrorState, Skeleton } from "../ui/states.tsx";
import { WordDiff } from "../ui/word-diff.tsx";
import { PanelApiError } from "./gateway-client.ts";
import { comparisonQuery } from "./replay-queries.ts";
import { requestTones } from "./request-tone.ts";

export interface AnswerComparisonProps {
  readonly beforeId: string;
  readonly afterId: string;
}

export function AnswerComparison({ beforeId, afterId }: AnswerComparisonProps): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(comparisonQuery(beforeId, afterId));
  if (data !== undefined) return <Shown comparison={data} />;
  if (error === null) return <Skeleton lines={6} label={t("app.loading")} />;
  if (error instanceof PanelApiError && error.status === 404)
    return <EmptyState title={t("detail.goneTitle")} text={t("detail.goneText")} />;
  return (
    <ErrorState
      title={t("app.errorTitle")}
      text={error.message}
      retryLabel={t("app.retry")}
      onRetry={() => void refetch()}
    />
  );
}

function Shown({ comparison: { before, after } }: { readonly comparison: Comparison }): ReactNode {
  const { t } = useTranslation();
  const search = defaultStringifySearch({ a: before.id, b: after.id });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Facts before={before} after={after} />
      <div className="flex shrink-0 items-center gap-3 border-b border-line px-4 py-1.5 text-sm">
        {before.isCut && <span className="text-warn">{t("replays.cutBefore")}</span>}
        {after.isCut && <span className="text-warn">{t("replays.cutAfter")}</span>}
        <span className="flex-1" />
        <a href={`#/requests/compare${search}`} className="shrink-0 text-accent hover:underline">
          {t("replays.fullCompare")}
        </a>
      </div>
      {before.text === null || after.text === null ? (
        <p className="p-6 text-center text-muted">{t("replays.noText")}</p>
      ) : (
        <WordDiff
          before={before.text}
          after={after.text}
          sameText={t("replays.same")}
          tooDifferentText={t("compare.tooDifferent")}
          // An error and an answer.
          areOfOneKind={(before.facts.state === "ok") === (after.facts.state === "ok")}
        />
      )}
    </div>
  );
}

const cell = "min-w-0 truncate px-2 py-0.5 text-left font-normal";

function Facts({ before, after }: { readonly before: Compared; readonly after: Compared }): ReactNode {
  const { t } = useTranslation();
  const sides = [before.facts, after.facts];
  const rows: readonly (readonly [string, (facts: ReplayFacts) => ReactNode])[] = [
    [t("replays.fact.alias"), ({ alias }) => <span className="font-mono text-sm">{alias}</span>],
    [t("replays.fact.state"), (facts) => <State facts={facts} />],
    [t("replays.fact.cost"), (facts) => <Cost facts={facts} />],
    [t("replays.fact.promptTokens"), ({ promptTokens }) => formatCount(promptTokens)],
    [t("replays.fact.completionTokens"), ({ completionTokens }) => formatCount(completionTokens)],
    [t("replays.fact.firstToken"), ({ firstTokenMs }) => formatDuration(firstTokenMs)],
    [t("replays.fact.total"), ({ totalMs }) => formatDuration(totalMs)],
  ];
  return (
    <table aria-label={t("replays.comparison")} className="mx-2 my-2 table-fixed border-collapse">
      <thead>
        <tr className="text-sm text-faint">
          <th className="w-28">
            <span className="sr-only">{t("replays.comparison")}</span>
          </th>
          <th className={cell}>{t("replays.before")}</th>
          <th className={cell}>{t("replays.after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, of]) => (
          <tr key={name}>
            <th scope="row" className={`${cell} text-muted`}>
              {name}
            </th>
            {sides.map((facts, side) => (
              // oxlint-disable-next-line react/no-array-index-key -- before and after
              <td key={side} className={cell}>
                {of(facts)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ facts: { state, status, errorCode } }: { readonly facts: ReplayFacts }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="inline-flex items-center gap-1.5">
      <Badge tone={requestTones[state]}>{t(`requests.stateName.${state}`)}</Badge>
      <span className="truncate text-sm text-muted">{errorCode ?? status}</span>
    </span>
  );
}

function Cost({ facts: { costUsdNanos, isUnpriced, isEstimate } }: { readonly facts: ReplayFacts }): ReactNode {
  const { t } = useTranslation();
  return isUnpriced ? (
    <span className="text-warn">{t("app.unknown")}</span>
  ) : (
    `${isEstimate ? "≈ " : ""}${formatUsd(costUsdNanos)}`
  );
}
