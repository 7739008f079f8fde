/** Finding models that are elsewhere: where to look, what is there, and adding what was chosen to the config's draft. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { modelSourcesQuery } from "../../../api/catalog-queries.ts";
import { EmptyState } from "../../../ui/states.tsx";
import { AddressForm } from "./address-form.tsx";
import type { DiscoverSearch } from "./discover-search.ts";
import { FoundModels } from "./found-models.tsx";
import { placeOfModels } from "./place-of-models.ts";
import { SourceList } from "./source-list.tsx";

const route = getRouteApi("/catalog/discover");
const none: readonly never[] = [];

export function DiscoverView(): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const sources = useQuery(modelSourcesQuery);
  const known = sources.data?.sources ?? none;
  const place = placeOfModels(search, known);
  const go = (next: DiscoverSearch): void => void navigate({ search: next });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-5">
        <Link to="/catalog" className="flex items-center gap-1.5 rounded-sm text-muted hover:text-ink">
          <ArrowLeft size={14} aria-hidden />
          {t("catalog.find.back")}
        </Link>
        <span aria-hidden className="text-faint">
          /
        </span>
        <h1 className="text-lg font-semibold">{t("catalog.find.title")}</h1>
      </header>
      <div className="grid min-h-0 flex-1 grid-cols-[248px_minmax(0,1fr)]">
        <div className="flex min-h-0 flex-col overflow-auto border-r border-line">
          <AddressForm key={`${search.base ?? ""} ${search.key ?? ""}`} search={search} sources={known} onAsk={go} />
          <SourceList
            sources={known}
            isSearching={sources.isPending}
            error={known.length === 0 ? sources.error : null}
            chosen={search.source ?? null}
            onChoose={(source) => go({ source })}
            onRetry={() => void sources.refetch()}
          />
        </div>
        <div className="min-h-0 min-w-0">
          {place === null ? (
            <EmptyState title={t("catalog.find.chooseTitle")} text={t("catalog.find.chooseText")} />
          ) : (
            <FoundModels
              key={JSON.stringify(place.question)}
              place={place}
              onWithoutKey={() => go({ ...search, open: true })}
              onKeySaved={() => void sources.refetch()}
            />
          )}
        </div>
      </div>
    </div>
  );
}
