/** A config without an alias: the two ways to the first one. */
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useDesk } from "./desk.ts";

export function NoAliases(): ReactNode {
  const { t } = useTranslation();
  const { ask, isReadOnly } = useDesk();
  return (
    <EmptyState title={t("aliases.empty")} text={t("aliases.emptyText")}>
      <div className="flex flex-wrap items-center justify-center gap-3">
        {!isReadOnly && (
          <Button tone="primary" onClick={() => ask({ kind: "newAlias" })}>
            <Plus size={14} aria-hidden />
            {t("aliases.newAlias")}
          </Button>
        )}
        <a href="#/catalog/discover" className="rounded-sm text-accent underline-offset-2 hover:underline">
          {t("aliases.emptyDiscover")}
        </a>
      </div>
    </EmptyState>
  );
}
