/** The list of models to choose from, by search and by many at once; what is chosen stays chosen under any search. */
import { useDeferredValue, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DiscoverAnswer, DiscoveredModel } from "../../../../gateway/contract/model-catalog.ts";
import { Button } from "../../../ui/button.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { ModelList } from "./model-list.tsx";
import type { ModelPlace } from "./place-of-models.ts";

export interface ModelPickerProps {
  readonly answer: DiscoverAnswer;
  readonly place: ModelPlace;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (names: ReadonlySet<string>) => void;
  readonly onReview: () => void;
}

export function ModelPicker({ answer, place, chosen, onChoose, onReview }: ModelPickerProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const search = useDeferredValue(text);
  const shown = useMemo(() => answer.models.filter((model) => matches(model, search)), [answer, search]);
  const toggle = (name: string): void => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onChoose(next);
  };
  return (
    <section aria-label={t("catalog.find.models")} className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-1.5">
        <h2 className="font-medium">{place.title}</h2>
        <SearchField label={t("catalog.find.searchModels")} value={text} onChange={setText} />
        <span className="text-sm text-faint">
          {t("catalog.find.modelCount", { shown: shown.length, all: answer.models.length })}
        </span>
      </div>
      <div className="min-h-0 flex-1">
        {shown.length === 0 ? (
          <EmptyState title={t("catalog.find.noMatch")} />
        ) : (
          <ModelList models={shown} chosen={chosen} onToggle={toggle} />
        )}
      </div>
      <div className="flex h-11 shrink-0 items-center justify-between gap-3 border-t border-line px-4">
        <output className="text-muted">{t("catalog.find.chosen", { count: chosen.size })}</output>
        <Button tone="primary" disabled={chosen.size === 0} onClick={onReview}>
          {t("catalog.find.review")}
        </Button>
      </div>
    </section>
  );
}

/** Every word, in any order. */
function matches({ model, title }: DiscoveredModel, search: string): boolean {
  const text = `${model} ${title ?? ""}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
