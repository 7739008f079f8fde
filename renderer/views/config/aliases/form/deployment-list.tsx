/** The deployments of the alias, a few at first, and the way to add one. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";
import { Button } from "../../../../ui/button.tsx";
import { useDesk } from "../desk.ts";
import { DeploymentBlock } from "./deployment-block.tsx";
import { NewDeployment } from "./new-deployment.tsx";

const first = 12;
const most = 200;

export function DeploymentList({ alias }: { readonly alias: DraftAlias }): ReactNode {
  const { t } = useTranslation();
  const { isReadOnly } = useDesk();
  const [isWhole, setIsWhole] = useState(false);
  const { deployments } = alias;
  const shown = deployments.slice(0, isWhole ? most : first);
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {shown.map((deployment) => (
          <DeploymentBlock
            key={`${deployment.file} ${deployment.index}`}
            alias={alias.alias}
            deployment={deployment}
            isOpenAtFirst={deployments.length === 1}
          />
        ))}
      </ul>
      {deployments.length > shown.length && !isWhole && (
        <Button tone="quiet" onClick={() => setIsWhole(true)}>
          {t("aliases.form.more", { count: deployments.length })}
        </Button>
      )}
      {!isReadOnly && <NewDeployment alias={alias} />}
    </>
  );
}
