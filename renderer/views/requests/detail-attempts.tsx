/** Every upstream try in order: which deployment, how long, what it answered. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Attempt, SpendLogDetail } from "../../../gateway/contract/spend-log.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatDuration, formatTime } from "../../ui/format.ts";
import { KeyValues } from "../../ui/section.tsx";
import { EmptyState } from "../../ui/states.tsx";

export function DetailAttempts({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  if (detail.attemptList.length === 0) return <EmptyState title={t("detail.attemptsNone")} />;
  return (
    <ol className="divide-y divide-line">
      {detail.attemptList.map((attempt) => (
        <AttemptRow key={attempt.index} attempt={attempt} />
      ))}
    </ol>
  );
}

function AttemptRow({ attempt }: { readonly attempt: Attempt }): ReactNode {
  const { t } = useTranslation();
  const { index, status, errorCode, errorMessage, durationMs, startedAt } = attempt;
  const mono = "font-mono text-sm break-all";
  return (
    <li className="px-4 py-3">
      <div className="mb-1.5 flex items-center gap-2">
        <h3 className="font-medium">{t("detail.attempt", { number: index + 1 })}</h3>
        <Badge tone={errorCode === null ? "ok" : "danger"}>{errorCode ?? t("detail.attemptOk")}</Badge>
        {status !== null && <span className="text-muted">HTTP {status}</span>}
        <span className="ml-auto">{formatDuration(durationMs)}</span>
      </div>
      {errorMessage !== null && <p className="mb-1.5 text-danger">{errorMessage}</p>}
      <KeyValues
        rows={[
          { name: t("detail.started"), value: formatTime(startedAt) },
          { name: t("detail.provider"), value: attempt.provider },
          { name: t("detail.model"), value: <span className={mono}>{attempt.upstreamModel}</span> },
          {
            name: t("detail.address"),
            value: attempt.apiBase === "" ? null : <span className={mono}>{attempt.apiBase}</span>,
          },
          { name: t("detail.deployment"), value: <span className={mono}>{attempt.deploymentId}</span> },
          {
            name: t("detail.dropped"),
            value:
              attempt.dropped.length === 0 ? null : (
                <span className="font-mono text-sm wrap-anywhere">{attempt.dropped.join(", ")}</span>
              ),
          },
        ]}
      />
    </li>
  );
}
