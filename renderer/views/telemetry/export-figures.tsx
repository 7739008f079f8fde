/** How exporting goes, in figures that keep their place, and the last failure with its words. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TracesStatus } from "../../../gateway/contract/telemetry.ts";
import { formatCount, formatDateTime } from "../../ui/format.ts";
import { formatRelative } from "../../ui/relative-time.ts";
import { Section } from "../../ui/section.tsx";

export interface ExportFiguresProps {
  readonly traces: TracesStatus;
  readonly isLosing: boolean;
  readonly now: number;
}

export function ExportFigures({ traces, isLosing, now }: ExportFiguresProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { exported, dropped, queueLength, queueLimit, lastExportAt, lastError, unsampled } = traces;
  const last = lastExportAt === null ? t("telemetry.never") : formatRelative(lastExportAt, now, i18n.language);
  return (
    <Section title={t("telemetry.figures")}>
      <div className="grid grid-cols-2 gap-x-6 gap-y-2 border-t border-line pt-2 min-[700px]:grid-cols-5">
        <Figure name={t("telemetry.exported")} value={formatCount(exported)} note={t("telemetry.sinceStart")} />
        <Figure
          name={t("telemetry.dropped")}
          value={formatCount(dropped)}
          note={t("telemetry.sinceStart")}
          isBad={dropped > 0}
        />
        <Figure
          name={t("telemetry.queue")}
          value={formatCount(queueLength)}
          note={t("telemetry.queueOf", { limit: formatCount(queueLimit) })}
        />
        <Figure
          name={t("telemetry.lastExport")}
          value={last}
          note={lastExportAt === null ? "" : formatDateTime(lastExportAt, i18n.language)}
        />
        <Figure name={t("telemetry.unsampled")} value={formatCount(unsampled)} note={t("telemetry.requests")} />
      </div>
      {/* It has its place before there is anything to say: nothing moves when something fails. */}
      <p
        role={isLosing ? "alert" : undefined}
        className={`mt-1 rounded-md px-3 py-2 wrap-anywhere ${isLosing ? "bg-danger-tint text-danger" : "bg-sunken text-muted"}`}
      >
        {lastError === null ? (
          t("telemetry.noError")
        ) : (
          <>
            <span className="font-medium">
              {t("telemetry.lastError", { when: formatDateTime(lastError.at, i18n.language) })}
            </span>{" "}
            <span className="font-mono text-sm">{lastError.message}</span>
          </>
        )}
      </p>
    </Section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly isBad?: boolean;
}

function Figure({ name, value, note, isBad = false }: FigureProps): ReactNode {
  return (
    <dl className="min-w-0">
      <dt className="truncate text-sm text-muted">{name}</dt>
      <dd className={`truncate text-lg font-semibold ${isBad ? "text-danger" : ""}`}>{value}</dd>
      <dd className="h-6 truncate text-sm text-faint" title={note}>
        {note}
      </dd>
    </dl>
  );
}
