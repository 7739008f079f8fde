/** Says that the next click or Enter chooses the second deployment of a comparison. */
import { Columns2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";

export function ChoosingHint({ onCancel }: { readonly onCancel: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <output className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-info-tint px-4 py-1">
      <Columns2 size={14} className="shrink-0 text-info" aria-hidden />
      <span className="flex-1">{t("catalog.compare.choosing")}</span>
      <Button tone="quiet" onClick={onCancel}>
        {t("catalog.compare.cancel")}
      </Button>
    </output>
  );
}
