/** Where traces go and by which settings, each with the place it was read from; the notes are the gateway's own words. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TelemetryStatus } from "../../../gateway/contract/telemetry.ts";
import { formatDuration } from "../../ui/format.ts";
import { KeyValues, Section } from "../../ui/section.tsx";

const mono = "font-mono text-sm wrap-anywhere";

export function TracesSettings({ status }: { readonly status: TelemetryStatus }): ReactNode {
  const { t } = useTranslation();
  const { traces, serviceName, resource } = status;
  const { exporter, protocol, headerNames, timeoutMs, sampler, names, capturesContent, notes } = traces;
  const others = Object.entries(resource).filter(([name]) => name !== "service.name");
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Section title={t("telemetry.settings")}>
        <KeyValues
          rows={[
            {
              name: t("telemetry.exporter"),
              value: exporter === "console" ? t("telemetry.console") : t("telemetry.otlp", { protocol }),
            },
            { name: t("telemetry.endpoint"), value: <Endpoint status={status} /> },
            {
              name: t("telemetry.headers"),
              value: headerNames.length === 0 ? null : <span className={mono}>{headerNames.join(", ")}</span>,
            },
            { name: t("telemetry.timeout"), value: timeoutMs === null ? null : formatDuration(timeoutMs) },
            { name: t("telemetry.service"), value: <span className={mono}>{serviceName}</span> },
            { name: t("telemetry.sampler"), value: <span className={mono}>{sampler}</span> },
            { name: t("telemetry.names"), value: t(`telemetry.nameScheme.${names}`) },
            {
              name: t("telemetry.content"),
              value: t(capturesContent ? "telemetry.contentSent" : "telemetry.contentKept"),
            },
          ]}
        />
      </Section>
      {notes.length > 0 && (
        <Section title={t("telemetry.notes")}>
          <ul className="flex list-disc flex-col gap-1 pl-4">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("telemetry.resource")}>
        <KeyValues
          rows={others.map(([name, value]) => ({ name, value: <span className={mono}>{String(value)}</span> }))}
        />
      </Section>
    </div>
  );
}

function Endpoint({ status: { traces } }: { readonly status: TelemetryStatus }): ReactNode {
  const { t } = useTranslation();
  const { endpoint, endpointFrom } = traces;
  if (endpoint === null) return null;
  const source =
    endpointFrom === "default" ? t("telemetry.endpointDefault") : t("telemetry.endpointFrom", { source: endpointFrom });
  return (
    <>
      <code className={mono}>{endpoint}</code>
      <span className="block text-sm wrap-anywhere text-faint">{source}</span>
    </>
  );
}
