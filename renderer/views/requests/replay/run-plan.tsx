/** What a run would come to. Its place has its size before anything is known, so that the dialog does not grow under the hand. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { replayHindrances, type ReplayPlan } from "../../../../gateway/contract/replay.ts";
import { BillText } from "../../../api/bill-text.tsx";
import { KeyValues } from "../../../ui/section.tsx";

export interface RunPlanProps {
  /** null = not known yet. */
  readonly plan: ReplayPlan | null;
  readonly all: number;
  readonly isChosen: boolean;
}

export function RunPlan({ plan, all, isChosen }: RunPlanProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="min-h-36" aria-live="polite">
      {plan === null ? (
        <p className="pt-2 text-muted">{t(isChosen ? "replays.planning" : "replays.chooseCandidate")}</p>
      ) : (
        <Known plan={plan} all={all} />
      )}
    </div>
  );
}

function Known({ plan, all }: { readonly plan: ReplayPlan; readonly all: number }): ReactNode {
  const { t } = useTranslation();
  const { replayable, skipped, before, estimate, refusal } = plan;
  const reasons = replayHindrances
    .map((hindrance) => ({ hindrance, count: skipped.filter((one) => one.hindrance === hindrance).length }))
    .filter(({ count }) => count > 0);
  return (
    <div className="flex flex-col gap-2">
      <KeyValues
        rows={[
          { name: t("replays.canGo"), value: t("replays.canGoOf", { count: replayable, all }) },
          {
            name: t("replays.skippedTitle"),
            value:
              reasons.length === 0 ? null : (
                <ul>
                  {reasons.map(({ hindrance, count }) => (
                    <li key={hindrance} className="text-warn">
                      {t("replays.skippedBecause", { count, reason: t(`replays.hindrance.${hindrance}`) })}
                    </li>
                  ))}
                </ul>
              ),
          },
          { name: t("replays.costBefore"), value: <BillText bill={before} /> },
          { name: t("replays.costEstimate"), value: <BillText bill={estimate} /> },
        ]}
      />
      <p className="text-sm text-muted">{t("replays.estimateNote")}</p>
      {refusal !== null && <p className="text-warn">{t("replays.refusal", { reason: refusal })}</p>}
    </div>
  );
}
