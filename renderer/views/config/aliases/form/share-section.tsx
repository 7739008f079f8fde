/** How the alias's requests are shared: a bar, a slider per deployment, and what decides the draw. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";
import { Button } from "../../../../ui/button.tsx";
import { clearWeights, setWeight } from "../acts/deployment-acts.ts";
import { sharesOf, shownWeights } from "../acts/shares.ts";
import { useDesk } from "../desk.ts";
import { WeightRow } from "./weight-row.tsx";

const leastScale = 100;
/** More rows than this are set one by one in the text. */
const mostRows = 24;
const fills = ["bg-accent", "bg-info", "bg-warn", "bg-ok", "bg-faint", "bg-danger"];

export function ShareSection({ alias }: { readonly alias: DraftAlias }): ReactNode {
  const { t } = useTranslation();
  const { act, isReadOnly, reading } = useDesk();
  const { deployments } = alias;
  if (deployments.length < 2) return null;
  const { by, percents, waiting } = sharesOf(deployments);
  const weights = shownWeights(deployments);
  const most = Math.max(leastScale, ...weights);
  const hasWeights = deployments.some(({ litellmParams }) => litellmParams["weight"] !== undefined);
  return (
    <div className="mb-2">
      <div className="flex h-8 items-center justify-between gap-2">
        <span className="text-sm text-muted">
          {t("aliases.form.shares")} · {t(`aliases.form.shareBy.${by}`)}
        </span>
        {hasWeights && !isReadOnly && (
          <Button tone="quiet" onClick={() => void act(clearWeights(alias))}>
            {t("aliases.form.even")}
          </Button>
        )}
      </div>
      <div aria-hidden className="mb-1.5 flex h-2 gap-px overflow-hidden rounded-sm bg-hover">
        {percents.map((percent, at) => (
          <span key={at} className={fills[at % fills.length]} style={{ width: `${percent}%` }} />
        ))}
      </div>
      <ul className="flex flex-col gap-1">
        {deployments.slice(0, mostRows).map((deployment, at) => (
          <WeightRow
            key={`${deployment.file} ${deployment.index}`}
            deployment={deployment}
            weight={weights[at] ?? 0}
            most={most}
            percent={percents[at] ?? 0}
            isWaiting={waiting.has(at)}
            isReadOnly={isReadOnly}
            onCommit={(weight) => act(setWeight(alias, at, weight))}
          />
        ))}
      </ul>
      {reading.routingStrategy !== "simple-shuffle" && (
        <p className="mt-1 text-sm text-warn">
          {t("aliases.form.otherStrategy", { strategy: reading.routingStrategy })}
        </p>
      )}
    </div>
  );
}
