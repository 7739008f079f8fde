/** What came of a test call or a probe: the first words, the times, the cost, and the way to its row in the log. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeploymentTest } from "../../../../gateway/contract/model-catalog.ts";
import { PanelApiError } from "../../../api/gateway-client.ts";
import { Badge } from "../../../ui/badge.tsx";
import { formatDuration, formatUsd } from "../../../ui/format.ts";
import type { Tries } from "./use-tries.ts";

export function TryResult({ tries: { test, probe } }: { readonly tries: Tries }): ReactNode {
  const { t } = useTranslation();
  const error = test.error ?? probe.error;
  const content = test.isRunning ? (
    <Running word={t("catalog.test.running")} />
  ) : probe.isRunning ? (
    <Running word={t("catalog.probe.running")} />
  ) : error !== null ? (
    <Refused error={error} />
  ) : test.answer !== null ? (
    <Answer answer={test.answer} />
  ) : probe.answer !== null ? (
    <p className="flex flex-wrap items-center gap-x-3">
      <span>{t("catalog.probe.done", { count: probe.answer.abilities.length })}</span>
      <Cost nanos={probe.answer.costUsdNanos} />
    </p>
  ) : null;
  if (content === null) return null;
  return (
    <output aria-live="polite" className="mt-3 block rounded-md border border-line bg-sunken px-3 py-2">
      {content}
    </output>
  );
}

function Running({ word }: { readonly word: string }): ReactNode {
  return <span className="animate-pulse text-muted">{word}…</span>;
}

function Refused({ error }: { readonly error: Error }): ReactNode {
  return (
    <>
      <p className="text-danger">{error.message}</p>
      {error instanceof PanelApiError && error.hint !== "" && <p className="text-muted">{error.hint}</p>}
    </>
  );
}

function Answer({ answer }: { readonly answer: DeploymentTest }): ReactNode {
  const { t } = useTranslation();
  const { isOk, status, firstTokenMs, totalMs, text, costUsdNanos, requestId } = answer;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={isOk ? "ok" : "danger"}>{t(isOk ? "catalog.test.ok" : "catalog.test.failed")}</Badge>
        {status !== null && (
          <span>
            <span className="text-muted">{t("catalog.test.status")}</span> {status}
          </span>
        )}
        {firstTokenMs !== null && (
          <span>
            <span className="text-muted">{t("catalog.column.firstToken")}</span> {formatDuration(firstTokenMs)}
          </span>
        )}
        <span>
          <span className="text-muted">{t("catalog.column.total")}</span> {formatDuration(totalMs)}
        </span>
        <Cost nanos={costUsdNanos} />
        {requestId !== null && (
          <Link to="/requests" search={{ id: requestId }} className="text-accent hover:underline">
            {t("catalog.test.open")}
          </Link>
        )}
      </p>
      <p className="font-mono text-sm wrap-anywhere whitespace-pre-wrap">{text}</p>
    </div>
  );
}

function Cost({ nanos }: { readonly nanos: string | null }): ReactNode {
  const { t } = useTranslation();
  return (
    <span>
      <span className="text-muted">{t("catalog.test.cost")}</span> {formatUsd(nanos)}
    </span>
  );
}
