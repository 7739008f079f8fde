/** A key's states, each a word on its tint with what it means. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { Badge } from "../../ui/badge.tsx";
import { keyStateTones, statesOf } from "./key-states.ts";

export function StateBadges({ of }: { readonly of: PanelKey }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="inline-flex gap-1">
      {statesOf(of).map((state) => (
        <Badge key={state} tone={keyStateTones[state]} title={t(`virtualKeys.stateMeaning.${state}`)}>
          {t(`virtualKeys.stateName.${state}`)}
        </Badge>
      ))}
    </span>
  );
}
