/** Why no trace is sent, and the lines that change that. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TelemetryOffReason, TracesStatus } from "../../../gateway/contract/telemetry.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { EmptyState } from "../../ui/states.tsx";

const lines: Readonly<Partial<Record<TelemetryOffReason, string>>> = {
  not_asked: `litellm_settings:\n  callbacks: ["otel"]`,
  no_endpoint: "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318",
};

export function TracesOff({ traces: { offReason, notes } }: { readonly traces: TracesStatus }): ReactNode {
  const { t } = useTranslation();
  const reason = offReason ?? "not_asked";
  const text = lines[reason];
  return (
    <EmptyState title={t(`telemetry.why.${reason}`)} text={t(`telemetry.what.${reason}`)}>
      <div className="flex w-[min(560px,80vw)] flex-col gap-3 text-left">
        {text !== undefined && (
          <CodeBlock
            text={text}
            label={t(`telemetry.why.${reason}`)}
            action={
              <CopyButton
                label={t("app.copy")}
                doneLabel={t("app.copied")}
                copy={() => navigator.clipboard.writeText(text)}
              />
            }
          />
        )}
        {text === undefined && notes.map((note) => <p key={note}>{note}</p>)}
        <p className="text-center">
          <Link to="/config" className="rounded-sm text-accent hover:underline">
            {t("telemetry.openConfig")}
          </Link>
        </p>
      </div>
    </EmptyState>
  );
}
