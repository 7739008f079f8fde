/** The figures of an answer in one line of fixed places, so that nothing moves while they come. */
import { Link } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AnswerFacts } from "../../../gateway/contract/playground.ts";
import { dash, formatCount, formatDuration, formatUsd } from "../../ui/format.ts";
import { tokensPerSecond } from "./model/answer-stream.ts";

export function AnswerFactsLine({ facts }: { readonly facts: AnswerFacts }): ReactNode {
  const { t } = useTranslation();
  const rate = tokensPerSecond(facts);
  const shown = [
    { name: t("playground.firstToken"), value: formatDuration(facts.firstTokenMs) },
    { name: t("playground.rate"), value: rate === null ? dash : rate.toFixed(rate < 10 ? 1 : 0) },
    {
      name: t("playground.tokens"),
      value: `${formatCount(facts.promptTokens)}/${formatCount(facts.completionTokens)}`,
    },
    { name: t("playground.cost"), value: formatUsd(facts.costUsdNanos) },
    { name: t("playground.total"), value: formatDuration(facts.totalMs) },
    {
      name: t("playground.finish"),
      value: facts.state === "stopped" ? t("playground.stopped") : (facts.finishReason ?? dash),
    },
  ];
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-xs text-muted tabular-nums">
      <dl className="contents">
        {shown.map(({ name, value }) => (
          <div key={name} className="flex gap-1">
            <dt className="text-faint">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {facts.requestId !== null && (
        <Link
          to="/requests"
          search={{ id: facts.requestId }}
          title={t("playground.openRow")}
          aria-label={t("playground.openRow")}
          className="self-center text-muted hover:text-ink"
        >
          <ScrollText size={12} aria-hidden />
        </Link>
      )}
    </div>
  );
}
