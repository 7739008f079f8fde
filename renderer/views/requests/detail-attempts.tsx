/** Every upstream try: on one clock, then each with its deployment, its answer and its wire; and why it was the one. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Attempt, SpendLogDetail } from "../../../gateway/contract/spend-log.ts";
import type { WireAttempt } from "../../../gateway/contract/request-wire.ts";
import { wireQuery } from "../../api/queries.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatDuration, formatTime } from "../../ui/format.ts";
import { KeyValues, Section } from "../../ui/section.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { DetailRoute } from "./detail-route.tsx";
import { Waterfall } from "./waterfall.tsx";
import { AttemptWire } from "./wire/attempt-wire.tsx";

export function DetailAttempts({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const { attemptList, route } = detail;
  const { data } = useQuery({ ...wireQuery(detail.id), enabled: detail.state !== "in_flight" });
  if (attemptList.length === 0 && route === null) return <EmptyState title={t("detail.attemptsNone")} />;
  return (
    <>
      {attemptList.length === 0 && <p className="px-4 py-3 text-muted">{t("detail.attemptsNone")}</p>}
      {attemptList.length > 0 && (
        <div className="border-b border-line px-4 pb-3">
          <Section title={t("detail.timing")}>
            <Waterfall detail={detail} />
          </Section>
        </div>
      )}
      <ol className="divide-y divide-line">
        {attemptList.map((attempt) => (
          <AttemptRow
            key={attempt.index}
            attempt={attempt}
            detail={detail}
            wire={data?.wire?.attempts.find(({ index }) => index === attempt.index) ?? null}
          />
        ))}
      </ol>
      {route !== null && <DetailRoute route={route} />}
    </>
  );
}

interface AttemptRowProps {
  readonly attempt: Attempt;
  readonly detail: SpendLogDetail;
  /** null when the log has none of it. */
  readonly wire: WireAttempt | null;
}

function AttemptRow({ attempt, detail, wire }: AttemptRowProps): ReactNode {
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
      {wire !== null && <AttemptWire wire={wire} detail={detail} hasFailed={errorCode !== null} />}
    </li>
  );
}
