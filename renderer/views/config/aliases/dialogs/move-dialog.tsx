/** Moves a deployment to another alias, or copies it there, without a mouse. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui/button.tsx";
import { copyDeployment, moveDeployment } from "../acts/deployment-acts.ts";
import { useDesk, type Question } from "../desk.ts";
import { PickAlias } from "./pick-alias.tsx";

export interface MoveDialogProps {
  readonly question: Extract<Question, { kind: "moveDeployment" }>;
  readonly onClose: () => void;
}

export function MoveDialog({ question, onClose }: MoveDialogProps): ReactNode {
  const { t } = useTranslation();
  const { act, index, mainFile } = useDesk();
  const [to, setTo] = useState<string | null>(null);
  const deployment = index.entry(question);
  const target = to === null ? null : index.get(to);
  if (deployment === null) return null;
  if (to === null || target === null) return <PickAlias without={[question.alias]} onPick={setTo} />;
  const isLast = index.get(question.alias)?.deployments.length === 1;
  const run = (made: Parameters<typeof act>[0]): void => {
    void act(made).then((isDone) => (isDone ? onClose() : undefined));
  };
  return (
    <div className="flex flex-col gap-3 p-4">
      {isLast && <p className="text-sm text-warn">{t("aliases.act.lastOne", { alias: question.alias })}</p>}
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          {t("aliases.act.cancel")}
        </Button>
        <Button onClick={() => run(copyDeployment(deployment, target, mainFile))}>
          {t("aliases.act.copyTo", { alias: to })}
        </Button>
        <Button tone="primary" onClick={() => run(moveDeployment(deployment, to))}>
          {t("aliases.act.moveTo", { alias: to })}
        </Button>
      </div>
    </div>
  );
}
