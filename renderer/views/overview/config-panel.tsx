/** The config file in use and what its validator says, each finding with its place. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { GatewayStatus } from "../../../gateway/contract/catalog.ts";
import type { Finding } from "../../../gateway/contract/findings.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { KeyValues, Section } from "../../ui/section.tsx";

const shownFindings = 8;
const rank = { error: 0, warning: 1, info: 2 };
const tones: Record<Finding["severity"], Tone> = { error: "danger", warning: "warn", info: "info" };

export function ConfigPanel({ status }: { readonly status: GatewayStatus }): ReactNode {
  const { t, i18n } = useTranslation();
  const { configFile, configLoadedAt, configState, configVersion, findings } = status;
  const sorted = findings.toSorted((left, right) => rank[left.severity] - rank[right.severity]);
  return (
    <Section title={t("overview.config")}>
      <div id="config" tabIndex={-1} className="outline-none">
        <KeyValues
          rows={[
            {
              name: t("overview.configFile"),
              value: <code className="font-mono text-sm break-all">{configFile}</code>,
            },
            {
              name: t("overview.configLoaded"),
              value: `${formatDateTime(configLoadedAt, i18n.language)} · ${configVersion.slice(0, 8)}`,
            },
          ]}
        />
      </div>
      {configState === "broken" && (
        <p role="alert" className="mt-2 rounded-md bg-danger-tint px-3 py-2 text-danger">
          {t("overview.configBroken")}
        </p>
      )}
      {findings.length === 0 ? (
        <p className="mt-2 text-muted">{t("overview.findingsNone")}</p>
      ) : (
        <ul className="mt-2 divide-y divide-line border-y border-line">
          {sorted.slice(0, shownFindings).map((finding) => (
            <FindingRow key={`${finding.code}:${finding.file}:${finding.line}:${finding.column}`} finding={finding} />
          ))}
        </ul>
      )}
      {findings.length > shownFindings && (
        <p className="mt-1 text-muted">{t("overview.findingsMore", { count: findings.length - shownFindings })}</p>
      )}
    </Section>
  );
}

function FindingRow({ finding }: { readonly finding: Finding }): ReactNode {
  const { t } = useTranslation();
  const { severity, message, hint, file, line, column } = finding;
  return (
    <li className="grid grid-cols-[64px_minmax(0,1fr)] items-start gap-x-2.5 py-2">
      <div>
        <Badge tone={tones[severity]}>{t(`overview.severity.${severity}`)}</Badge>
      </div>
      <div className="min-w-0">
        <p>{message}</p>
        {hint !== "" && <p className="text-muted">{hint}</p>}
        <p className="font-mono text-sm text-faint">
          {file.split(/[\\/]/).at(-1)}:{line}:{column}
        </p>
      </div>
    </li>
  );
}
