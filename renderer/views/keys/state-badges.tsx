/** A key's states, each a word on its tint with what it means. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { Badge } from "../../ui/badge.tsx";
import { keyStateTones, statesOf } from "./key-states.ts";

export interface StateBadgesProps {
  readonly of: PanelKey;
  /** Where there is room for one alone, the one to know of: why it is refused, else what warns. */
  readonly isListed?: boolean;
}

export function StateBadges({ of, isListed = false }: StateBadgesProps): ReactNode {
  const { t } = useTranslation();
  const states = statesOf(of);
  const first = states.find((state) => state !== "active") ?? "active";
  return (
    <span className="inline-flex gap-1">
      {states.map((state) => (
        <span key={state} className={isListed && state !== first ? "hidden @min-[860px]:inline" : undefined}>
          <Badge tone={keyStateTones[state]} title={t(`virtualKeys.stateMeaning.${state}`)}>
            {t(`virtualKeys.stateName.${state}`)}
          </Badge>
        </span>
      ))}
    </span>
  );
}
