/** The last look before models are added: their aliases, and the very lines that go into the file. */
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DiscoveredModel } from "../../../../gateway/contract/model-catalog.ts";
import { aliasesQuery } from "../../../api/queries.ts";
import { useDrafts } from "../../../editor/draft.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { AddedEntries } from "./added-entries.tsx";
import { AliasFields } from "./alias-fields.tsx";
import { EntryPreview } from "./entry-preview.tsx";
import { newEntries, usualAlias, type EntryTerms } from "./new-entries.ts";

export interface ReviewEntriesProps {
  readonly models: readonly DiscoveredModel[];
  readonly terms: Omit<EntryTerms, "writesFacts">;
  readonly onBack: () => void;
}

export function ReviewEntries({ models, terms, onBack }: ReviewEntriesProps): ReactNode {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const { data } = useQuery(aliasesQuery);
  const [aliases, setAliases] = useState(() => new Map(models.map((found) => [found.model, usualAlias(found)])));
  const [writesFacts, setWritesFacts] = useState(true);
  const [isAdded, setIsAdded] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const file = drafts.files.find(({ kind }) => kind === "main")?.file ?? null;
  const chosen = models.map((model) => ({ model, alias: aliases.get(model.model) ?? "" }));
  const edits = newEntries(chosen, { ...terms, writesFacts });
  const isNamed = chosen.every(({ alias }) => alias.trim() !== "");
  const add = (): void => {
    if (file !== null) void drafts.applyEdits(file, edits).then(setIsAdded, setProblem);
  };
  const takeOut = (): void => {
    drafts.undo();
    setIsAdded(false);
  };
  if (isAdded && file !== null) return <AddedEntries file={file} keyVariable={terms.keyVariable} onUndo={takeOut} />;
  return (
    <section aria-label={t("catalog.find.reviewTitle")} className="flex h-full min-h-0 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-4 pl-2">
        <IconButton label={t("app.back")} onClick={onBack}>
          <ArrowLeft size={14} aria-hidden />
        </IconButton>
        <h2 className="font-medium">{t("catalog.find.reviewTitle")}</h2>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-4 py-3">
        <AliasFields
          chosen={chosen}
          used={new Set((data?.aliases ?? []).map(({ alias }) => alias))}
          onChange={(model, alias) => setAliases(new Map(aliases).set(model, alias))}
        />
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={writesFacts}
            onChange={({ target }) => setWritesFacts(target.checked)}
            className="size-3.5 accent-accent"
          />
          {t("catalog.find.facts")}
        </label>
        <EntryPreview file={file} text={file === null ? null : (drafts.texts.get(file) ?? null)} edits={edits} />
        {(problem ?? drafts.error) !== null && (
          <p role="alert" className="text-danger">
            {(problem ?? drafts.error)?.message}
          </p>
        )}
      </div>
      <div className="flex h-11 shrink-0 items-center justify-end border-t border-line px-4">
        <Button tone="primary" disabled={!isNamed || file === null} onClick={add}>
          {t("catalog.find.add")}
        </Button>
      </div>
    </section>
  );
}
