/** After the models went into the draft: what is still to do until their aliases answer. */
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { modelSourcesQuery } from "../../../api/catalog-queries.ts";
import { useDrafts } from "../../../editor/draft.ts";
import { Button } from "../../../ui/button.tsx";
import { fileName } from "../catalog-format.ts";

export interface AddedEntriesProps {
  readonly file: string;
  readonly keyVariable: string | null;
}

export function AddedEntries({ file, keyVariable }: AddedEntriesProps): ReactNode {
  const { t } = useTranslation();
  const { isDirty, isSaving, conflict, save, undo } = useDrafts();
  const sources = useQuery(modelSourcesQuery).data?.sources ?? [];
  const [problem, setProblem] = useState<Error | null>(null);
  const isKeyMissing = sources.some((source) => source.keyVariable === keyVariable && !source.hasKey);
  return (
    <div className="mx-auto flex max-w-lg flex-col gap-3 px-4 pt-16">
      <output className="flex items-start gap-2">
        <Check size={16} className="mt-0.5 shrink-0 text-ok" aria-hidden />
        <span>{isDirty ? t("catalog.find.added", { file: fileName(file) }) : t("catalog.find.saved")}</span>
      </output>
      {isKeyMissing && keyVariable !== null && (
        <p className="text-warn">{t("catalog.find.keyMissing", { name: keyVariable })}</p>
      )}
      {(conflict !== null || problem !== null) && (
        <p role="alert" className="text-danger">
          {conflict === null ? problem?.message : t("catalog.find.conflict")}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {isDirty && (
          <>
            <Button tone="primary" disabled={isSaving} onClick={() => void save().catch(setProblem)}>
              {t("catalog.find.save")}
            </Button>
            <Button onClick={undo}>{t("catalog.find.undo")}</Button>
          </>
        )}
        <Link to="/catalog" className="inline-flex h-7 items-center px-2 text-accent hover:underline">
          {t("catalog.find.back")}
        </Link>
      </div>
    </div>
  );
}
