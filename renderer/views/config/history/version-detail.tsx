/** One version against the text now or the version before it, and the button that brings it back as a draft. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConfigVersion } from "../../../../gateway/contract/config-files.ts";
import { callGateway } from "../../../api/gateway-client.ts";
import { draftStore, type Drafts } from "../../../editor/draft.ts";
import { TextDiff } from "../../../editor/text-diff.tsx";
import { Button } from "../../../ui/button.tsx";
import { formatDateTime } from "../../../ui/format.ts";
import { Select } from "../../../ui/select.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../../ui/states.tsx";

export interface VersionDetailProps {
  readonly version: ConfigVersion;
  /** The one before it of the same file; null when it is the first. */
  readonly previous: ConfigVersion | null;
  readonly drafts: Drafts;
  readonly onSave: () => void;
}

function versionQuery(id: string) {
  return queryOptions({
    // A version never changes, so a changed config does not read it anew; it may be gone from the history by then.
    queryKey: ["config-version", id],
    staleTime: Infinity,
    queryFn: ({ signal }) => callGateway("configVersion", {}, { params: { id }, signal }),
  });
}

export function VersionDetail({ version, previous, drafts, onSave }: VersionDetailProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [against, setAgainst] = useState<"now" | "previous">("now");
  const own = useQuery(versionQuery(version.id));
  const before = useQuery({
    ...versionQuery(previous?.id ?? ""),
    enabled: previous !== null && against === "previous",
  });
  const now = drafts.texts.get(version.file) ?? "";
  const isSame = own.data?.text === now;
  const restore = (): void => {
    if (own.data === undefined) return;
    draftStore.replaceText(version.file, own.data.text);
    // Nothing is to be saved when it is the version on disk.
    if (draftStore.state().isDirty) onSave();
  };
  const time = formatDateTime(version.savedAt, i18n.language);
  const sides = against === "now" ? [own.data?.text, now] : [textBefore(previous, before.data?.text), own.data?.text];
  return (
    <section aria-label={t("config.history.diff", { time })} className="flex min-w-0 flex-1 flex-col">
      <div className="flex min-h-11 shrink-0 items-center gap-3 border-b border-line px-4">
        <span className="text-sm text-muted">{t("config.history.against")}</span>
        <Select
          label={t("config.history.against")}
          value={against}
          options={(["now", "previous"] as const).map((value) => ({
            value,
            label: t(value === "now" ? "config.history.againstNow" : "config.history.againstPrevious"),
          }))}
          onChange={(value) => setAgainst(value === "previous" ? "previous" : "now")}
        />
        <span className="min-w-0 flex-1 text-right text-sm text-muted">
          {isSame ? t("config.history.same") : t("config.history.restoreText")}
        </span>
        <Button disabled={isSame || own.data === undefined} onClick={restore}>
          {t("config.history.restore")}
        </Button>
      </div>
      {against === "previous" && previous === null && (
        <p className="border-b border-line px-4 py-1 text-sm text-muted">{t("config.history.firstVersion")}</p>
      )}
      <div className="min-h-0 flex-1">
        <Sides
          before={sides[0]}
          after={sides[1]}
          error={own.error ?? before.error}
          onRetry={() => void own.refetch()}
          time={time}
        />
      </div>
    </section>
  );
}

/** The first version came out of nothing. */
function textBefore(previous: ConfigVersion | null, text: string | undefined): string | undefined {
  return previous === null ? "" : text;
}

interface SidesProps {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly error: Error | null;
  readonly onRetry: () => void;
  readonly time: string;
}

function Sides({ before, after, error, onRetry, time }: SidesProps): ReactNode {
  const { t } = useTranslation();
  if (error !== null) {
    return (
      <ErrorState
        title={t("config.history.versionFailed")}
        text={error.message}
        retryLabel={t("config.retry")}
        onRetry={onRetry}
      />
    );
  }
  if (before === undefined || after === undefined) return <Skeleton lines={10} label={t("config.loading")} />;
  if (before === after) return <EmptyState title={t("config.history.same")} />;
  return <TextDiff before={before} after={after} label={t("config.history.diff", { time })} />;
}
