/** After the models went into the draft: they answer once the draft is saved, and can be taken out again until then. */
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { modelSourcesQuery } from "../../../api/catalog-queries.ts";
import { Button } from "../../../ui/button.tsx";
import { fileName } from "../catalog-format.ts";

export interface AddedEntriesProps {
  readonly file: string;
  readonly keyVariable: string | null;
  readonly onUndo: () => void;
}

const link = "inline-flex h-7 items-center rounded-md px-2.5 whitespace-nowrap";

export function AddedEntries({ file, keyVariable, onUndo }: AddedEntriesProps): ReactNode {
  const { t } = useTranslation();
  const sources = useQuery(modelSourcesQuery).data?.sources ?? [];
  const isKeyMissing = sources.some((source) => source.keyVariable === keyVariable && !source.hasKey);
  return (
    <div className="mx-auto flex max-w-lg flex-col gap-3 px-4 pt-16">
      <output className="flex items-start gap-2">
        <Check size={16} className="mt-0.5 shrink-0 text-ok" aria-hidden />
        <span>{t("catalog.find.added", { file: fileName(file) })}</span>
      </output>
      {isKeyMissing && keyVariable !== null && (
        <p className="text-warn">{t("catalog.find.keyMissing", { name: keyVariable })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Link to="/config" search={{ save: true }} className={`${link} bg-accent text-accent-ink hover:brightness-110`}>
          {t("catalog.find.save")}
        </Link>
        <Button onClick={onUndo}>{t("catalog.find.undo")}</Button>
        <Link to="/catalog" className={`${link} text-accent hover:underline`}>
          {t("catalog.find.back")}
        </Link>
      </div>
    </div>
  );
}
