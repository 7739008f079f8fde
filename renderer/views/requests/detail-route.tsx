/** Why this route: the candidates of every pick with what spoke against them, and what happened in between. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Candidate, RouteDecision, RouteStep } from "../../../gateway/contract/route-decision.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatDuration } from "../../ui/format.ts";
import { Section } from "../../ui/section.tsx";

const mono = "font-mono text-sm break-all";

export function DetailRoute({ route }: { readonly route: RouteDecision }): ReactNode {
  const { t } = useTranslation();
  const { model, group, matchedBy, strategy, steps, omittedSteps } = route;
  return (
    <div className="border-t border-line px-4 pb-4">
      <Section title={t("detail.why")}>
        <p className="mb-2">
          <span className={mono}>{model}</span> → <span className={mono}>{group}</span>{" "}
          <span className="text-muted">
            {matchedBy} · {strategy}
          </span>
        </p>
        <ol className="flex flex-col gap-1.5">
          {steps.map((step, index) => (
            // A request's steps never change place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <Step step={step} />
            </li>
          ))}
        </ol>
        {omittedSteps > 0 && <p className="text-muted">{t("detail.whyMore", { count: omittedSteps })}</p>}
      </Section>
    </div>
  );
}

function Step({ step }: { readonly step: RouteStep }): ReactNode {
  const { t } = useTranslation();
  switch (step.type) {
    case "pick":
      return <PickStep candidates={step.candidates} picked={step.picked} omitted={step.omitted} group={step.group} />;
    case "attempt":
      return (
        <p>
          <Badge tone={step.errorCode === null ? "ok" : "danger"}>{step.errorCode ?? t("detail.attemptOk")}</Badge>{" "}
          <span className={mono}>{step.deploymentId}</span>{" "}
          <span className="text-muted">{formatDuration(step.durationMs)}</span>
        </p>
      );
    case "cooldown":
      return <Note text={t("detail.whyRests", { id: step.deploymentId, reason: step.reason })} />;
    case "retry":
      return (
        <Note text={t("detail.whyRetry", { number: step.retry, of: step.of, wait: formatDuration(step.waitMs) })} />
      );
    case "gave_up":
      return <Note text={t("detail.whyGaveUp", { group: step.group, reason: step.reason })} />;
    case "fallback":
      return (
        <Note
          text={`${t("detail.whyFallback", { from: step.from, to: step.to, kind: step.kind })}${
            step.skipped === null ? "" : ` · ${t("detail.whySkipped", { reason: step.skipped })}`
          }`}
        />
      );
    case "continued":
      return <Note text={t("detail.whyContinued", { count: step.afterCharacters, code: step.errorCode })} />;
  }
}

function Note({ text }: { readonly text: string }): ReactNode {
  return <p className="break-words text-muted">{text}</p>;
}

interface PickStepProps {
  readonly group: string;
  readonly candidates: readonly Candidate[];
  readonly picked: string | null;
  readonly omitted: number;
}

function PickStep({ group, candidates, picked, omitted }: PickStepProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="rounded-md bg-sunken px-3 py-2">
      <p className="mb-1 text-sm text-muted">{t("detail.whyCandidates", { group })}</p>
      <ul className="flex flex-col gap-1">
        {candidates.map((candidate) => (
          <li key={candidate.deploymentId} className="flex flex-wrap items-center gap-2">
            <Verdict candidate={candidate} isPicked={candidate.deploymentId === picked} />
            <span className={mono}>{candidate.deploymentId}</span>
            <span className="text-sm text-muted">
              {candidate.provider} · {candidate.upstreamModel}
              {candidate.detail === null ? "" : ` · ${candidate.detail}`}
            </span>
          </li>
        ))}
      </ul>
      {omitted > 0 && <p className="text-sm text-muted">{t("detail.whyMore", { count: omitted })}</p>}
      {picked === null && <p className="text-danger">{t("detail.whyNobody")}</p>}
    </div>
  );
}

function Verdict({ candidate, isPicked }: { readonly candidate: Candidate; readonly isPicked: boolean }): ReactNode {
  const { t } = useTranslation();
  const { excluded, score } = candidate;
  if (excluded !== null && !isPicked) return <Badge tone="warn">{t(`detail.excluded.${excluded}`)}</Badge>;
  const weight = score === null ? "" : ` · ${Number(score.toPrecision(3))}`;
  return (
    <Badge tone={isPicked ? "ok" : "neutral"}>
      {t(isPicked ? "detail.whyPicked" : "detail.whyOpen")}
      {weight}
    </Badge>
  );
}
