/** What stands beside the table: one deployment, or two of them side by side. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import { EmptyState } from "../../ui/states.tsx";
import { CompareView } from "./compare-view.tsx";
import { DeploymentDetail } from "./deployment-detail.tsx";
import type { CatalogAddress } from "./use-catalog-address.ts";

export interface DeploymentPaneProps {
  /** All of the catalog: what is open stays open under any filter. */
  readonly rows: readonly CatalogRow[];
  readonly address: CatalogAddress;
  readonly id: string;
  /** It stands in the place of the table, so closing it is going back. */
  readonly isAlone: boolean;
}

export function DeploymentPane({ rows, address, id, isAlone }: DeploymentPaneProps): ReactNode {
  const { t } = useTranslation();
  const find = (wanted: string | undefined): CatalogRow | undefined =>
    rows.find(({ deploymentId }) => deploymentId === wanted);
  const row = find(id);
  const second = find(address.other);
  if (row === undefined) return rows.length === 0 ? null : <EmptyState title={t("catalog.noMatchTitle")} />;
  if (second !== undefined) {
    return (
      <CompareView
        left={row}
        right={second}
        isAlone={isAlone}
        onSwap={() => address.show(second.deploymentId, row.deploymentId)}
        onEnd={address.back}
      />
    );
  }
  return (
    <DeploymentDetail
      key={id}
      row={row}
      isAlone={isAlone}
      isChoosing={address.isChoosing}
      onChoose={() => address.setChoosing(!address.isChoosing)}
      onClose={address.back}
    />
  );
}
