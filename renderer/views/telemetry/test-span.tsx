/** Sends one span past the queue and says, in a place that is kept for it, what the receiver made of it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TelemetryTest } from "../../../gateway/contract/telemetry.ts";
import { sendTestSpan, telemetryQuery } from "../../api/telemetry-queries.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatDuration } from "../../ui/format.ts";

export function TestSpan(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: sendTestSpan,
    onSettled: () => client.invalidateQueries({ queryKey: telemetryQuery.queryKey }),
  });
  return (
    <div className="mt-2 flex min-h-9 items-center gap-3">
      <Button tone="primary" disabled={isPending} onClick={() => mutate()}>
        <Send size={14} aria-hidden />
        {t("telemetry.test")}
      </Button>
      <output className="min-w-0 text-sm text-muted">
        {isPending && t("telemetry.testing")}
        {!isPending && error !== null && (
          <span className="text-danger">{t("telemetry.testFailed", { error: error.message })}</span>
        )}
        {!isPending && error === null && (data === undefined ? t("telemetry.testHint") : <Result test={data} />)}
      </output>
    </div>
  );
}

function Result({ test: { ok, traceId, durationMs, error } }: { readonly test: TelemetryTest }): ReactNode {
  const { t } = useTranslation();
  if (!ok || traceId === null) {
    return <span className="wrap-anywhere text-danger">{t("telemetry.testFailed", { error: error ?? "" })}</span>;
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <span className="text-ok">{t("telemetry.testOk", { duration: formatDuration(durationMs) })}</span>
      <code className="font-mono">{traceId}</code>
      <CopyButton
        label={t("telemetry.copyTrace")}
        doneLabel={t("app.copied")}
        copy={() => navigator.clipboard.writeText(traceId)}
      />
    </span>
  );
}
