/** The gaps of a stream, longest first: when, how long, and who made the client wait. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { formatDuration } from "../../../ui/format.ts";
import { Section } from "../../../ui/section.tsx";
import type { Gap } from "./stream-shape.ts";

const shownGaps = 20;

export interface GapListProps {
  readonly gaps: readonly Gap[];
  readonly onChoose: (index: number) => void;
}

export function GapList({ gaps, onChoose }: GapListProps): ReactNode {
  const { t } = useTranslation();
  const longest = [...gaps].sort((left, right) => right.toMs - right.fromMs - (left.toMs - left.fromMs));
  return (
    <Section title={t("timeline.gaps", { count: gaps.length })}>
      {gaps.length === 0 && <p className="text-muted">{t("timeline.noGaps")}</p>}
      <ul className="flex flex-col gap-0.5">
        {longest.slice(0, shownGaps).map(({ kind, cause, index, fromMs, toMs }) => (
          <li key={index} className="flex items-center gap-2">
            <span className="w-16 shrink-0">
              <Badge tone={kind === "stall" ? "danger" : "warn"}>{t(`timeline.gapKind.${kind}`)}</Badge>
            </span>
            <span className="w-16 shrink-0 text-right">{formatDuration(toMs - fromMs)}</span>
            <span className="min-w-0 truncate text-muted" title={t(`timeline.cause.${cause}`)}>
              {t("timeline.after", { at: formatDuration(fromMs) })}: {t(`timeline.cause.${cause}`)}
            </span>
            <span className="flex-1" />
            <Button tone="quiet" onClick={() => onChoose(index)}>
              {t("timeline.show")}
            </Button>
          </li>
        ))}
      </ul>
      {gaps.length > shownGaps && (
        <p className="text-sm text-faint">{t("timeline.moreGaps", { count: gaps.length - shownGaps })}</p>
      )}
    </Section>
  );
}
