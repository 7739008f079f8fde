/** The chosen row of a run: both answers compared, or why there is nothing to compare. */
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RunItem } from "../../../gateway/contract/replay.ts";
import { AnswerComparison } from "../../api/answer-comparison.tsx";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { itemTones } from "./item-tones.ts";

export interface ItemPaneProps {
  readonly item: RunItem | null;
  /** It stands in the place of the list, so closing it is going back. */
  readonly isAlone: boolean;
  readonly onClose: () => void;
}

export function ItemPane({ item, isAlone, onClose }: ItemPaneProps): ReactNode {
  const { t } = useTranslation();
  if (item === null) return <EmptyState title={t("replays.choose")} />;
  const { sourceId, replayId, state, after } = item;
  return (
    <section aria-label={t("replays.detail")} className="flex h-full min-h-0 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-4">
        {isAlone && (
          <IconButton label={t("app.back")} onClick={onClose} className="-ml-2">
            <ArrowLeft size={14} aria-hidden />
          </IconButton>
        )}
        <Badge tone={itemTones[state]}>{t(`replays.itemState.${state}`)}</Badge>
        <span className="flex-1" />
        <RowLink id={sourceId} words={t("replays.openBefore")} />
        {replayId !== null && <RowLink id={replayId} words={t("replays.openAfter")} />}
      </div>
      {after !== null && replayId !== null ? (
        <AnswerComparison key={replayId} beforeId={sourceId} afterId={replayId} />
      ) : (
        <EmptyState title={t(`replays.itemState.${state}`)} text={whyNot(item, t)} />
      )}
    </section>
  );
}

function RowLink({ id, words }: { readonly id: string; readonly words: string }): ReactNode {
  return (
    <Link to="/requests" search={{ id }} className="text-sm whitespace-nowrap text-accent hover:underline">
      {words}
    </Link>
  );
}

function whyNot({ state, hindrance }: RunItem, t: TFunction): string {
  if (hindrance !== null) return t("replays.skippedText", { reason: t(`replays.hindrance.${hindrance}`) });
  switch (state) {
    case "waiting":
      return t("replays.waitingText");
    case "running":
      return t("replays.runningText");
    case "failed":
      return t("replays.failedText");
    default:
      return t("replays.cancelledText");
  }
}
