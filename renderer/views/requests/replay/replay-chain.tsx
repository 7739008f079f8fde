/** The chain a request belongs to: what it was sent again from, what it was sent again as, and each against the original. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChainEntry } from "../../../../gateway/contract/replay.ts";
import { replayChainQuery } from "../../../api/replay-queries.ts";
import { requestTones } from "../../../api/request-tone.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { formatWhen } from "../../../ui/format.ts";
import { Section } from "../../../ui/section.tsx";
import { Skeleton } from "../../../ui/states.tsx";

/** It brings what compares texts along. */
const AnswerComparison = lazy(async () => ({
  default: (await import("../../../api/answer-comparison.tsx")).AnswerComparison,
}));

export function ReplayChain({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation();
  const { data, dataUpdatedAt } = useQuery(replayChainQuery(id));
  const [compared, setCompared] = useState<string | null>(null);
  const entries = data?.entries ?? [];
  const [original] = entries;
  if (original === undefined || entries.length < 2) return null;
  return (
    <Section title={`${t("replays.chain")} · ${entries.length - 1}`}>
      <ol aria-label={t("replays.chain")} className="flex flex-col">
        {entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            now={dataUpdatedAt}
            isThis={entry.id === id}
            onCompare={original.row === null || entry.row === null || entry === original ? null : setCompared}
          />
        ))}
      </ol>
      <Dialog
        isOpen={compared !== null}
        isRoomy
        onClose={() => setCompared(null)}
        title={t("replays.comparison")}
        closeLabel={t("app.close")}
      >
        {compared !== null && (
          <Suspense fallback={<Skeleton lines={6} label={t("app.loading")} />}>
            <AnswerComparison beforeId={original.id} afterId={compared} />
          </Suspense>
        )}
      </Dialog>
    </Section>
  );
}

interface EntryProps {
  readonly entry: ChainEntry;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly isThis: boolean;
  /** null = there is nothing to hold it against. */
  readonly onCompare: ((id: string) => void) | null;
}

function Entry({ entry: { id, link, row }, now, isThis, onCompare }: EntryProps): ReactNode {
  const { t } = useTranslation();
  return (
    <li className="flex min-h-8 items-center gap-2">
      {row === null ? (
        <span className="text-muted">{t("replays.gone")}</span>
      ) : (
        <>
          <Badge tone={requestTones[row.state]}>{t(`requests.stateName.${row.state}`)}</Badge>
          <span className="truncate font-mono text-sm">{row.alias}</span>
          <span className="shrink-0 text-sm text-muted tabular-nums">{formatWhen(row.startedAt, now)}</span>
        </>
      )}
      {link === null && <span className="text-sm text-faint">{t("replays.original")}</span>}
      {link?.isEdited === true && <span className="text-sm text-faint">{t("replays.wasEdited")}</span>}
      {typeof link?.runId === "string" && (
        <Link to="/replays/$id" params={{ id: link.runId }} className="text-sm text-accent hover:underline">
          {t("replays.ofRun")}
        </Link>
      )}
      <span className="flex-1" />
      {onCompare !== null && row?.state !== "in_flight" && (
        <Button tone="quiet" onClick={() => onCompare(id)}>
          {t("replays.compare")}
        </Button>
      )}
      {isThis ? (
        <span className="px-2.5 text-sm text-faint">{t("replays.thisOne")}</span>
      ) : (
        row !== null && (
          <Link
            from="/requests"
            to="/requests"
            search={(kept) => ({ ...kept, id })}
            className="rounded-md px-2.5 py-1 text-accent hover:underline"
          >
            {t("replays.openRow")}
          </Link>
        )
      )}
    </li>
  );
}
