/** The view's name, and the log as a file, as it is filtered. */
import { useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { exportAudit } from "../../api/audit-queries.ts";
import { saveText } from "../../api/save-text.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceMenu } from "../../ui/menu.tsx";
import { filterOf, isFiltered, type AuditSearch } from "./audit-search.ts";

const formats = { jsonl: "application/x-ndjson", csv: "text/csv;charset=utf-8" } as const;

export function AuditHeader({ search }: { readonly search: AuditSearch }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const save = (format: keyof typeof formats): void => {
    setFailure(null);
    exportAudit(format, filterOf(search)).then(
      (text) => {
        saveText(text, `portico-audit-${new Date().toISOString().slice(0, 10)}.${format}`, formats[format]);
        // The export is an act itself.
        void client.invalidateQueries({ queryKey: ["audit"] });
      },
      (cause: unknown) => setFailure(cause instanceof Error ? cause.message : String(cause)),
    );
  };
  const scope = isFiltered(search) ? "found" : "all";
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
      <h1 className="text-lg font-semibold">{t("audit.title")}</h1>
      <span className="flex-1" />
      {failure !== null && (
        <span role="alert" className="truncate text-sm text-danger" title={failure}>
          {failure}
        </span>
      )}
      <ChoiceMenu
        trigger={
          <Button tone="quiet">
            <Download size={14} aria-hidden />
            {t("audit.export")}
          </Button>
        }
        groups={[]}
        commands={(["jsonl", "csv"] as const).map((format) => ({
          label: t(`audit.exportAs.${scope}.${format}`),
          run: () => save(format),
        }))}
      />
    </header>
  );
}
