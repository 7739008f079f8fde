/** What a place has: the key it needs first, then its list, then the review of what was chosen. */
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DiscoverAnswer } from "../../../../gateway/contract/model-catalog.ts";
import { useGateway } from "../../../api/gateway-context.tsx";
import { callGateway, PanelApiError } from "../../../api/gateway-client.ts";
import { Button } from "../../../ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../../ui/states.tsx";
import { KeyForm } from "./key-form.tsx";
import { ModelPicker } from "./model-picker.tsx";
import type { ModelPlace } from "./place-of-models.ts";

/** Adding to the config brings the editor along: it is loaded when it is wanted. */
const ReviewEntries = lazy(async () => ({ default: (await import("./review-entries.tsx")).ReviewEntries }));

export interface FoundModelsProps {
  readonly place: ModelPlace;
  readonly onWithoutKey: () => void;
  readonly onKeySaved: () => void;
}

export function FoundModels({ place, onWithoutKey, onKeySaved }: FoundModelsProps): ReactNode {
  const { t } = useTranslation();
  const { question, title, host, missingKey } = place;
  // Which aliases call a model changes with the config; the list is asked for anew when the page is opened after that.
  const { status } = useGateway();
  const [version] = useState(status?.configVersion ?? "");
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["discover", question, version],
    queryFn: ({ signal }) => callGateway("discover", {}, { body: question, signal }),
    enabled: missingKey === null,
    // A list is asked for when someone wants it, never behind their back.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (missingKey !== null) {
    return (
      <KeyForm title={title} name={missingKey} host={host} onSaved={onKeySaved}>
        <Button tone="quiet" onClick={onWithoutKey}>
          {t("catalog.find.withoutKey")}
        </Button>
      </KeyForm>
    );
  }
  if (data !== undefined) return <Chosen place={place} answer={data} />;
  if (isFetching || error === null) return <Skeleton lines={12} label={t("app.loading")} />;
  return <Failed place={place} error={error} onRetry={() => void refetch()} />;
}

/** A key that is not set, or not taken, can be given on the spot. */
function Failed({ place, error, onRetry }: { place: ModelPlace; error: Error; onRetry: () => void }): ReactNode {
  const { t } = useTranslation();
  const hint = error instanceof PanelApiError ? error.hint : "";
  const name = place.question.keyVariable;
  const isAboutKey = error instanceof PanelApiError && /^(invalid_request|upstream_auth)$/.test(error.code);
  return (
    <div className="h-full overflow-auto">
      <div className={isAboutKey && name !== null ? "" : "h-full"}>
        <ErrorState title={error.message} text={hint} retryLabel={t("app.retry")} onRetry={onRetry} />
      </div>
      {isAboutKey && name !== null && <KeyForm title={place.title} name={name} host={place.host} onSaved={onRetry} />}
    </div>
  );
}

function Chosen({ place, answer }: { place: ModelPlace; answer: DiscoverAnswer }): ReactNode {
  const { t } = useTranslation();
  const [names, setNames] = useState<ReadonlySet<string>>(new Set());
  const [isReviewing, setIsReviewing] = useState(false);
  if (answer.models.length === 0)
    return <EmptyState title={t("catalog.find.noModelsTitle")} text={t("catalog.find.noModelsText")} />;
  const chosen = answer.models.filter(({ model }) => names.has(model));
  if (isReviewing && chosen.length > 0) {
    return (
      <Suspense fallback={<Skeleton lines={8} label={t("app.loading")} />}>
        <ReviewEntries
          models={chosen}
          terms={{ provider: answer.provider, apiBase: answer.apiBase, keyVariable: place.entryKeyVariable }}
          onBack={() => setIsReviewing(false)}
        />
      </Suspense>
    );
  }
  return (
    <ModelPicker
      answer={answer}
      place={place}
      chosen={names}
      onChoose={setNames}
      onReview={() => setIsReviewing(true)}
    />
  );
}
