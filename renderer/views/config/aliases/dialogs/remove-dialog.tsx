/** Asks before an alias or a deployment is taken out of the text. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { removeAlias } from "../acts/alias-acts.ts";
import { removeDeployment } from "../acts/deployment-acts.ts";
import { useDesk, type Question } from "../desk.ts";
import { DialogButtons } from "./dialog-buttons.tsx";
import { LateUsers } from "./late-users.tsx";

export interface RemoveDialogProps {
  readonly question: Extract<Question, { kind: "removeAlias" | "removeDeployment" }>;
  readonly onClose: () => void;
}

export function RemoveDialog({ question, onClose }: RemoveDialogProps): ReactNode {
  const { t } = useTranslation();
  const { act, index, mainFile, open, opened } = useDesk();
  const alias = index.get(question.alias);
  const deployment = question.kind === "removeDeployment" ? index.entry(question) : null;
  const isWhole = question.kind === "removeAlias" || alias?.deployments.length === 1;
  const remove = async (): Promise<void> => {
    if (alias === null) return onClose();
    const made = question.kind === "removeAlias" ? removeAlias(alias, mainFile) : null;
    const isDone = await act(deployment === null ? made : removeDeployment(deployment));
    if (!isDone) return;
    onClose();
    if (question.kind === "removeAlias" && opened === question.alias) open(null);
  };
  return (
    <div className="flex flex-col gap-3 p-4">
      <p>
        {deployment === null
          ? t("aliases.act.removeAliasText", { count: alias?.deployments.length ?? 0 })
          : t("aliases.act.removeDeploymentText", { model: deployment.model, alias: question.alias })}{" "}
        {deployment !== null && isWhole && t("aliases.act.lastOne", { alias: question.alias })}
      </p>
      {isWhole && <LateUsers alias={question.alias} />}
      <DialogButtons verb={t("aliases.act.remove")} onCancel={onClose} onDo={() => void remove()} />
    </div>
  );
}
