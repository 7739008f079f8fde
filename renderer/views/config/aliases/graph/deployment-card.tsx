/** A deployment: model, provider and host, its share of the requests, and the time left while it cools down. */
import { Snowflake } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../../../gateway/contract/model-catalog.ts";
import { useCatalogRow, useFlow } from "../traffic/traffic-context.tsx";
import { deploymentKey } from "../traffic/traffic.ts";
import type { GraphNode } from "./graph-parts.ts";
import { placeWords } from "./host-of.ts";
import { useSecondsLeft } from "./use-seconds-left.ts";

type Part = Extract<GraphNode, { kind: "deployment" }>;

export function DeploymentCard({ part }: { readonly part: Part }): ReactNode {
  const { model, apiBase, problem, id } = part.deployment;
  const health = useCatalogRow(id);
  const { errorsPerMinute } = useFlow(deploymentKey(id));
  const seconds = useSecondsLeft(health?.cooldownUntil ?? null);
  const edge = edgeFor(problem !== null, health, seconds !== null, errorsPerMinute > 0);
  return (
    <div
      className={`flex size-full flex-col justify-center rounded-md border border-l-[3px] border-line bg-raised px-2 ${edge}`}
      title={problem ?? `${model} · ${apiBase}`}
    >
      <span className="flex items-baseline justify-between gap-2">
        <span className="truncate font-mono text-sm">{model}</span>
        <Share part={part} />
      </span>
      <span className="flex items-center justify-between gap-2 text-xs text-faint">
        <span className={`truncate ${problem === null ? "" : "text-danger"}`}>
          {problem ?? placeWords(part.deployment)}
        </span>
        {seconds !== null && <Cooling seconds={seconds} />}
      </span>
    </div>
  );
}

function Share({ part: { percent, isWaiting, isOnly } }: { readonly part: Part }): ReactNode {
  const { t } = useTranslation();
  if (isWaiting)
    return (
      <span className="shrink-0 text-xs text-faint" title={t("aliases.waitsText")}>
        {t("aliases.waits")}
      </span>
    );
  return isOnly ? null : (
    <span className="shrink-0 text-xs font-medium text-muted">{t("aliases.shareOf", { percent })}</span>
  );
}

function Cooling({ seconds }: { readonly seconds: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="flex shrink-0 items-center gap-1 text-info" title={t("aliases.cooling", { seconds })}>
      <Snowflake size={12} aria-hidden />
      {t("aliases.coolingShort", { seconds })}
    </span>
  );
}

function edgeFor(isBroken: boolean, health: CatalogRow | null, isCooling: boolean, hasErrors: boolean): string {
  if (isBroken || health?.health === "disabled") return "border-l-danger";
  if (isCooling) return "border-l-info";
  if (hasErrors || health?.health === "failing") return "border-l-danger";
  return health?.health === "healthy" ? "border-l-ok" : "border-l-line-strong";
}
