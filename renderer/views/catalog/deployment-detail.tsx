/** One deployment from every side, and the two ways to try it. */
import { useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, Columns2, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import { catalogQuery } from "../../api/catalog-queries.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { AbilityTable } from "./detail/ability-table.tsx";
import { FigureSection } from "./detail/figure-section.tsx";
import { HealthSection } from "./detail/health-section.tsx";
import { ModelSection } from "./detail/model-section.tsx";
import { PriceSection } from "./detail/price-section.tsx";
import { TryButtons } from "./detail/try-buttons.tsx";
import { TryResult } from "./detail/try-result.tsx";
import { useTries } from "./detail/use-tries.ts";
import { healthTones } from "./health-tone.ts";

export interface DeploymentDetailProps {
  readonly row: CatalogRow;
  readonly isAlone: boolean;
  readonly isChoosing: boolean;
  readonly onChoose: () => void;
  readonly onClose: () => void;
}

export function DeploymentDetail(props: DeploymentDetailProps): ReactNode {
  const { row, isAlone, isChoosing, onChoose, onClose } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const tries = useTries(row.deploymentId, () => void client.invalidateQueries({ queryKey: catalogQuery.queryKey }));
  const isUsable = row.health !== "disabled";
  return (
    <section aria-label={t("catalog.detail.title")} className="flex h-full min-h-0 min-w-0 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 pr-2 pl-4">
        {isAlone && (
          <IconButton label={t("app.back")} onClick={onClose} className="-ml-2">
            <ArrowLeft size={14} aria-hidden />
          </IconButton>
        )}
        <Badge tone={healthTones[row.health]}>{t(`catalog.healthName.${row.health}`)}</Badge>
        <h2 className="min-w-0 flex-1 truncate font-mono font-medium" title={row.alias}>
          {row.alias}
        </h2>
        {!isAlone && (
          <IconButton label={t("app.close")} onClick={onClose}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 pb-2">
        {isUsable && <TryButtons tries={tries} />}
        <Button aria-pressed={isChoosing} title={t("catalog.compare.hint")} onClick={onChoose}>
          <Columns2 size={14} aria-hidden />
          {t("catalog.compare.start")}
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-2 overflow-auto px-4 pb-6">
        <TryResult tries={tries} />
        <ModelSection row={row} />
        <HealthSection row={row} />
        {isUsable && (
          <>
            <AbilityTable abilities={row.abilities} />
            <PriceSection price={row.price} />
            <FigureSection row={row} />
          </>
        )}
      </div>
    </section>
  );
}
