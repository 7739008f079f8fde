/** Which model it is, where it is called, and where it is written. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../../gateway/contract/model-catalog.ts";
import { copyText } from "../../../api/desktop.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { formatCount } from "../../../ui/format.ts";
import { KeyValues, Section } from "../../../ui/section.tsx";
import { fileName } from "../catalog-format.ts";

export function ModelSection({ row }: { readonly row: CatalogRow }): ReactNode {
  const { t } = useTranslation();
  const tokens = (count: number | null): ReactNode =>
    count === null ? null : t("catalog.detail.tokens", { text: formatCount(count) });
  return (
    <Section title={t("catalog.detail.model")}>
      <KeyValues
        rows={[
          { name: t("catalog.detail.model"), value: code(row.model) },
          { name: t("catalog.provider"), value: row.provider || null },
          // The host that keys and prompts go to is never hidden behind a provider's name.
          { name: t("catalog.detail.host"), value: code(row.apiBase) },
          { name: t("catalog.detail.kind"), value: row.mode || null },
          { name: t("catalog.detail.context"), value: tokens(row.contextTokens) },
          { name: t("catalog.detail.maxOutput"), value: tokens(row.maxOutputTokens) },
          { name: t("catalog.detail.input"), value: row.inputModalities.join(", ") || null },
          { name: t("catalog.detail.output"), value: row.outputModalities.join(", ") || null },
          { name: t("catalog.detail.id"), value: row.health === "disabled" ? null : code(row.deploymentId) },
          { name: t("catalog.detail.place"), value: <Place row={row} /> },
        ]}
      />
    </Section>
  );
}

function Place({ row: { file, line } }: { readonly row: CatalogRow }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="flex h-5 items-center gap-1">
      <Link
        to="/config"
        search={{ file, line }}
        title={`${file}:${line}`}
        className="truncate rounded-sm font-mono text-sm text-accent hover:underline"
      >
        {fileName(file)}:{line}
      </Link>
      <CopyButton
        label={t("catalog.detail.copyPlace")}
        doneLabel={t("app.copied")}
        copy={() => copyText(`${file}:${line}`)}
      />
    </span>
  );
}

function code(text: string): ReactNode {
  return text === "" ? null : <code className="font-mono text-sm break-all">{text}</code>;
}
